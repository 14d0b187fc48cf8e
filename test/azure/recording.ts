import { behaviourTable, type BehaviourName } from "../../emulator/azure/behaviour";
import type { Finding } from "./findings";
import type { LifeStep } from "./life";

/** Who signed in: no id, no name. */
export interface Who {
  readonly signIn: string;
  readonly kind: "user" | "servicePrincipal" | "managedIdentity";
}

/** What came of one sign-in. */
export interface SignInResult extends Partial<Who> {
  readonly signIn: string;
  /** Why it ended early. */
  readonly failure?: string;
  /** The link's life, step by step; what misses is told in the output, not here. */
  readonly life?: readonly Pick<LifeStep, "title" | "misses">[];
  readonly findings: readonly Finding[];
}

/** What cannot be found out by asking, on a tenant that is in use. */
const notProbed: Readonly<Record<string, string>> = {
  throttling: "limits are shared by all who use the tenant, and reaching them takes a flood of requests",
  propagation: "how long a new credential or role takes differs from one run to the next; one run proves no bound",
  deletedIdentities:
    "whether a link survives that its identity is deleted and restored: identities are not ours to delete",
  conditionalAccess: "policies of the tenant are not ours to change",
};

interface Recording {
  readonly recordedAt: string;
  readonly hasP2: boolean | "not said";
  /** As `startEmulator({ behaviour })` takes it: what every sign-in has found alike. */
  readonly behaviour: Readonly<Partial<Record<BehaviourName, string>>>;
  /** What differs from one sign-in to another. */
  readonly differing: Readonly<Partial<Record<BehaviourName, readonly (Who & { readonly value: string })[]>>>;
  /** Answers that no value of the option stands for. */
  readonly unlisted: Readonly<Partial<Record<BehaviourName, readonly string[]>>>;
  readonly notDetermined: Readonly<Partial<Record<BehaviourName, string>>>;
  readonly notProbed: typeof notProbed;
  readonly signIns: readonly SignInResult[];
}

const whyNotAsked: Readonly<Partial<Record<BehaviourName, string>>> = {
  noAccount: "set PAL_AZURE_DELEGATED_TENANT_ID, and have the partner's user log in to the Azure CLI",
};

const optionNames = Object.keys(behaviourTable) as readonly BehaviourName[];

function whyNot(option: BehaviourName, reasons: readonly string[]): string {
  return reasons.length > 0 ? reasons.join("; or ") : (whyNotAsked[option] ?? "not asked");
}

function present(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

/** What a run has found, as it is written to a file. */
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

/** The findings as a person reads them. */
export function textOf({ behaviour, differing, unlisted, notDetermined }: Recording): string {
  const width = Math.max(...optionNames.map(({ length }) => length));
  const line = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}\n`;
  const lines = optionNames.flatMap((name) => [
    ...(behaviour[name] === undefined ? [] : [line(name, behaviour[name])]),
    ...(differing[name] ?? []).map(({ signIn, value }) => line(name, `${value} (${signIn})`)),
    ...(unlisted[name] ?? []).map((value) => line(name, `${value} (not among the option's values)`)),
    ...(notDetermined[name] === undefined ? [] : [line(name, `not determined: ${notDetermined[name]}`)]),
  ]);
  const not = Object.entries(notProbed).map(([name, why]) => line(name, why));
  return `What the service does, by the names of the emulator's options:\n${lines.join("")}Not asked of a tenant in use:\n${not.join("")}`;
}
