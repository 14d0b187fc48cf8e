import { runtime } from "@pulumi/pulumi";
import type { ExportedStack, OperationResult } from "partner-admin-link-emulator/engine";
import type { Step } from "./scenario";

/** One call of a callback of the scripted provider. */
export interface Call {
  readonly callback: string;
  readonly args: readonly unknown[];
}

export interface Seen {
  readonly step: Step;
  readonly result: OperationResult;
  readonly calls: readonly Call[];
  readonly state: ExportedStack;
  /** Folders that differ from run to run. */
  readonly folders: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const { specialSecretSig, specialSigKey, unknownValue } = runtime;

/**
 * What was seen of one step, without whatever differs from run to run. Everything is told by resource: within one the
 * order counts, between two it is the engine's own affair.
 */
export function stepTranscript({ step, result, calls, state, folders }: Seen): unknown {
  const raw = {
    operation: [
      step.run,
      ...Object.entries(step.options ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ].join(" "),
    exitCode: result.exitCode,
    steps: grouped(
      result.steps,
      ({ urn }) => nameOf(urn),
      ({ op, diffs }) => [op, ...diffs].join(" ~"),
    ),
    messages: grouped(
      result.diagnostics.filter(({ message }) => isOurs(message)),
      ({ urn = "" }) => (urn.includes("pulumi:pulumi:Stack::") ? "" : nameOf(urn)),
      ({ severity, message, ephemeral }) => `${severity}${ephemeral ? " (ephemeral)" : ""}: ${message}`,
    ),
    calls: grouped(calls, subjectOf, ({ callback, args }) => ({ [callback]: args })),
    outputs: result.outputs,
    resources: resourcesOf(state, "resources").map(resourceView),
    pending: resourcesOf(state, "pending_operations").map((operation) => operation["type"]),
  };
  return JSON.parse(JSON.stringify(normalise(raw, folders)));
}

/** Neither Node's own warnings nor stacks, which tell how a program is run. */
function isOurs(message: string): boolean {
  return !/\(node:\d+\)|--trace-/.test(message);
}

function subjectOf({ args }: Call): string {
  return String((args.at(-1) as { name?: unknown }).name);
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string, show: (item: Item) => unknown): Fields {
  const groups = new Map<string, unknown[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), show(item)]);
  return Object.fromEntries([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function resourcesOf({ deployment }: ExportedStack, key: string): readonly Fields[] {
  return (deployment[key] ?? []) as readonly Fields[];
}

const volatile = ["created", "modified", "sourcePosition", "stackTrace"];

function resourceView(resource: Fields): Fields {
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !volatile.includes(key)));
}

function normalise(value: unknown, folders: readonly string[]): unknown {
  if (typeof value === "string") return normaliseText(value, folders);
  if (Array.isArray(value)) {
    const items = value.map((item) => normalise(item, folders));
    return isResourceList(value) ? sortedBy(items, (item) => JSON.stringify(item)) : items;
  }
  if (value === null || typeof value !== "object") return value;
  const fields = value as Fields;
  if (fields[specialSigKey] === specialSecretSig) return "[secret]";
  const entries = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, key === "__provider" ? "[provider]" : normalise(inner, folders)]),
  );
}

/** Resources stand in the order in which they were finished. */
function isResourceList(value: readonly unknown[]): boolean {
  return value.some((item) => typeof item === "object" && item !== null && "urn" in item && "custom" in item);
}

function sortedBy(items: readonly unknown[], keyOf: (item: unknown) => string): unknown[] {
  return [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function normaliseText(text: string, folders: readonly string[]): string {
  if (text === unknownValue) return "[unknown]";
  return folders
    .reduce((so, folder) => so.replaceAll(folder, "<folder>"), text)
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<guid>")
    .replace(/\n\s+at [^\n]+/g, "")
    .replaceAll("pulumi-nodejs:dynamic/scripted:Scripted", "<Scripted>")
    .replaceAll("urn:pulumi:test::scripted::", "urn:…::");
}
