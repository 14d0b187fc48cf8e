import { isTransient } from "../azure/serviceError";
import { asPalError, PalError, PartialSuccess } from "../errors";

/** Adds to a failure that passes what it leaves behind and what to do; others have their own remedy. */
export async function orSay<T>(rest: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PartialSuccess || !isTransient(error)) throw error;
    throw withRest(error, rest);
  }
}

export function withRest(error: unknown, rest: string): PalError {
  const failure = asPalError(error);
  const extended = new PalError(failure.code, `${failure.message}${rest}`, { cause: failure });
  const { statusCode, serviceCode, requestId } = failure;
  return Object.assign(extended, { statusCode, serviceCode, requestId });
}
