import { isDeepStrictEqual } from "node:util";
import type { LinkRecord, RequestRecord } from "partner-admin-link-emulator";
import type { ExportedStack, OperationResult } from "partner-admin-link-emulator/engine";
import { type CallbackRecord, nameOf, resourceOf } from "./callbackRecords";
import { sorted } from "./json";
import type { Step } from "./scenario";
import { programResources, viewOf } from "./stateView";

/** All that was seen of one step. */
export interface Observation {
  readonly step: Step;
  /** Names of the variables that the world gave it. */
  readonly variables: readonly string[];
  readonly result: OperationResult;
  readonly callbacks: readonly CallbackRecord[];
  readonly state: ExportedStack;
  readonly requests: readonly RequestRecord[];
  readonly links: readonly LinkRecord[];
}

/** Requests that a client sends once a process, whatever it does then; how many there are says nothing of ours. */
const discovery = ["entra.instanceDiscovery", "entra.openidConfiguration", "entra.keys", "metadata.get"];

/**
 * One step for the transcript. Everything is told by resource and by identity: within one the order counts, between two
 * that do not depend on each other it differs from run to run.
 */
export function stepTranscript(
  seen: Observation,
  before: Observation | undefined,
  nameOfIdentity: (objectId?: string) => string,
): unknown {
  const { step, result } = seen;
  const links = seen.links.map((link): [string, string] => [
    nameOfIdentity(link.objectId),
    `${link.partnerId} ${link.state} version ${link.version}`,
  ]);
  return {
    operation: commandLine(step, seen.variables),
    exitCode: result.exitCode,
    resources: resourceTranscripts(seen, before),
    console: consoleLines(result),
    outputs: sorted(result.outputs),
    requests: byKey(requestsThatCount(seen.requests), ({ objectId }) => nameOfIdentity(objectId), requestLine),
    links: Object.fromEntries(links.sort()),
  };
}

function requestsThatCount(requests: readonly RequestRecord[]): RequestRecord[] {
  return requests.filter(({ operation }) => !discovery.includes(operation));
}

/** The step as somebody would type it. */
export function commandLine({ run, options = {} }: Step, given: readonly string[]): string {
  const { environment, display, ...others } = options;
  const flags = { ...others, ...(display === undefined ? {} : { [display]: true }) };
  const words = Object.entries(flags).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((item) => `${flag} ${String(item)}`);
  });
  const variables = [...given, ...Object.keys(environment ?? {})];
  return [...variables.map((name) => `${name}=…`), "pulumi", run, ...words].join(" ");
}

function resourceTranscripts(seen: Observation, before?: Observation): Record<string, unknown> {
  const { steps, diagnostics } = seen.result;
  const about = diagnostics.filter(
    ({ urn, ephemeral }) => urn !== undefined && !urn.includes("pulumi:Stack::") && !ephemeral,
  );
  const stepsOf = byKey(
    steps,
    ({ urn }) => nameOf(urn),
    ({ op, diffs }) => [op, ...diffs].join(" ~"),
  );
  const messagesOf = byKey(
    about,
    ({ urn }) => nameOf(urn ?? ""),
    ({ severity, message }) => `${severity}: ${message}`,
  );
  const recordsOf = byKey(seen.callbacks, resourceOf, (record) => record);
  const callbacksOf = Object.fromEntries(
    Object.entries(recordsOf).map(([name, records]) => [name, withDeletesById(records).map(callbackLine)]),
  );
  const stateOf = statesByName(seen);
  const stateBefore = before === undefined ? {} : statesByName(before);
  const names = [stepsOf, messagesOf, callbacksOf, stateOf].flatMap((part) => Object.keys(part));
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => [
      name,
      {
        steps: stepsOf[name] ?? [],
        messages: messagesOf[name] ?? [],
        callbacks: callbacksOf[name] ?? [],
        state: orAsBefore(stateOf[name] ?? [], stateBefore[name]),
      },
    ]),
  );
}

function statesByName({ state }: Observation): Record<string, unknown[]> {
  return byKey(programResources(state), ({ urn }) => nameOf(urn), viewOf);
}

/** A long story that is the same again is not told again. */
function orAsBefore(value: unknown[], before: unknown): unknown {
  return value.length > 0 && isDeepStrictEqual(value, before) ? "[as before]" : value;
}

/** Several instances of one resource may be deleted in any order. */
function withDeletesById(records: readonly CallbackRecord[]): CallbackRecord[] {
  const idOf = ({ arguments: [id] }: CallbackRecord): string => String(id);
  const deletes = records.filter(({ callback }) => callback === "delete");
  const sortedDeletes = deletes.sort((one, other) => idOf(one).localeCompare(idOf(other))).values();
  return records.map((record) => (record.callback === "delete" ? (sortedDeletes.next().value ?? record) : record));
}

function callbackLine({ callback, arguments: given, result, error }: CallbackRecord): Record<string, unknown> {
  if (error !== undefined) return { [callback]: sorted(given), error: sorted(error) };
  return { [callback]: sorted(given), result: sorted(withoutRepetition(result ?? null, given.at(-1))) };
}

/** check answers with the inputs that it was given and whose link it is, more often than not. */
function withoutRepetition(result: unknown, given: unknown): unknown {
  const { inputs, ...others } = (result ?? {}) as { readonly inputs?: Properties };
  if (inputs === undefined) return result;
  const { tenantId, objectId, ...answered } = inputs;
  if (!isDeepStrictEqual(answered, withoutRunFlags(given as Properties))) return result;
  return { ...others, inputs: { "[as given]": true, tenantId, objectId } };
}

type Properties = Readonly<Record<string, unknown>>;

/** What the program says of this run is never handed back. */
function withoutRunFlags({ __declared, ...inputs }: Properties): Properties {
  const { dryRun: _dryRun, ...declared } = (__declared ?? {}) as Properties;
  return { ...inputs, __declared: declared };
}

/** What the program and the provider process print, without Node's own warnings. */
export function consoleLines(result: OperationResult): string[] {
  return result.diagnostics
    .filter(({ severity, urn, ephemeral }) => severity.startsWith("info") && isOfTheStack(urn) && !ephemeral)
    .map(({ severity, message }) => `${severity}: ${message}`)
    .filter((line) => !/\(node:\d+\)|--trace-/.test(line));
}

export function isOfTheStack(urn: string | undefined): boolean {
  return urn === undefined || urn.includes("pulumi:pulumi:Stack::");
}

function requestLine({ operation, status }: RequestRecord): string {
  return `${operation} ${status}`;
}

function byKey<Item, Shown>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  show: (item: Item) => Shown,
): Record<string, Shown[]> {
  const groups = new Map<string, Shown[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), show(item)]);
  return Object.fromEntries([...groups].sort(([one], [other]) => one.localeCompare(other)));
}
