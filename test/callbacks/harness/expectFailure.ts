import { CallbackError } from "./callbacks";

/** What a call failed with. */
export async function expectFailure(call: Promise<unknown>): Promise<CallbackError> {
  const failure: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(CallbackError);
  return failure as CallbackError;
}
