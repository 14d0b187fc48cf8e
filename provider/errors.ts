import { redact } from "./redact";
import { singleLine } from "./text";

/** Stable code of a failure, for programs to test; the text of a message may change. */
export type PalErrorCode =
  | "PAL_AUTH_FAILED"
  | "PAL_CONFIG_INVALID"
  | "PAL_EXPECTATION_FAILED"
  | "PAL_IDENTITY_HELD"
  | "PAL_IDENTITY_MISMATCH"
  | "PAL_IMPORT_MISMATCH"
  | "PAL_LINK_EXISTS"
  | "PAL_LINK_NOT_FOUND"
  | "PAL_SERVICE_FAILED"
  | "PAL_UNEXPECTED";

/**
 * What a failed call may have changed in Azure: `none` when the request was refused or never sent, `unknown` when its
 * answer does not tell but reading the link does, `pending` when it may still be applied, whatever a read shows now.
 */
export type CallOutcome = "none" | "unknown" | "pending";

export interface PalErrorDetails {
  readonly cause?: unknown;
  /** Whether the same call may well succeed a while later. Default: false. */
  readonly retryable?: boolean;
  /** Default: `none`. */
  readonly outcome?: CallOutcome;
  /** HTTP status of the answer that caused it. */
  readonly statusCode?: number;
  /** `error.code` of ARM's or Entra's answer. */
  readonly serviceCode?: string;
  /** Id under which Microsoft's support finds the request. */
  readonly requestId?: string;
}

/**
 * The error that the functions of this package throw. Its message says what failed, for which identity and partner, and
 * what to do, and ends with its code. Test `code`, not the class: two copies of the package may be loaded.
 *
 * @example
 * ```ts
 * try {
 *   await getPartnerAdminLink();
 * } catch (error) {
 *   if ((error as PalError).code !== "PAL_AUTH_FAILED") throw error;
 * }
 * ```
 */
export class PalError extends Error {
  /** What kind of failure it is. */
  readonly code: PalErrorCode;
  /** Whether the same call may succeed later: after throttling, a time-out or a failure of the service. */
  readonly retryable: boolean;
  /** @internal */
  readonly outcome: CallOutcome;
  /** HTTP status of the response that caused it. */
  readonly statusCode?: number;
  /** `error.code` of Azure Resource Manager's or Entra's response, such as `AADSTS7000215`. */
  readonly serviceCode?: string;
  /** Request ID for Microsoft support. */
  readonly requestId?: string;
  /**
   * The message without its code, to be quoted in another one.
   *
   * @internal
   */
  readonly text: string;

  /** @internal */
  constructor(code: PalErrorCode, words: string, details: PalErrorDetails = {}) {
    const text = singleLine(words);
    super(withCode(text, code), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "PalError";
    this.code = code;
    this.text = text;
    this.retryable = details.retryable ?? false;
    this.outcome = details.outcome ?? "none";
    if (details.statusCode !== undefined) this.statusCode = details.statusCode;
    if (details.serviceCode !== undefined) this.serviceCode = details.serviceCode;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    // The dynamic-provider process prints the stack of a failed callback below the stack's row.
    this.stack = "";
  }

  /**
   * The same failure in other words: every fact about it is kept.
   *
   * @internal
   */
  withText(text: string): PalError {
    return new PalError(this.code, text, { ...this.details(), cause: this });
  }

  /**
   * The same failure with something to add at its end.
   *
   * @internal
   */
  withHint(hint: string): PalError {
    return this.withText(`${this.text}${hint}`);
  }

  /**
   * The same failure of a call of which an earlier attempt may have changed something.
   *
   * @internal
   */
  withOutcome(outcome: CallOutcome): PalError {
    return new PalError(this.code, this.text, { ...this.details(), outcome, cause: this });
  }

  /**
   * What is known of the failure, for another error about the same one.
   *
   * @internal
   */
  details(): PalErrorDetails {
    const { retryable, outcome, statusCode, serviceCode, requestId } = this;
    return {
      retryable,
      outcome,
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(serviceCode === undefined ? {} : { serviceCode }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
}

/** A sentence with the stable code that a log can be searched for. */
export function withCode(text: string, code: string): string {
  return `${text} (${code})`;
}

/** Whether Azure, or the sign-in to it, failed: other failures say what is left behind themselves. */
export function isOfAzure({ code }: PalError): boolean {
  return code === "PAL_SERVICE_FAILED" || code === "PAL_AUTH_FAILED";
}

/** A write succeeded, or may have, and what had to follow did not: the engine keeps the resource and calls update next time. */
export class PartialSuccess extends PalError {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly reasons: readonly string[];

  constructor(error: PalError, id: string, properties: Record<string, unknown>) {
    super(error.code, error.text, { ...error.details(), cause: error });
    this.id = id;
    this.properties = properties;
    this.reasons = [this.message];
  }

  override withText(text: string): PartialSuccess {
    return new PartialSuccess(super.withText(text), this.id, this.properties);
  }
}

/** Any thrown value as a PalError, so that a callback never rejects with something the engine cannot show. */
export function asPalError(thrown: unknown): PalError {
  if (thrown instanceof PalError) return thrown;
  return new PalError("PAL_UNEXPECTED", `unexpected failure: ${redact(textOf(thrown), [])}`, {
    cause: thrown,
    outcome: "unknown",
  });
}

function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    return "a value without text";
  }
}
