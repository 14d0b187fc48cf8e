import type { PalError } from "../errors";

const passing = new WeakSet();

/** Marks a failure that may well be over a while later. */
export function mark(failure: PalError): PalError {
  passing.add(failure);
  return failure;
}

/** Whether a failure of Azure or of the way there may well be over a while later. */
export function passes(failure: unknown): boolean {
  return typeof failure === "object" && failure !== null && passing.has(failure);
}
