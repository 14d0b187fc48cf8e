import { readFileSync } from "node:fs";
import type { Fields, RecordedCall, Registration } from "./recording";
import { registrationFields } from "./registration";
import { filled, providerMethods } from "./wire";

/** A line of the log that the CLI writes where `PULUMI_DEBUG_GRPC` says: a call as it began, or as it ended. */
interface Line {
  readonly method: string;
  readonly request?: Fields;
  readonly response?: Fields;
  readonly errors?: readonly string[];
  readonly progress: "request_started" | "response_completed";
}

/** The two sides of the engine in one operation. */
export interface GrpcLog {
  /** Absent where no program ran. */
  readonly registrations?: readonly Registration[];
  /** Calls of each provider process, in the order in which they ended. */
  readonly processes: readonly (readonly RecordedCall[])[];
}

export function readGrpcLog(file: string): GrpcLog {
  const lines = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const hasProgram = lines.some(({ method }) => method === "/pulumirpc.LanguageRuntime/Run");
  return {
    ...(hasProgram ? { registrations: registrationsIn(lines) } : {}),
    processes: processesIn(lines),
  };
}

function processesIn(lines: readonly Line[]): RecordedCall[][] {
  const processes: RecordedCall[][] = [];
  for (const { method, request = {}, response, errors, progress } of lines) {
    const callback = /^\/pulumirpc\.ResourceProvider\/(\w+)$/.exec(method)?.[1] ?? "";
    if (progress !== "response_completed") continue;
    // Calls go to the process that was configured last: one may be started that is never used.
    if (callback === "Configure") processes.push([]);
    const fields = providerMethods[callback];
    if (fields === undefined) continue;
    const { urn, args = {} } = request;
    if (callback === "Configure" && Object.keys(args as Fields).length === 0) continue;
    processes.at(-1)?.push({
      callback,
      ...(typeof urn === "string" && callback !== "Configure" ? { on: urn } : {}),
      given: Object.fromEntries(fields.flatMap((name) => (name in request ? [[name, request[name]]] : []))),
      ...answerOf(response, errors),
    });
  }
  // A process that was asked nothing has nothing to be played.
  return processes.filter((calls) => calls.some(({ callback }) => callback !== "Configure"));
}

function answerOf(response: Fields | undefined, errors: readonly string[] = []) {
  const [error] = errors;
  if (error === undefined) return { gives: filled(response ?? {}) };
  const [, code, message] = /^rpc error: code = (\w+) desc = ([^]*)$/.exec(error) ?? [];
  return { fails: `${code ?? "Unknown"}: ${message ?? error}` };
}

function registrationsIn(lines: readonly Line[]): Registration[] {
  const found = new Map<string, Registration>();
  for (const { method, request = {}, response, errors, progress } of lines) {
    const monitor = /^\/pulumirpc\.ResourceMonitor\/(\w+)$/.exec(method)?.[1] ?? "";
    const given = registrationFields(monitor, request);
    if (given === undefined || isOfEveryProgram(monitor, given)) continue;
    const key = JSON.stringify([monitor, given]);
    if (progress === "request_started") found.set(key, found.get(key) ?? { monitor, given });
    else found.set(key, { monitor, given, ...answerOf(answerFields(response), errors) });
  }
  return [...found.values()];
}

/** Every program registers the stack, and most give it no outputs. */
export function isOfEveryProgram(monitor: string, { type, outputs }: Fields): boolean {
  if (monitor === "RegisterResource") return type === "pulumi:pulumi:Stack";
  return monitor === "RegisterResourceOutputs" && Object.keys(outputs ?? {}).length === 0;
}

function answerFields(response: Fields = {}): Fields {
  const { urn, id, object, properties, return: returned, stable, stables } = response;
  return filled({ urn, id, object, properties, return: returned, stable, stables });
}
