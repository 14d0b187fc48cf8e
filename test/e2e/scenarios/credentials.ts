import type { Declared, ProgramDeclaration } from "../harness/declaration";
import { credentialOf, environmentOf, identityOf, rotatedSecret } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import { ambientLink, consulting, contoso, creating, destroying, link, oneLink, unchanged } from "./common";

const linked = { [contoso]: consulting };
const rotated = oneLink({ credential: { ...credentialOf(contoso), clientSecret: { $secret: rotatedSecret } } });
const rotatedEnvironment = { ...environmentOf(contoso), ARM_CLIENT_SECRET: rotatedSecret };

/** A program in which another resource gives the secret that the link signs in with. */
function secretOfSameUpdate(): ProgramDeclaration {
  const credential = { ...credentialOf(contoso), clientSecret: { $output: "application.result" } };
  const application = { name: "application", value: { $secret: rotatedSecret }, isSecret: true };
  return { later: [application], links: [link({ credential })] };
}

function refusedInPreview(credential: Readonly<Record<string, Declared>>, code: string): Step {
  return {
    run: "preview",
    program: oneLink({ credential: { ...credentialOf(contoso), ...credential } }),
    expect: {
      exitCode: 1,
      steps: {},
      links: {},
      messages: [{ on: "link", severity: "error", says: [code, "(PAL_AUTH_FAILED)"] }],
    },
  };
}

/** The new secret counts from now on, the old one is no longer accepted. */
const rotating: Step["before"] = (world) => {
  world.addSecret(contoso, { value: rotatedSecret });
  world.revokeSecret(contoso);
};

/** Credentials age, change and come late; the link is the identity's all the same. */
export const credentials: readonly Scenario[] = [
  {
    name: "secretRotated",
    about: "A rotated secret is taken into the state; Azure is not written, and refresh and destroy work with it.",
    steps: [
      creating(),
      { run: "up", program: rotated, before: rotating, expect: { steps: { link: ["update"] }, links: linked } },
      {
        run: "refresh",
        options: { expectNoChanges: true },
        expect: { steps: { link: ["refresh"] }, links: linked },
      },
      unchanged,
      destroying,
    ],
  },
  {
    name: "secretOfTheEnvironmentRotated",
    about: "A secret that is rotated in the environment is no change at all.",
    environment: environmentOf(contoso),
    steps: [
      creating(ambientLink()),
      { ...unchanged, before: rotating, options: { expectNoChanges: true, environment: rotatedEnvironment } },
      { ...destroying, options: { environment: rotatedEnvironment } },
    ],
  },
  {
    name: "storedSecretAged",
    about:
      "The secret in the state is no longer accepted: refresh and destroy use the environment's, of the same identity.",
    steps: [
      creating(),
      {
        run: "refresh",
        before: rotating,
        options: { environment: rotatedEnvironment },
        expect: {
          steps: { link: ["refresh"] },
          links: linked,
          // The diff that follows a refresh asks with what the program declared.
          messages: [{ on: "link", severity: "warning", says: ["AADSTS7000215"] }],
        },
      },
      { ...destroying, options: { environment: rotatedEnvironment } },
    ],
  },
  {
    name: "secretOfTheSameUpdate",
    about: "Another resource of the update makes the secret: unknown in the preview, refused for a while, waited for.",
    steps: [
      {
        run: "preview",
        program: secretOfSameUpdate(),
        expect: { steps: { application: ["create"], link: ["create"] }, links: {} },
      },
      {
        run: "up",
        before: (world) => {
          world.addSecret(contoso, { value: rotatedSecret, refusedFirst: 2 });
        },
        expect: {
          steps: { application: ["create"], link: ["create"] },
          links: linked,
          writes: [`${contoso} create 200`],
        },
      },
    ],
  },
  {
    name: "secretOfEarlierUpdate",
    about:
      "A secret that a resource made a moment ago is known in the preview, and not accepted yet: it is waited for.",
    steps: [
      {
        run: "up",
        program: { later: secretOfSameUpdate().later ?? [] },
        expect: { steps: { application: ["create"] }, links: {} },
      },
      {
        run: "preview",
        program: secretOfSameUpdate(),
        expect: {
          steps: { application: ["same"], link: ["create"] },
          links: {},
          messages: [{ on: "link", severity: "info", says: ["AADSTS7000215", "not accepted yet", "waits for it"] }],
        },
      },
      {
        run: "up",
        before: (world) => {
          world.addSecret(contoso, { value: rotatedSecret, refusedFirst: 2 });
        },
        expect: {
          steps: { application: ["same"], link: ["create"] },
          links: linked,
          writes: [`${contoso} create 200`],
        },
      },
    ],
  },
  {
    name: "refusedSignInInPreview",
    about: "A sign-in that is refused for good fails the first preview: wrong secret, application or tenant.",
    steps: [
      refusedInPreview({ clientSecret: { $secret: "not-a-secret, and not accepted" } }, "AADSTS7000215"),
      refusedInPreview({ clientId: "99999999-cccc-4ccc-8ccc-999999999999" }, "AADSTS700016"),
      refusedInPreview({ tenantId: "99999999-9999-4999-8999-999999999999" }, "AADSTS90002"),
    ],
  },
  {
    name: "principalGone",
    about: "The identity was deleted: a refresh cannot tell what became of the link, destroy has nothing left to do.",
    steps: [
      creating(),
      {
        run: "refresh",
        before: (world) => {
          world.removePrincipal(contoso);
        },
        expect: {
          exitCode: 1,
          steps: { link: ["refresh"] },
          links: linked,
          messages: [{ on: "link", severity: "error", says: ["AADSTS700016", "driftCheck"] }],
        },
      },
      {
        run: "destroy",
        expect: {
          steps: { link: ["delete"] },
          links: linked,
          state: { link: undefined },
          messages: [{ on: "link", severity: "warning", says: ["AADSTS700016", identityOf(contoso).objectId] }],
        },
      },
    ],
  },
];
