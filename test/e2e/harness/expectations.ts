import { knownGuids, secretNames } from "./identities";
import { Names } from "./names";
import type { Fields } from "./recording";
import { commandLine, type Expectation, type Step } from "./scenario";
import { nameOf } from "./stateView";

/** What a person sees of a step, in the names of recordings: on the CLI, or of a recording. */
export interface StepView {
  readonly exitCode: number;
  /** `create link`. */
  readonly steps: readonly string[];
  /** `identity operation status`. */
  readonly sends: readonly string[];
  /** `severity: message`, by URN. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
  readonly program?: { readonly error?: string };
  readonly console?: readonly string[];
  readonly outputs?: Fields;
  /** Resources, by URN. */
  readonly state: Fields;
  /** `partner state version n`, by identity. */
  readonly links: Readonly<Record<string, string>>;
  /** What was printed, where the step's display is another one. */
  readonly printed?: readonly string[];
}

/** Names of what is the same in every run: expectations tell of nothing else. */
const names = new Names({ named: secretNames, knownGuids });

/** Holds one step to what was written down by hand for it. */
export function expectStep(number: number, { expect: byHand, ...step }: Step, seen: StepView): void {
  const expected = { ...(names.hide({ ...byHand, output: [] }) as Expectation), output: byHand.output ?? [] };
  const title = `${number}: ${commandLine({ ...step, expect: byHand }, [])}`;
  const actual = {
    step: title,
    exitCode: seen.exitCode,
    steps: opsByName(seen),
    links: liveLinks(seen),
    writes: byIdentity(seen.sends.flatMap(writeIn)),
    unexplained: unexplainedMessages(seen, expected),
    missing: missingMessages(seen, expected),
    bareCodes: (seen.console ?? []).filter((line) => /PAL_[A-Z_]+:?$/.test(line) && !line.includes("(PAL_")),
    repeated: repeatedMessages(seen),
    programError: missingPieces(seen.program?.error, expected.programError),
  };
  expect(actual).toEqual({
    step: title,
    exitCode: expected.exitCode ?? 0,
    steps: expected.steps,
    links: expected.links,
    writes: byIdentity(expected.writes ?? []),
    unexplained: [],
    missing: [],
    bareCodes: [],
    repeated: [],
    programError: [],
  });
  expect(seen.steps).toEqual(expected.order ?? seen.steps);
  for (const pattern of expected.output) expect((seen.printed ?? []).join("\n")).toMatch(pattern);
  expectState(seen, expected);
  expect(seen.outputs ?? {}).toMatchObject(expected.outputs ?? {});
}

function expectState({ state }: StepView, expected: Expectation): void {
  for (const [name, outputs] of Object.entries(expected.state ?? {})) {
    const found = Object.entries(state).flatMap(([urn, resources]) =>
      nameOf(urn) === name ? resources : [],
    ) as Fields[];
    const actual = found.map(({ id, outputs: own }) => ({ id, ...(own as Fields) }));
    expect({ [name]: actual }).toMatchObject({ [name]: outputs === undefined ? [] : [outputs] });
  }
}

function opsByName({ steps }: StepView): Record<string, string[]> {
  const ops: Record<string, string[]> = {};
  for (const step of steps) {
    const [op = "", name = ""] = step.split(" ");
    (ops[name] ??= []).push(op);
  }
  return ops;
}

function liveLinks({ links }: StepView): Record<string, string> {
  const live = Object.entries(links).filter(([, link]) => link.split(" ")[1] === "Active");
  return Object.fromEntries(live.map(([identity, link]) => [identity, link.split(" ")[0] ?? ""]));
}

function writeIn(line: string): string[] {
  const [, identity, verb, status] = /^(.+) partner\.(create|update|delete) (\S+)$/.exec(line) ?? [];
  return verb === undefined ? [] : [`${identity ?? ""} ${verb} ${status ?? ""}`];
}

/** Writes for different identities may reach the service in any order. */
function byIdentity(writes: readonly string[]): string[] {
  const identity = (write: string): string => write.split(" ")[0] ?? "";
  return [...writes].sort((one, other) => identity(one).localeCompare(identity(other)));
}

interface RowMessage {
  readonly on: string;
  readonly severity: string;
  readonly text: string;
}

function rowMessages({ messages }: StepView): RowMessage[] {
  return Object.entries(messages).flatMap(([urn, lines]) =>
    lines.map((line) => {
      const [, severity = "", text = ""] = /^([^:]+): ([^]*)$/.exec(line) ?? [];
      return { on: nameOf(urn), severity, text };
    }),
  );
}

function isExpected({ on, severity, text }: RowMessage, expected: Expectation): boolean {
  return (expected.messages ?? []).some(
    (wanted) => wanted.on === on && wanted.severity === severity && wanted.says.every((piece) => text.includes(piece)),
  );
}

/** Warnings and errors that nobody wrote down: a surprise on a row is a defect, however true. */
function unexplainedMessages(seen: StepView, expected: Expectation): string[] {
  return rowMessages(seen)
    .filter(({ severity }) => severity === "warning" || severity === "error")
    .filter((message) => !isExpected(message, expected))
    .map(({ on, severity, text }) => `${on}: ${severity}: ${text}`);
}

/** Each operation here is one phase, in which a message stands once. */
function repeatedMessages(seen: StepView): string[] {
  const lines = rowMessages(seen).map(({ on, severity, text }) => `${on}: ${severity}: ${text}`);
  return lines.filter((line, index) => lines.indexOf(line) !== index);
}

/** What is expected of the program's own error and is not there; all of an error that is not expected. */
function missingPieces(error: string | undefined, pieces: readonly string[] | undefined): readonly string[] {
  if (pieces === undefined) return error === undefined ? [] : [error];
  return pieces.filter((piece) => error?.includes(piece) !== true);
}

function missingMessages(seen: StepView, expected: Expectation): unknown[] {
  const messages = rowMessages(seen);
  return (expected.messages ?? []).filter(
    (wanted) => !messages.some((message) => isExpected(message, { ...expected, messages: [wanted] })),
  );
}
