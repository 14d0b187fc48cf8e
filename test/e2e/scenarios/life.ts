import { credentialOf, environmentOf, identityOf, linkIdOf } from "../harness/identities";
import type { Scenario } from "../harness/scenario";
import {
  ambientLink,
  consulting,
  contoso,
  creating,
  destroying,
  fabrikam,
  link,
  northwind,
  oneLink,
  unchanged,
  willLink,
} from "./common";

const twoLinks = {
  links: [link({}, {}, "first"), link({ credential: credentialOf(fabrikam) }, { dependsOn: ["first"] }, "second")],
};

/** A link's ordinary life. */
export const life: readonly Scenario[] = [
  {
    name: "create",
    about: "A new link is previewed without a write, created, and complete in the state.",
    steps: [
      {
        run: "preview",
        program: oneLink(),
        expect: { steps: { link: ["create"] }, links: {}, messages: [willLink(contoso, consulting)] },
      },
      {
        run: "up",
        program: {
          ...oneLink({ expect: { partnerName: " fabrikam consulting " } }),
          outputs: { partner: { $output: "link.partnerName" }, identity: { $output: "link.objectId" } },
        },
        expect: {
          steps: { link: ["create"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} create 200`],
          state: {
            link: {
              id: linkIdOf(contoso),
              ...identityOf(contoso),
              partnerId: consulting,
              partnerName: "Fabrikam Consulting",
              state: "Active",
              version: 1,
              adopted: false,
            },
          },
          outputs: { partner: "Fabrikam Consulting", identity: identityOf(contoso).objectId },
        },
      },
    ],
  },
  {
    name: "unchanged",
    about: "A link that is right stays untouched, in the gate as in an update.",
    steps: [
      creating(),
      unchanged,
      { run: "up", expect: { steps: { link: ["same"] }, links: { [contoso]: consulting } } },
      {
        run: "up",
        options: { expectNoChanges: true, refresh: true },
        expect: { steps: { link: ["refresh", "same"] }, links: { [contoso]: consulting } },
      },
    ],
  },
  {
    name: "changedPartner",
    about: "Another partner ID changes the link in place.",
    steps: [
      creating(),
      {
        run: "preview",
        program: oneLink({ partnerId: northwind }),
        expect: { steps: { link: ["update"] }, links: { [contoso]: consulting } },
      },
      {
        run: "up",
        expect: {
          steps: { link: ["update"] },
          links: { [contoso]: northwind },
          writes: [`${contoso} update 200`],
          state: { link: { partnerId: northwind, partnerName: "Northwind Services", version: 2 } },
        },
      },
      { ...unchanged, expect: { steps: { link: ["same"] }, links: { [contoso]: northwind } } },
    ],
  },
  {
    name: "destroy",
    about: "Destroying removes the link that the stack made; a later stack revives the tombstone.",
    steps: [
      creating(),
      destroying,
      { ...creating(), expect: { ...creating().expect, state: { link: { version: 3, adopted: false } } } },
    ],
  },
  {
    name: "signInFromConfig",
    about: "Without a credential block the stack's azure-native configuration signs in.",
    config: {
      "azure-native:tenantId": { value: environmentOf(contoso)["ARM_TENANT_ID"] ?? "" },
      "azure-native:clientId": { value: environmentOf(contoso)["ARM_CLIENT_ID"] ?? "" },
      "azure-native:clientSecret": { value: environmentOf(contoso)["ARM_CLIENT_SECRET"] ?? "", secret: true },
    },
    steps: [creating(ambientLink()), unchanged, destroying],
  },
  {
    name: "signInFromEnvironment",
    about: "Without a credential block and configuration the environment signs in.",
    environment: environmentOf(contoso),
    steps: [creating(ambientLink()), unchanged, destroying],
  },
  {
    name: "dependsOn",
    about: "Links are made in the order of their dependencies and removed in the opposite one.",
    steps: [
      {
        run: "up",
        program: twoLinks,
        expect: {
          steps: { first: ["create"], second: ["create"] },
          order: ["create first", "create second"],
          links: { [contoso]: consulting, [fabrikam]: consulting },
          writes: [`${contoso} create 200`, `${fabrikam} create 200`],
        },
      },
      {
        run: "destroy",
        expect: {
          steps: { first: ["delete"], second: ["delete"] },
          order: ["delete second", "delete first"],
          links: {},
          writes: [`${fabrikam} delete 200`, `${contoso} delete 200`],
        },
      },
    ],
  },
  {
    name: "unknownPartner",
    about: "A partner ID that another resource of the same update supplies is not known in its preview.",
    steps: [
      {
        run: "preview",
        program: {
          later: [{ name: "source", value: consulting }],
          links: [link({ partnerId: { $output: "source.result" } })],
        },
        expect: { steps: { source: ["create"], link: ["create"] }, links: {} },
      },
      {
        run: "up",
        expect: {
          steps: { source: ["create"], link: ["create"] },
          links: { [contoso]: consulting },
          writes: [`${contoso} create 200`],
        },
      },
      {
        run: "preview",
        program: {
          later: [{ name: "source", value: northwind }],
          links: [link({ partnerId: { $output: "source.result" } })],
        },
        expect: { steps: { source: ["update"], link: ["update"] }, links: { [contoso]: consulting } },
      },
      {
        run: "up",
        expect: {
          steps: { source: ["update"], link: ["update"] },
          links: { [contoso]: northwind },
          writes: [`${contoso} update 200`],
        },
      },
    ],
  },
];
