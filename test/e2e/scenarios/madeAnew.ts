import type { Declared } from "../harness/declaration";
import { credentialOf, identityOf, linkIdOf } from "../harness/identities";
import type { Expectation, ExpectedMessage, Scenario, Step } from "../harness/scenario";
import {
  ambientLink,
  type Before,
  consulting,
  contoso,
  creating,
  inOrder,
  oneLink,
  replaced,
  willLink,
} from "./common";
import {
  application,
  applicationAnew,
  bestEffort,
  green,
  linking,
  linkOf,
  machine,
  machineAnew,
  mismatch,
  notVerified,
  signIn,
  type SignedIn,
} from "./signedIn";

/** The gate fails, and an update refuses, as long as the program does not say whose link it is. */
function refusing(old: SignedIn, anew: SignedIn, before: Before): readonly Step[] {
  const gate: Expectation = {
    exitCode: 7,
    steps: { link: ["update"] },
    links: linkOf(old),
    messages: [mismatch(old, anew, "warning")],
  };
  const update = { ...gate, exitCode: 1, messages: [...(gate.messages ?? []), mismatch(old, anew, "error")] };
  return [
    { run: "preview", options: { expectNoChanges: true }, before, expect: gate },
    { run: "up", expect: { ...update, state: { link: { id: linkIdOf(old.name), partnerId: consulting } } } },
  ];
}

/** Nobody can sign in as the old identity any more, so its link is left. */
function leftTo(old: SignedIn, ...says: readonly string[]): ExpectedMessage {
  const remedy = `az managementpartner delete --partner-id ${consulting}`;
  return {
    on: "link",
    severity: "warning",
    says: [linkIdOf(old.name), "was not removed", ...says, remedy, "(PAL_LINK_KEPT)"],
  };
}

/** The program names the new identity: it is linked instead of the old one. */
function expecting(old: SignedIn, anew: SignedIn, before?: Before): readonly Step[] {
  return [
    {
      run: "preview",
      program: ambientLink({ expect: { objectId: identityOf(anew.name).objectId } }),
      ...(before === undefined ? {} : { before }),
      expect: { steps: { link: replaced }, links: linkOf(old), messages: [willLink(anew.name, consulting)] },
    },
    {
      run: "up",
      expect: {
        steps: { link: replaced },
        links: linkOf(old, anew),
        writes: [`${anew.name} create 200`],
        state: { link: { id: linkIdOf(anew.name), adopted: false } },
        messages: [leftTo(old, identityOf(anew.name).objectId)],
      },
    },
    green(linkOf(old, anew)),
  ];
}

/** The program says that several identities deploy it. */
function sharing(old: SignedIn, anew: SignedIn): readonly Step[] {
  const messages = [notVerified(old, anew)];
  return [
    {
      run: "up",
      program: ambientLink(bestEffort),
      expect: { steps: { link: ["update"] }, links: linkOf(old), messages },
    },
    green(linkOf(old), undefined, messages),
  ];
}

function deleting({ name }: SignedIn): Before {
  return (world) => {
    world.removePrincipal(name);
  };
}

/** An identity that is deleted and made again is another one, and its link is another link. */
function ways(what: string, name: string, old: SignedIn, anew: SignedIn): readonly Scenario[] {
  return [
    {
      name,
      about: `${what} was made anew while the old one is still there: each way out ends in a green gate.`,
      steps: [
        linking(old),
        ...refusing(old, anew, signIn(anew)),
        green(linkOf(old), signIn(old)),
        ...expecting(old, anew, signIn(anew)),
      ],
    },
    {
      name: `${name}AfterDeletion`,
      about: `${what} was deleted and made anew: each way out ends in a green gate.`,
      steps: [
        linking(old),
        ...refusing(old, anew, inOrder(deleting(old), signIn(anew))),
        ...sharing(old, anew),
        ...expecting(old, anew),
      ],
    },
  ];
}

/** The program has another credential, and the old one is worth nothing any more. */
function credentialReplaced(name: string, about: string, before: Before, message: ExpectedMessage): Scenario {
  const { name: anew } = applicationAnew;
  return {
    name,
    about,
    steps: [
      creating(),
      {
        run: "up",
        program: oneLink({ credential: credentialOf(anew) }),
        before,
        expect: {
          steps: { link: replaced },
          links: linkOf(application, applicationAnew),
          writes: [`${anew} create 200`],
          state: { link: { id: linkIdOf(anew) } },
          messages: [message],
        },
      },
      green(linkOf(application, applicationAnew)),
    ],
  };
}

const ofMachine: Readonly<Record<string, Declared>> = { credential: { useMsi: true } };

/** An identity that was deleted and made again. */
export const madeAnew: readonly Scenario[] = [
  ...ways("The service principal", "madeAnew", application, applicationAnew),
  ...ways("The machine's managed identity", "machineAnew", machine, machineAnew),
  credentialReplaced(
    "credentialOfDeletedPrincipal",
    "The credential is another application's and the old one was deleted: nothing is left to remove.",
    deleting(application),
    { on: "link", severity: "warning", says: [linkIdOf(contoso), "AADSTS700016", "(PAL_LINK_GONE)"] },
  ),
  credentialReplaced(
    "credentialOfLockedPrincipal",
    "The credential is another application's and the old one is refused: its link is left, with a warning.",
    (world) => {
      world.revokeSecret(contoso);
    },
    leftTo(application, "AADSTS7000215"),
  ),
  {
    name: "machineAnewInCredential",
    about: "The credential is the machine's managed identity, and the machine has another one: that one is linked.",
    steps: [
      linking(machine, ambientLink(ofMachine)),
      {
        run: "preview",
        before: signIn(machineAnew),
        expect: {
          steps: { link: replaced },
          links: linkOf(machine),
          messages: [willLink(machineAnew.name, consulting)],
        },
      },
      {
        run: "up",
        expect: {
          steps: { link: replaced },
          links: linkOf(machine, machineAnew),
          writes: [`${machineAnew.name} create 200`],
          messages: [leftTo(machine, identityOf(machineAnew.name).objectId)],
        },
      },
      green(linkOf(machine, machineAnew)),
    ],
  },
];
