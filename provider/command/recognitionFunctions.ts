import type { check } from "../recognition/check";
import type { tenantsOf } from "../recognition/tenantsOf";

export { check } from "../recognition/check";
export { tenantsOf } from "../recognition/tenantsOf";

/** What the verbs ask about access; loaded when one is called. */
export interface RecognitionFunctions {
  readonly check: typeof check;
  readonly tenantsOf: typeof tenantsOf;
}

export type LoadRecognition = () => RecognitionFunctions;
