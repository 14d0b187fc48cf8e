import { passes } from "../azure/transience";
import { asPalError, PalError, PartialSuccess } from "../errors";

/** What is left behind by a call that failed, and what to do when the failure passes. */
export type Aftermath = (passes: boolean) => string;

/** Says it of failures of Azure and of the sign-in; others have said so, and their own remedy. */
export async function orSay<T>(aftermath: Aftermath, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withAftermath(error, aftermath);
  }
}

export function withAftermath(error: unknown, aftermath: Aftermath): PalError {
  const failure = asPalError(error);
  const isOfAzure = failure.code === "PAL_SERVICE_FAILED" || failure.code === "PAL_AUTH_FAILED";
  if (!isOfAzure || failure instanceof PartialSuccess) return failure;
  const extended = new PalError(failure.code, `${failure.message}${aftermath(passes(failure))}`, { cause: failure });
  const { statusCode, serviceCode, requestId } = failure;
  return Object.assign(extended, { statusCode, serviceCode, requestId });
}
