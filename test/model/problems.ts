import { CallbackError } from "./callbacks";

/** Why a resource is not as its program declares it. */
export interface Problem {
  readonly urn: string;
  readonly message: string;
  /** Undefined for what check found wrong with the inputs. */
  readonly code?: string | undefined;
  readonly isCheckFailure?: boolean;
}

/** The provider or the engine was killed: nothing more is saved. */
export class Killed extends Error {}

/** Check found something wrong with the inputs. */
export class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("refused");
  }
}

/** Code of problems that are part of the history. */
export const injected = "INJECTED";

/** A resource that is no link has failed. */
export function failedDependency(urn: string): Problem {
  return { urn, message: "it was made to fail", code: injected };
}

/** What an act on a resource failed with; empty when it succeeded. */
export async function problemsOf(urn: string, act: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (error instanceof Refused) return error.problems;
    if (error instanceof CallbackError) return [{ urn, message: error.message, code: error.code }];
    throw error;
  }
}

/** The code at the end of a message; the reason of a check failure has no other. */
export function codeOf({ code, message }: Problem): string {
  return code ?? /\((PAL_[A-Z_]+)\)$/.exec(message)?.[1] ?? "";
}
