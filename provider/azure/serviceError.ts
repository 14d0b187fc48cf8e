import { type CallOutcome, PalError } from "../errors";
import { redact } from "../redact";
import { type ArmError, armError } from "./armError";
import { isTransient } from "./http";
import { limits } from "./limits";
import type { Reply } from "./replyTracking";
import { noAnswer, pause } from "./unanswered";

/** ARM's own answers when a path leads nowhere; they say nothing about a link. */
const routingCode =
  /^(InvalidResourceNamespace|InvalidResourceType|NoRegisteredProviderFound|MissingApiVersionParameter|InvalidApiVersionParameter|ResourceProviderNotFound)$/i;

/** Whether the service said that there is no such link, rather than failing to answer. */
export function isAbsent(error: PalError): boolean {
  return error.statusCode === 404 && error.serviceCode !== undefined && !routingCode.test(error.serviceCode);
}

/** Whether a PUT found an existing link, to whichever partner; the status of that answer is not recorded. */
export function isAlreadyLinked(error: PalError): boolean {
  return error.statusCode === 409 || error.serviceCode === "PartnerIdAlreadyLinked";
}

/** Whether a PATCH found no link; the status of that answer is not recorded either. */
export function isNotLinked(error: PalError): boolean {
  return isAbsent(error) || (error.statusCode === 400 && /^(Resource)?NotFound$/i.test(error.serviceCode ?? ""));
}

/** A call that failed, and what is known of it. */
export interface FailedCall {
  /** What could not be done. */
  readonly what: string;
  /** Base URL of the service. */
  readonly service: string;
  /** Kept out of the message. */
  readonly token: string;
  readonly isRead: boolean;
  /** The last answer, if there was one. */
  readonly reply: Reply | undefined;
  readonly outcome: CallOutcome;
}

interface SdkError extends Error {
  readonly code?: string;
}

/** A failed call as one line: what could not be done, why, and what to do. */
export function serviceError(failed: FailedCall, thrown?: unknown): PalError {
  const { what, token, reply, outcome } = failed;
  const arm = reply === undefined ? undefined : armError(reply.body);
  const reason = arm === undefined ? plainReason(failed, thrown) : said(arm);
  const text = `cannot ${what}: ${reason}${reference(reply, thrown)}${remedy(arm, reply?.status)}${pause(thrown)}`;
  return new PalError("PAL_SERVICE_FAILED", redact(text, [token]), {
    cause: thrown,
    outcome,
    retryable: isRetryable(reply?.status),
    ...(reply === undefined ? {} : { statusCode: reply.status }),
    ...(arm === undefined ? {} : { serviceCode: arm.code }),
    ...(reply?.requestId === undefined ? {} : { requestId: reply.requestId }),
  });
}

/** Whether the same call may well succeed a while later. */
function isRetryable(status = 0): boolean {
  return status < 300 || status === 409 || isTransient(status);
}

/** The service's own words as they stand in the middle of a sentence. */
function said({ code, message }: ArmError): string {
  const text = message.trim().replace(/\.$/, "");
  return text === "" ? code : `${code}: ${text}`;
}

/** What to look the failure up by; a time-out has nothing to add. */
function reference(reply: Reply | undefined, thrown: unknown): string {
  if (reply === undefined) {
    const { code } = (thrown ?? {}) as SdkError;
    return code === undefined || code === "ETIMEDOUT" ? "" : ` (${code})`;
  }
  const { status, requestId } = reply;
  return ` (HTTP ${status}${requestId === undefined ? "" : `, request id ${requestId}`})`;
}

function plainReason({ reply, service, isRead }: FailedCall, thrown: unknown): string {
  if (reply !== undefined) {
    if (reply.status >= 300)
      return "the answer is not Azure's own; a proxy may be in between, or the service is failing";
    const answer = isRead ? "is not a partner admin link" : "does not confirm the change";
    return `the answer ${answer}; a proxy may be in between`;
  }
  const error = thrown as SdkError;
  if (error.name === "AbortError" || error.name === "TimeoutError") return noAnswer(service, limits.operation);
  const reason = error.message.split("\n")[0] ?? "";
  return reason.startsWith("no answer") ? reason : `no answer from ${service}: ${reason}`;
}

function remedy(arm: ArmError | undefined, status: number | undefined): string {
  const message = arm?.message ?? "";
  if (/does not have an account in this tenant/i.test(message)) {
    return "; have the customer add this identity to the tenant as guest, directory account or service principal: delegated CSP access cannot be linked";
  }
  if (/record for this partner ID|partner ID is not valid/i.test(message)) {
    return "; use a location account's partner ID (Partner Center > Account settings > Business locations), not the global account's: the first location is usually global + 1";
  }
  if (status === 401) return "; the token was refused: check the cloud (environment, metadataHost) and the clock";
  return "";
}
