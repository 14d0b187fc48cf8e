import { type CallOutcome, PalError, type PalErrorDetails } from "../errors";
import { redact } from "../redact";
import { type ArmError, armError } from "./armError";
import { isTransient, noAnswerFrom, refused } from "./failures";
import type { Reply } from "./replyTracking";
import { pause } from "./throttling";

/** ARM's own answers when a path leads nowhere; they say nothing about a link. */
const routingCode =
  /^(InvalidResourceNamespace|InvalidResourceType|NoRegisteredProviderFound|MissingApiVersionParameter|InvalidApiVersionParameter|ResourceProviderNotFound|SubscriptionNotFound|TenantNotFound)$/i;

/**
 * Whether the service said that there is no such link, rather than failing to answer. Its code for that is not recorded;
 * the request id, which every recorded answer has, tells it from a gateway's.
 */
export function isAbsent({ statusCode, serviceCode, requestId }: PalError): boolean {
  return statusCode === 404 && requestId !== undefined && serviceCode !== undefined && !routingCode.test(serviceCode);
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

/** A failed call as one line: what could not be done, why, and what to do. */
export function armCallError(failed: FailedCall, thrown?: unknown): PalError {
  const { what, token, outcome } = failed;
  const { why, ...facts } = reasonOf(failed, thrown);
  return new PalError("PAL_SERVICE_FAILED", redact(`cannot ${what}: ${why}`, [token]), {
    cause: thrown,
    outcome,
    ...facts,
  });
}

interface Reason extends Omit<PalErrorDetails, "cause" | "outcome"> {
  readonly why: string;
}

function reasonOf(failed: FailedCall, thrown: unknown): Reason {
  const { reply, service } = failed;
  if (reply === undefined) {
    const { reason, retryable } = noAnswerFrom(service, thrown);
    return { why: reason, retryable };
  }
  const { status, body, requestId } = reply;
  const arm = armError(body);
  const told = arm === undefined ? (refused(service, status) ?? unreadable(failed, status)) : said(arm);
  const reference = `HTTP ${status}${requestId === undefined ? "" : `, request id ${requestId}`}`;
  return {
    why: `${told} (${reference})${remedy(arm, status)}${pause(thrown)}`,
    // A success that says nothing, and a conflict, may be over soon.
    retryable: status < 300 || status === 409 || isTransient(status),
    statusCode: status,
    ...(arm === undefined ? {} : { serviceCode: arm.code }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The service's own words as they stand in the middle of a sentence. */
function said({ code, message }: ArmError): string {
  const text = message.replace(/\.$/, "");
  return text === "" ? code : `${code}: ${text}`;
}

function unreadable({ service, isRead }: FailedCall, status: number): string {
  if (status >= 300)
    return `the answer of ${service} is not Azure's own; a proxy or firewall may be in between, or the service is failing`;
  return `the answer of ${service} ${isRead ? "is not a partner admin link" : "does not confirm the change"}; a proxy may be in between`;
}

function remedy(arm: ArmError | undefined, status: number): string {
  const { code = "", message = "" } = arm ?? {};
  if (/does not have an account in this tenant/i.test(message)) {
    return "; this identity has no account of its own in the tenant, and delegated CSP access cannot be linked: have the customer invite the user as a guest, or create the application's service principal";
  }
  if (/record for this partner ID|partner ID is not valid/i.test(message)) {
    return "; check the partner ID: it must be that of a location account (Partner Center > Account settings > Business locations), not of the global account";
  }
  if (routingCode.test(code))
    return "; this cloud does not seem to have partner admin links: Microsoft documents them for the public cloud only";
  if (status === 401) return "; the token was refused: check the cloud (environment, metadataHost) and the clock";
  return "";
}
