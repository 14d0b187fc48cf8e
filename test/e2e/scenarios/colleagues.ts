import { identityOf, linkIdOf } from "../harness/identities";
import type { ExpectedMessage, Scenario } from "../harness/scenario";
import { ambientLink, type Before, consulting, contoso, inOrder, northwind } from "./common";
import {
  application,
  applicationAnew,
  bestEffort,
  green,
  linking,
  linkOf,
  mismatch,
  notVerified,
  signIn,
  type SignedIn,
} from "./signedIn";

const drifted: ExpectedMessage = {
  on: "link",
  severity: "warning",
  says: ["drifted", identityOf(contoso).objectId, northwind, consulting, "(PAL_DRIFT)"],
};

/** Signed in to the Azure CLI at home, in another tenant than the link's, where she is a guest. */
const atHome = "megan@fabrikam.example";
const asGuest: SignedIn = { name: "megan_fabrikam.example#EXT#@contoso.example" };

const onLaptop: Before = (world) => {
  const { ARM_TENANT_ID: _home, ...laptop } = world.variablesOf(atHome, "azureCli");
  world.variables = laptop;
};

/** Several people and pipelines work on one stack. */
export const colleagues: readonly Scenario[] = [
  {
    name: "twoPipelines",
    about: "Two identities deploy one stack with driftCheck bestEffort: the gate of the linked one sees what drifts.",
    steps: [
      linking(application, ambientLink(bestEffort)),
      green(linkOf(application), signIn(applicationAnew), [notVerified(application, applicationAnew)]),
      {
        run: "preview",
        options: { expectNoChanges: true },
        before: inOrder(signIn(application), (world) => {
          world.setLink(contoso, northwind);
        }),
        expect: {
          exitCode: 7,
          steps: { link: ["update"] },
          links: { [contoso]: northwind },
          messages: [drifted],
        },
      },
      green({ [contoso]: northwind }, signIn(applicationAnew), [notVerified(application, applicationAnew)]),
    ],
  },
  {
    name: "colleague",
    about: "A person who is signed in to the Azure CLI previews and updates: a warning, and no change.",
    steps: [
      linking(application),
      green(linkOf(application), onLaptop, [notVerified(application, asGuest)]),
      {
        run: "up",
        expect: {
          steps: { link: ["same"] },
          links: linkOf(application),
          messages: [notVerified(application, asGuest)],
          state: { link: { id: linkIdOf(contoso), ...identityOf(contoso) } },
        },
      },
      green(linkOf(application), signIn(application)),
    ],
  },
  {
    name: "colleagueMayNotWrite",
    about: "A person's update that would change the link of another identity is refused.",
    steps: [
      linking(application),
      {
        run: "up",
        program: ambientLink({ partnerId: northwind }),
        before: onLaptop,
        expect: {
          exitCode: 1,
          steps: { link: ["update"] },
          links: linkOf(application),
          messages: [mismatch(application, asGuest, "error")],
          state: { link: { partnerId: consulting } },
        },
      },
    ],
  },
];
