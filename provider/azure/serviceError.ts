import { PalError } from "../errors";
import { redact } from "../redact";
import { limits } from "./limits";
import { hadLostReply, hadNoAnswer } from "./policies";
import { mark } from "./transience";
import { noAnswer, pause } from "./unanswered";

/** ARM's own answers when a path leads nowhere; they say nothing about a link. */
const routingCode =
  /^(InvalidResourceNamespace|InvalidResourceType|NoRegisteredProviderFound|MissingApiVersionParameter|InvalidApiVersionParameter|ResourceProviderNotFound)$/i;

/** Whether the service said that there is no such link, rather than failing to answer. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof PalError) || error.statusCode !== 404) return false;
  return error.serviceCode !== undefined && !routingCode.test(error.serviceCode);
}

/** Whether a PUT met a link that exists, to whichever partner; the status of that answer is not recorded. */
export function isAlreadyLinked(error: unknown): boolean {
  return error instanceof PalError && (error.statusCode === 409 || error.serviceCode === "PartnerIdAlreadyLinked");
}

/** Whether a PATCH met no link; the status of that answer is not recorded either. */
export function isNotLinked(error: unknown): boolean {
  if (isAbsent(error)) return true;
  return (
    error instanceof PalError && error.statusCode === 400 && /^(Resource)?NotFound$/i.test(error.serviceCode ?? "")
  );
}

/** Whether a write may have happened although its answer did not say so. */
export function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof PalError) || error.code !== "PAL_SERVICE_FAILED") return false;
  const { statusCode } = error;
  return (
    followsLostReply(error) ||
    statusCode === undefined ||
    statusCode === 200 ||
    statusCode === 500 ||
    statusCode === 502 ||
    statusCode === 504
  );
}

const afterLostReply = new WeakSet();
const unanswered = new WeakSet();

/** Whether an earlier attempt of the same write got no answer, and may have taken effect. */
export function followsLostReply(error: unknown): boolean {
  return error instanceof PalError && afterLostReply.has(error);
}

/** Whether a write was sent that was never answered: it may take effect still, whatever a look says now. */
export function mayStillAct(error: unknown): boolean {
  return error instanceof PalError && unanswered.has(error);
}

interface SdkError extends Error {
  readonly request?: { readonly method?: string } | undefined;
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: {
    readonly bodyAsText?: string | null;
    readonly headers?: { get(name: string): string | undefined };
  };
}

interface ArmError {
  readonly code?: string;
  readonly message?: string;
}

/** Inside `error`, as ARM has it, or on top, as the service's own description has it. */
function armError(body: string | null | undefined): ArmError | undefined {
  try {
    const answer = JSON.parse(body ?? "") as ArmError & { readonly error?: ArmError };
    const error = answer.error ?? answer;
    return typeof error.code === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}

/** A success that is none of the service's: what a proxy says in its place. */
export function malformedAnswer(what: string, request: SdkError["request"]): PalError {
  const text = `cannot ${what}: Azure's answer is not a partner object; a proxy may be in between`;
  const failure = mark(new PalError("PAL_SERVICE_FAILED", text, { statusCode: 200 }));
  noteAttempts(failure, request, false);
  return failure;
}

/** Remembers of a write what became of its earlier attempts. */
function noteAttempts(failure: PalError, request: SdkError["request"], isAnyones: boolean): void {
  if (request?.method === "GET") return;
  if (isAnyones || hadLostReply(request)) afterLostReply.add(failure);
  if (isAnyones || hadNoAnswer(request)) unanswered.add(failure);
}

/** Whether the same call may well succeed a while later. */
function isPassing(statusCode = 0): boolean {
  return statusCode < 300 || statusCode >= 500 || [408, 409, 429].includes(statusCode);
}

/** A failed call as one line: what could not be done, why, and what to do. */
export function serviceError(what: string, thrown: unknown, service: string, token: string): PalError {
  const error = thrown as SdkError;
  const arm = armError(error.response?.bodyAsText);
  const requestId = error.response?.headers?.get("x-ms-request-id");
  const said = arm === undefined ? plainReason(error, service) : `${arm.code ?? ""}: ${withoutStop(arm.message ?? "")}`;
  const text = `cannot ${what}: ${said}${reference(error, requestId)}${remedy(arm, error.statusCode)}${pause(thrown)}`;
  const failure = new PalError("PAL_SERVICE_FAILED", redact(text, [token]), {
    ...(error.statusCode === undefined ? {} : { statusCode: error.statusCode }),
    ...(arm?.code === undefined ? {} : { serviceCode: arm.code }),
    ...(requestId === undefined ? {} : { requestId }),
  });
  // A call that ends while it waits for its next attempt does not say which request it was.
  const isAnyones = error.request === undefined && error.name === "AbortError";
  noteAttempts(failure, error.request, isAnyones);
  return isPassing(error.statusCode) ? mark(failure) : failure;
}

/** The text as it stands in the middle of a sentence. */
function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, "");
}

/** What to look the failure up by; a time-out has nothing to add. */
function reference({ statusCode, code }: SdkError, requestId: string | undefined): string {
  if (statusCode !== undefined)
    return ` (HTTP ${statusCode}${requestId === undefined ? "" : `, request id ${requestId}`})`;
  return code === undefined || code === "ETIMEDOUT" ? "" : ` (${code})`;
}

function plainReason(error: SdkError, service: string): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return noAnswer(service, limits.operation);
  if (error.statusCode !== undefined)
    return "Azure's answer is not one of the service's; a proxy may be in between, or the service is failing";
  const reason = error.message.split("\n")[0] ?? "";
  return reason.startsWith("no answer") ? reason : `no answer from ${service}: ${reason}`;
}

function remedy(arm: ArmError | undefined, statusCode: number | undefined): string {
  const said = arm?.message ?? "";
  if (/does not have an account in this tenant/i.test(said)) {
    return "; have the customer add this identity to the tenant as guest, directory account or service principal: delegated CSP access cannot be linked";
  }
  if (/record for this partner ID|partner ID is not valid/i.test(said)) {
    return "; use a location account's partner ID (Partner Center > Account settings > Business locations), not the global account's: the first location is usually global + 1";
  }
  if (statusCode === 401) return "; the token was refused: check the cloud (environment, metadataHost) and the clock";
  return "";
}
