import type { Severity } from "./messages";
import { resourceOf, type Step, type StepOp } from "./step";
import { diffMaps, type MapDiff } from "./valueDiff";

/** How an operation is written: beside the row, while it runs, when it is done, in a plan. */
interface Words {
  readonly sign: string;
  readonly running: string;
  readonly done: string;
  readonly planned: string;
}

const words: Record<StepOp, Words> = {
  same: { sign: "  ", running: "", done: "", planned: "" },
  create: { sign: "+ ", running: "creating", done: "created", planned: "create" },
  update: { sign: "~ ", running: "updating", done: "updated", planned: "update" },
  delete: { sign: "- ", running: "deleting", done: "deleted", planned: "delete" },
  replace: { sign: "+-", running: "replacing", done: "replaced", planned: "replace" },
  "create-replacement": {
    sign: "++",
    running: "creating replacement",
    done: "created replacement",
    planned: "create replacement",
  },
  "delete-replaced": { sign: "--", running: "deleting original", done: "deleted original", planned: "delete original" },
  read: { sign: "> ", running: "reading", done: "read", planned: "read" },
  "read-replacement": {
    sign: ">>",
    running: "reading for replacement",
    done: "read for replacement",
    planned: "read for replacement",
  },
  refresh: { sign: "~ ", running: "refreshing", done: "refresh", planned: "refreshing" },
  discard: { sign: "< ", running: "discarding", done: "discarded", planned: "discard" },
  "discard-replaced": {
    sign: "<<",
    running: "discarding original",
    done: "discarded original",
    planned: "discard original",
  },
  "remove-pending-replace": { sign: "~ ", running: "", done: "", planned: "" },
};

export function signOf(op: StepOp): string {
  return words[op].sign;
}

export type Progress = "planned" | "running" | "done" | "failed";

export function statusOf(step: Step, op: StepOp, progress: Progress): string {
  const status = progress === "failed" ? `**${words[op].running || "running"} failed**` : words[op][progress];
  return status + (isRetained(step, op) ? "[retain]" : "");
}

const endings: readonly StepOp[] = ["delete", "replace", "create-replacement", "delete-replaced"];

function isRetained(step: Step, op: StepOp): boolean {
  return step.old?.retainOnDelete === true && endings.includes(op);
}

/** `[diff: +added-removed~changed]`, or nothing. */
export function diffText(step: Step, op: StepOp): string {
  const { adds, deletes, updates } = shownDiff(step, op);
  const parts = [part("+", adds), part("-", deletes), part("~", updates)].join("");
  return parts === "" ? "" : `[diff: ${parts}]`;
}

function part(sign: string, names: readonly string[]): string {
  return names.length === 0 ? "" : sign + names.join(",");
}

function shownDiff(step: Step, op: StepOp): MapDiff {
  const { old, new: now } = step;
  if (old === undefined || now === undefined) return { adds: [], deletes: [], updates: [] };
  const changed =
    op === "same" ? emptyDiff : (topLevel(step) ?? diffMaps(old.inputs, now.inputs, { hideInternal: true }));
  const isIncluded = (name: string): boolean => step.diffs.length === 0 || step.diffs.includes(name);
  const metadata = [
    ...(old.provider === now.provider ? [] : ["provider"]),
    ...(old.protect === now.protect ? [] : ["protect"]),
    ...(old.taint === now.taint ? [] : ["taint"]),
  ];
  return {
    adds: changed.adds.filter(isIncluded),
    deletes: changed.deletes.filter(isIncluded),
    updates: [...changed.updates.filter(isIncluded), ...metadata].sort(),
  };
}

const emptyDiff: MapDiff = { adds: [], deletes: [], updates: [] };

/** The properties that a detailed diff is about: one whose inner part was added or removed counts as changed. */
function topLevel({ detailedDiff }: Step): MapDiff | undefined {
  if (detailedDiff === undefined) return undefined;
  const kinds = new Map<string, string>();
  for (const [path, kind] of detailedDiff) {
    const name = /^[^.[]+/.exec(path)?.[0] ?? path;
    kinds.set(name, path === name ? kind : "update");
  }
  const named = (wanted: string): string[] =>
    [...kinds].flatMap(([name, kind]) => (kind === wanted ? [name] : [])).sort();
  return { adds: named("add"), deletes: named("delete"), updates: named("update") };
}

/** `pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink` is shown as `pulumi-nodejs:dynamic:PartnerAdminLink`. */
export function typeText(type: string): string {
  const [packageName = "", module = "", name = ""] = type.split(":");
  const [first = "", last] = module.split("/");
  const repeats = last !== undefined && last === name.replace(/^./, (letter) => letter.toLowerCase());
  return repeats ? `${packageName}:${first}:${name}` : type;
}

const prefixes: Record<Severity, string> = {
  debug: "debug: ",
  info: "",
  "info#err": "",
  warning: "warning: ",
  error: "error: ",
};

export function messageText(severity: Severity, message: string): string {
  return prefixes[severity] + message;
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Unchanged resources are not shown, unless their protection changed. */
export function isShown(step: Step): boolean {
  return step.op !== "same" || step.old?.protect !== resourceOf(step).protect;
}
