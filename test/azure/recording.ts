import { behaviourTable, type BehaviourName } from "../../emulator/azure/behaviour";
import type { Finding } from "./findings";
import type { LifeStep } from "./life";

/** A sign-in, without IDs and names. */
export interface Who {
  readonly signIn: string;
  readonly kind: "user" | "servicePrincipal" | "managedIdentity";
}

/** The result of one sign-in. */
export interface SignInResult extends Partial<Who> {
  readonly signIn: string;
  /** Why it failed. */
  readonly failure?: string;
  /** The steps of the link's life. */
  readonly life?: readonly Pick<LifeStep, "title" | "misses">[];
  readonly findings: readonly Finding[];
}

/** What cannot be probed safely on a real tenant. */
const notProbed: Readonly<Record<string, string>> = {
  throttling: "limits are shared with everyone in the tenant, and reaching them takes a flood of requests",
  propagation: "the delay of a new credential or role varies; a single run proves no bound",
  deletedIdentities: "finding out whether a link survives its identity would mean deleting the identity",
  conditionalAccess: "finding out would mean changing the tenant's policies",
};

interface Recording {
  readonly recordedAt: string;
  readonly hasP2: boolean | "not said";
  /** What all sign-ins agree on, as `startEmulator({ behaviour })` takes it. */
  readonly behaviour: Readonly<Partial<Record<BehaviourName, string>>>;
  /** Values that differ between sign-ins. */
  readonly differing: Readonly<Partial<Record<BehaviourName, readonly (Who & { readonly value: string })[]>>>;
  /** Answers that match no value of the option. */
  readonly unlisted: Readonly<Partial<Record<BehaviourName, readonly string[]>>>;
  readonly notDetermined: Readonly<Partial<Record<BehaviourName, string>>>;
  readonly notProbed: typeof notProbed;
  readonly signIns: readonly SignInResult[];
}

const whyNotAsked: Readonly<Partial<Record<BehaviourName, string>>> = {
  noAccount: "set PAL_AZURE_DELEGATED_TENANT_ID",
};

const optionNames = Object.keys(behaviourTable) as readonly BehaviourName[];

function whyNot(option: BehaviourName, reasons: readonly string[]): string {
  return reasons.length > 0 ? reasons.join("; or ") : (whyNotAsked[option] ?? "not asked");
}

function present(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

/** The findings of a run, as they are written to a file. */
export function recordingOf(
  results: readonly SignInResult[],
  about: Pick<Recording, "recordedAt" | "hasP2">,
): Recording {
  const all = results.flatMap(({ signIn, kind = "servicePrincipal", findings }) =>
    findings.map((finding) => ({ who: { signIn, kind }, ...finding })),
  );
  const of = (option: BehaviourName) => all.filter((finding) => finding.option === option);
  const valuesOf = (option: BehaviourName) => present(of(option).map(({ value }) => value));
  const othersOf = (option: BehaviourName) => present(of(option).map(({ other }) => other));
  const each = <Value>(give: (option: BehaviourName) => Value | undefined): Partial<Record<BehaviourName, Value>> =>
    Object.fromEntries(
      optionNames.map((name) => [name, give(name)]).filter(([, value]) => value !== undefined),
    ) as Partial<Record<BehaviourName, Value>>;
  return {
    ...about,
    behaviour: each((option) => (valuesOf(option).length === 1 ? valuesOf(option)[0] : undefined)),
    differing: each((option) =>
      valuesOf(option).length > 1
        ? of(option).flatMap(({ who, value }) => (value === undefined ? [] : [{ ...who, value }]))
        : undefined,
    ),
    unlisted: each((option) => (othersOf(option).length > 0 ? othersOf(option) : undefined)),
    notDetermined: each((option) =>
      valuesOf(option).length + othersOf(option).length > 0
        ? undefined
        : whyNot(option, present(of(option).map(({ why }) => why))),
    ),
    notProbed,
    signIns: results,
  };
}

/** The findings as they are printed. */
export function textOf({ behaviour, differing, unlisted, notDetermined }: Recording): string {
  const width = Math.max(...optionNames.map(({ length }) => length));
  const line = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}\n`;
  const lines = optionNames.flatMap((name) => [
    ...(behaviour[name] === undefined ? [] : [line(name, behaviour[name])]),
    ...(differing[name] ?? []).map(({ signIn, value }) => line(name, `${value} (${signIn})`)),
    ...(unlisted[name] ?? []).map((value) => line(name, `${value} (not a value of the option)`)),
    ...(notDetermined[name] === undefined ? [] : [line(name, `not determined: ${notDetermined[name]}`)]),
  ]);
  const not = Object.entries(notProbed).map(([name, why]) => line(name, why));
  return `Behaviour of the service, as options of the emulator:\n${lines.join("")}Not probed, because the tenant is in use:\n${not.join("")}`;
}
