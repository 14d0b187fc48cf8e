import { CallbackError } from "./callbacks";

/** Why a resource is not as its program wants it. */
export interface Problem {
  readonly urn: string;
  readonly message: string;
  /** Undefined for what check found wrong with the inputs. */
  readonly code?: string | undefined;
  readonly isCheckFailure?: boolean;
}

/** The provider or the engine was killed: nothing is saved any more. */
export class Killed extends Error {}

/** Check found something wrong with the inputs. */
export class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("refused");
  }
}

type Act<T> = (item: T) => Promise<void>;

/** Acts on one after the other until one is refused. */
export async function collect<T extends { readonly urn: string }>(
  items: readonly T[],
  act: Act<T>,
): Promise<Problem[]> {
  for (const item of items) {
    const problems = await collectAll([item], act);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** Acts on all, whatever becomes of the others. */
export async function collectAll<T extends { readonly urn: string }>(
  items: readonly T[],
  act: Act<T>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const item of items) {
    try {
      await act(item);
    } catch (error) {
      if (error instanceof Refused) problems.push(...error.problems);
      else if (error instanceof CallbackError)
        problems.push({ urn: item.urn, message: error.message, code: error.code });
      else throw error;
    }
  }
  return problems;
}
