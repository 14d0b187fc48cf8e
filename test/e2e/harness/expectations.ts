import type { Diagnostic } from "partner-admin-link-emulator/engine";
import { nameOf } from "./callbackRecords";
import type { Expectation } from "./scenario";
import { programResources } from "./stateView";
import { commandLine, consoleLines, isOfTheStack, type Observation } from "./transcript";

const writing = /^partner\.(create|update|delete)$/;

/** Holds one step to what was written down by hand for it. */
export function expectStep(number: number, seen: Observation, identityName: (objectId?: string) => string): void {
  const expected = seen.step.expect;
  const step = `${number}: ${commandLine(seen.step, seen.variables)}`;
  const actual = {
    step,
    exitCode: seen.result.exitCode,
    steps: opsByName(seen),
    links: liveLinks(seen, identityName),
    writes: byIdentity(writesOf(seen, identityName)),
    unexplained: unexplainedMessages(seen, expected),
    missing: missingMessages(seen, expected),
    bareCodes: bareCodes(seen),
    repeated: repeatedMessages(seen),
    programError: programErrors(seen).map((message) => missingPieces(message, expected.programError ?? [])),
  };
  expect(actual).toEqual({
    step,
    exitCode: expected.exitCode ?? 0,
    steps: expected.steps,
    links: expected.links,
    writes: byIdentity(expected.writes ?? []),
    unexplained: [],
    missing: [],
    bareCodes: [],
    repeated: [],
    programError: expected.programError === undefined ? [] : [[]],
  });
  const order = seen.result.steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`);
  expect(order).toEqual(expected.order ?? order);
  for (const pattern of expected.output ?? []) expect(seen.result.output).toMatch(pattern);
  expectState(seen, expected);
  expect(seen.result.outputs).toMatchObject(expected.outputs ?? {});
}

function expectState(seen: Observation, expected: Expectation): void {
  const resources = programResources(seen.state);
  for (const [name, outputs] of Object.entries(expected.state ?? {})) {
    const found = resources.filter(({ urn }) => nameOf(urn) === name);
    const actual = found.map((resource) => ({ id: (resource as { id?: string }).id, ...resource.outputs }));
    expect({ [name]: actual }).toMatchObject({ [name]: outputs === undefined ? [] : [outputs] });
  }
}

function opsByName({ result }: Observation): Record<string, string[]> {
  const ops: Record<string, string[]> = {};
  for (const { urn, op } of result.steps) ops[nameOf(urn)] = [...(ops[nameOf(urn)] ?? []), op];
  return ops;
}

function liveLinks({ links }: Observation, identityName: (objectId?: string) => string): Record<string, string> {
  const live = links.filter(({ state }) => state === "Active");
  return Object.fromEntries(live.map(({ objectId, partnerId }) => [identityName(objectId), partnerId]));
}

function writesOf({ requests }: Observation, identityName: (objectId?: string) => string): string[] {
  return requests.flatMap(({ operation, objectId, status }) => {
    const verb = writing.exec(operation)?.[1];
    return verb === undefined ? [] : [`${identityName(objectId)} ${verb} ${status}`];
  });
}

/** Writes for different identities may reach the service in any order. */
function byIdentity(writes: readonly string[]): string[] {
  const identity = (write: string): string => write.split(" ")[0] ?? "";
  return [...writes].sort((one, other) => identity(one).localeCompare(identity(other)));
}

/** Messages on the rows of the program's resources. */
function messagesOf({ result }: Observation): Diagnostic[] {
  return result.diagnostics.filter(
    ({ urn, ephemeral }) => urn !== undefined && !urn.includes("pulumi:pulumi:Stack::") && !ephemeral,
  );
}

function isExpected(message: Diagnostic, expected: Expectation): boolean {
  return (expected.messages ?? []).some(
    ({ on, severity, says }) =>
      on === nameOf(message.urn ?? "") &&
      severity === message.severity &&
      says.every((piece) => message.message.includes(piece)),
  );
}

/** Warnings and errors that nobody wrote down: a surprise on a row is a defect, however true. */
function unexplainedMessages(seen: Observation, expected: Expectation): string[] {
  return messagesOf(seen)
    .filter(({ severity }) => severity === "warning" || severity === "error")
    .filter((message) => !isExpected(message, expected))
    .map(({ severity, urn, message }) => `${nameOf(urn ?? "")}: ${severity}: ${message}`);
}

/** Lines below the stack that hold nothing but an error's code: the message itself is on the resource's row. */
function bareCodes({ result }: Observation): string[] {
  return consoleLines(result).filter((line) => /PAL_[A-Z_]+:?$/.test(line) && !line.includes("(PAL_"));
}

/** Each operation here is one phase, in which a message stands once. */
function repeatedMessages(seen: Observation): string[] {
  const lines = messagesOf(seen).map(({ severity, urn, message }) => `${nameOf(urn ?? "")}: ${severity}: ${message}`);
  return lines.filter((line, index) => lines.indexOf(line) !== index);
}

/** What the program itself ended with. */
function programErrors({ result }: Observation): string[] {
  const errors = result.diagnostics.filter(({ severity, urn }) => severity === "error" && isOfTheStack(urn));
  return errors.map(({ message }) => message).filter((message) => message.includes("unhandled exception"));
}

function missingPieces(message: string, pieces: readonly string[]): string[] {
  return pieces.filter((piece) => !message.includes(piece));
}

function missingMessages(seen: Observation, expected: Expectation): unknown[] {
  const messages = messagesOf(seen);
  return (expected.messages ?? []).filter(
    (wanted) => !messages.some((message) => isExpected(message, { ...expected, messages: [wanted] })),
  );
}
