import { redact } from "./redact";

/** What went wrong, for programs that test for it; the text of the message is for people. */
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

export interface PalErrorDetails {
  readonly cause?: unknown;
  /** HTTP status of the answer that caused it. */
  readonly statusCode?: number;
  /** `error.code` of ARM's or Entra's answer. */
  readonly serviceCode?: string;
  /** Id under which Microsoft's support finds the request. */
  readonly requestId?: string;
}

/**
 * The only error this package throws on purpose. Its message says what failed, for which identity and partner, and
 * what to do. Test for `code`, not for the class: two copies of the package may be loaded.
 */
export class PalError extends Error {
  readonly code: PalErrorCode;
  readonly statusCode?: number;
  readonly serviceCode?: string;
  readonly requestId?: string;

  constructor(code: PalErrorCode, message: string, details: PalErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "PalError";
    this.code = code;
    if (details.statusCode !== undefined) this.statusCode = details.statusCode;
    if (details.serviceCode !== undefined) this.serviceCode = details.serviceCode;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    // The dynamic-provider process prints the stack of a failed callback below the stack's row.
    this.stack = "";
  }

  override toString(): string {
    return this.code;
  }
}

/** A write succeeded and what had to follow did not: the engine keeps the resource and calls update next time. */
export class PartialSuccess extends PalError {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly reasons: readonly string[];

  constructor(error: PalError, id: string, properties: Record<string, unknown>) {
    super(error.code, error.message, { cause: error });
    this.id = id;
    this.properties = properties;
    this.reasons = [error.message];
  }
}

/** Any thrown value as a PalError, so that a callback never rejects with something the engine cannot show. */
export function asPalError(thrown: unknown): PalError {
  if (thrown instanceof PalError) return thrown;
  return new PalError("PAL_UNEXPECTED", `unexpected failure: ${redact(textOf(thrown), [])}`, { cause: thrown });
}

function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    return "a value without text";
  }
}
