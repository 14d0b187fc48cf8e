import type { Session } from "../../provider/azure/signIn";
import type { Cleaner } from "./clean";
import type { Finding } from "./findings";
import { type LifeStep, playLife } from "./life";
import { cleanerFor, openCaller } from "./openCaller";
import { Interrupted, type OwnLink, takeLink } from "./ownLink";
import { probeAccess } from "./probes/access";
import { probeLink } from "./probes/link";
import { probeNoAccount } from "./probes/noAccount";
import type { SignInResult, Who } from "./recording";
import type { AcceptanceSettings } from "./settings";
import type { SignIn } from "./signIns";

/** Where the acceptance runs. */
export interface Host {
  readonly print: (text: string) => void;
  /** Aborted by Ctrl-C: no further step starts, and the link is removed. */
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Folder of the Pulumi program that declares the link. */
  readonly programFolder: string;
}

export interface Acceptance {
  readonly settings: AcceptanceSettings;
  readonly host: Host;
  /** Identities that the service has been probed as; one that signs in twice is probed once. */
  readonly asked: Set<string>;
}

type Work = (own: OwnLink, signIn: SignIn, acceptance: Acceptance) => Promise<Pick<SignInResult, "life" | "findings">>;

/**
 * Signs in, takes the link of an identity that has none, and passes it on. The link is removed at the end, whatever happens.
 * Never throws.
 */
export async function withOwnLink(acceptance: Acceptance, signIn: SignIn, work: Work): Promise<SignInResult> {
  const { settings, host } = acceptance;
  const failures: string[] = [];
  let shown = cleanerFor(settings);
  let who: Pick<Who, "signIn"> | Who = { signIn: signIn.name };
  let done: Awaited<ReturnType<Work>> = { findings: [] };
  let own: OwnLink | undefined;
  const attempt = async (step: () => Promise<unknown>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      const failure = failureText(error, shown);
      failures.push(failure);
      host.print(error instanceof Interrupted ? "  interrupted\n" : `  failed: ${failure}\n`);
    }
  };
  host.print(`\n${signIn.name}\n`);
  await attempt(async () => {
    const caller = await openCaller(settings, signIn.credential);
    shown = caller.cleaner;
    who = whoIs(signIn, caller.session);
    own = await takeLink(caller, { signal: host.signal, pause: host.pause, ours: oursOf(settings) });
    done = await work(own, signIn, acceptance);
  });
  await attempt(async () => own?.cleanUp());
  return { ...who, ...(failures.length === 0 ? {} : { failure: failures.join("; ") }), ...done };
}

/** Plays the life of a link through the package, then probes the service. */
export const lifeAndFindings: Work = async (own, { credential }, acceptance) => {
  const { settings, host } = acceptance;
  const { text } = own.caller.cleaner;
  const { ids } = settings;
  const life = await playLife(
    { own, ids, credential, programFolder: host.programFolder },
    {
      engine: ({ kind, version }) =>
        host.print(kind === "cli" ? `  on the Pulumi CLI ${version}\n` : "  on the small engine of examples/engine\n"),
      step: (step) => host.print(stepText(step, own.caller.cleaner)),
    },
  );
  return {
    life: life.map(({ title, misses }) => ({ title, misses: misses.map(text) })),
    findings: await findingsOf(acceptance, own),
  };
};

/** Probes the option `noAccount` where PAL_AZURE_DELEGATED_TENANT_ID is set. */
export async function readWithoutAccount({ settings, host }: Acceptance): Promise<SignInResult | undefined> {
  const { delegatedTenantId: tenantId } = settings;
  if (tenantId === undefined) return undefined;
  const who = { signIn: "Azure CLI, delegated administration", kind: "user" } as const;
  host.print(`\n${who.signIn}\n`);
  try {
    const caller = await openCaller(settings, { useCli: true, tenantId });
    return { ...who, findings: [await probeNoAccount(caller)] };
  } catch (error) {
    const failure = failureText(error, cleanerFor(settings));
    host.print(`  failed: ${failure}\n`);
    return { ...who, failure, findings: [] };
  }
}

function failureText(error: unknown, { text }: Cleaner): string {
  return text(error instanceof Error ? error.message : String(error));
}

function oursOf({ ids }: AcceptanceSettings): string[] {
  return [ids.partner, ids.second, ids.global, ids.invalid].filter((id) => id !== undefined);
}

function whoIs({ name, credential }: SignIn, { identity }: Session): Who {
  const application = credential.useMsi === true ? "managedIdentity" : "servicePrincipal";
  return { signIn: name, kind: identity.isPerson ? "user" : application };
}

async function findingsOf({ settings, host, asked }: Acceptance, own: OwnLink): Promise<readonly Finding[]> {
  const { caller } = own;
  const { tenantId, objectId } = caller.session.identity;
  const key = `${tenantId}/${objectId}`;
  if (asked.has(key)) return [];
  asked.add(key);
  host.print("  probes undocumented behaviour\n");
  const { ids, hasP2, subscriptionId } = settings;
  const ofLink = await probeLink({ own, ids });
  const ofAccess = await probeAccess({ caller, hasP2, subscriptionId, signal: host.signal });
  return [...ofLink, ...ofAccess];
}

function stepText({ title, misses, output = "" }: LifeStep, { text }: Cleaner): string {
  if (misses.length === 0) return `  ok  ${title}\n`;
  const printed = output.split("\n").map((line) => `      ${text(line)}\n`);
  return `  NOT ok  ${title}: ${misses.map(text).join("; ")}\n${printed.join("")}`;
}
