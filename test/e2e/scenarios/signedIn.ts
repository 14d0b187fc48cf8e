import type { SignInMethod } from "partner-admin-link-emulator";
import type { Declared, ProgramDeclaration } from "../harness/declaration";
import { identityOf, linkIdOf } from "../harness/identities";
import type { ExpectedMessage, Step } from "../harness/scenario";
import { ambientLink, type Before, consulting, contoso } from "./common";

type Links = Readonly<Record<string, string>>;

/** An identity that a pipeline signs in as, and how. */
export interface SignedIn {
  readonly name: string;
  readonly method?: SignInMethod;
}

export const application: SignedIn = { name: contoso };
export const applicationAnew: SignedIn = { name: "contoso-deploy-anew" };
export const machine: SignedIn = { name: "contoso-pipeline", method: "managedIdentity" };
export const machineAnew: SignedIn = { name: "contoso-pipeline-anew", method: "managedIdentity" };

/** The pipeline signs in as that identity from now on. */
export function signIn({ name, method }: SignedIn): Before {
  return (world) => {
    if (method === "managedIdentity") world.assignToMachine(name);
    world.variables = world.variablesOf(name, method);
  };
}

export function linkOf(...identities: readonly SignedIn[]): Links {
  return Object.fromEntries(identities.map(({ name }) => [name, consulting]));
}

export function linking(identity: SignedIn, program: ProgramDeclaration = ambientLink()): Step {
  return {
    run: "up",
    program,
    before: signIn(identity),
    expect: {
      steps: { link: ["create"] },
      links: linkOf(identity),
      writes: [`${identity.name} create 200`],
      state: { link: { id: linkIdOf(identity.name) } },
    },
  };
}

/** Names both identities and every way out. */
export function mismatch(old: SignedIn, anew: SignedIn, severity: "warning" | "error"): ExpectedMessage {
  const { objectId } = identityOf(anew.name);
  const says = [
    linkIdOf(old.name),
    `set expect: { objectId: "${objectId}" }`,
    'set driftCheck: "bestEffort"',
    `sign in as ${linkIdOf(old.name)}`,
  ];
  if (severity === "warning") return { on: "link", severity, says: [...says, "(PAL_NOT_VERIFIED)"] };
  return { on: "link", severity, says: [...says, "Nothing was written", "(PAL_IDENTITY_MISMATCH)"] };
}

/** Nothing to do; a message where it cannot be said whether that is so. */
export function green(links: Links, before?: Before, messages: readonly ExpectedMessage[] = []): Step {
  return {
    run: "preview",
    options: { expectNoChanges: true },
    ...(before === undefined ? {} : { before }),
    expect: { steps: { link: ["same"] }, links, messages },
  };
}

/** The gate of a pipeline that may not know: green, with a warning. */
export function notVerified(old: SignedIn, anew: SignedIn): ExpectedMessage {
  return {
    on: "link",
    severity: "warning",
    says: [linkIdOf(old.name), identityOf(anew.name).objectId, "(PAL_NOT_VERIFIED)"],
  };
}

/** Several identities deploy the program. */
export const bestEffort: Readonly<Record<string, Declared>> = { driftCheck: "bestEffort" };
