import type { Emulator } from "partner-admin-link-emulator";
import { codeOf, isClear } from "../../callbacks/harness/cases";
import { CallbackError, type Properties } from "../../callbacks/harness/callbacks";
import { linkedTo, type Someone } from "../../callbacks/harness/principals";
import type { Provider } from "../../callbacks/harness/providerProcess";
import { CheckFailure, type Column, type Link, run } from "./columns";

/** How a callback ended under a fault. */
export type Outcome =
  /** As without the fault, and with no more requests. */
  | "unharmed"
  /** Asked again, and fine. */
  | "retried"
  /** Written, as a read afterwards shows. */
  | "converged"
  /** Reports what is wrong on the row, changes nothing, and lets the rest of the stack continue. */
  | "warned"
  /** A clear error, and nothing was written. */
  | "error"
  /** A clear error, and the state says that the write may have been applied. */
  | "kept"
  /** Anything else. */
  | `WRONG: ${string}`;

export interface Ending {
  readonly outcome: Outcome;
  /** What the user reads of it, identities and other volatile values replaced. */
  readonly messages: readonly string[];
  /** What was thrown. */
  readonly failed?: unknown;
}

/** Runs a callback and judges how it ended. */
export async function play(
  emulator: Emulator,
  provider: Provider,
  column: Column,
  link: Link,
  usualRequests: readonly string[],
): Promise<Ending> {
  const { me } = link;
  const logged = provider.logs(me.urn).length;
  const requested = requestsOf(emulator, me).length;
  const attempt = await run(column, provider, link).then(
    (result) => ({ result }),
    (failed: unknown) => ({ failed }),
  );
  const warnings = provider
    .logs(me.urn)
    .slice(logged)
    .filter(({ severity }) => severity === "warning")
    .map(({ message }) => message);
  const requests = requestsOf(emulator, me).slice(requested);
  const live = linkedTo(emulator, me);
  if ("failed" in attempt) {
    const message = attempt.failed instanceof Error ? attempt.failed.message : String(attempt.failed);
    const said = [...warnings, message];
    return {
      outcome: failure(column, me, attempt.failed, said, live),
      messages: said.map(steady(emulator, me)),
      ...attempt,
    };
  }
  const how = howWritten(requests, usualRequests);
  const outcome = success(column, me, attempt.result, warnings, live, how);
  return { outcome, messages: warnings.map(steady(emulator, me)) };
}

/** Operations that the identity has asked for. */
export function requestsOf(emulator: Emulator, { objectId }: Someone): string[] {
  const mine = emulator.requests().filter((request) => request.objectId === objectId);
  return mine.map(({ operation }) => operation);
}

function success(
  { before, after, fine, warned }: Column,
  me: Someone,
  result: string,
  warnings: readonly string[],
  live: string | undefined,
  how: Outcome,
): Outcome {
  const unclear = warnings.find((message) => !isClear(me, message));
  if (unclear !== undefined) return `WRONG: unclear: ${unclear}`;
  if (live !== after) return `WRONG: ${result}, and linked to ${live ?? "none"}`;
  if (warnings.length > 0) {
    const areOfReads = warnings.every((message) => codeOf(message) === "PAL_NOT_VERIFIED");
    return areOfReads && before === after && result === warned ? "warned" : `WRONG: warned, and ${result}`;
  }
  if (result !== fine) return `WRONG: ${result}`;
  return how;
}

/** A read after the last write, where there is none usually, shows that the write was applied. */
function howWritten(requests: readonly string[], usual: readonly string[]): Outcome {
  const looksAfterWriting = (all: readonly string[]): boolean =>
    all.some((operation) => isWrite(operation)) && all.at(-1) === "partners.get";
  if (looksAfterWriting(requests) && !looksAfterWriting(usual)) return "converged";
  const isMore = (operation: string): boolean => count(requests, operation) > count(usual, operation);
  return requests.some(isMore) ? "retried" : "unharmed";
}

function count(requests: readonly string[], operation: string): number {
  return requests.filter((one) => one === operation).length;
}

export function isWrite(operation: string): boolean {
  return /^partner\.(create|update|delete)$/.test(operation);
}

function failure(
  { callback, before, after }: Column,
  me: Someone,
  failed: unknown,
  said: readonly string[],
  live: string | undefined,
): Outcome {
  const unclear = said.find((message) => !isClear(me, message));
  if (unclear !== undefined) return `WRONG: unclear: ${unclear}`;
  const mayFail = callback === "check" ? failed instanceof CheckFailure : callback !== "diff";
  if (!mayFail) return "WRONG: check and diff do not throw";
  const isUnknown = said.some((message) => message.includes("may have been applied"));
  const partial = failed instanceof CallbackError ? failed.partial : undefined;
  const kind = (partial?.properties["__link"] as Properties | undefined)?.["kind"];
  // A resource that could not be deleted stays in state anyway.
  const isKept = kind === "unsettled" || callback === "delete";
  if (isUnknown) return isKept && [before, after].includes(live) ? "kept" : "WRONG: unknown, and not in state";
  const isUnchanged = live === before && partial === undefined;
  return isUnchanged ? "error" : `WRONG: linked to ${live ?? "none"}, and the state does not say so`;
}

/** Values that differ from run to run are replaced by what they are. */
function steady(emulator: Emulator, { clientId, objectId, tenantId }: Someone): (message: string) => string {
  return (message) =>
    message
      .replaceAll(emulator.url, "https://azure")
      .replaceAll(/\S+\/certificate\.pem/g, "certificate.pem")
      .replaceAll(clientId, "CLIENT")
      .replaceAll(objectId, "OBJECT")
      .replaceAll(tenantId, "TENANT")
      .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID")
      .replaceAll(/retry after \d{5,} s/g, "retry after MANY s")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
}
