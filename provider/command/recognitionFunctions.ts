import type { CheckOptions, Recognition, Tenant } from "../recognition/types";

/** What the verbs ask about access; loaded when one is called. */
export interface RecognitionFunctions {
  readonly getTenants: () => Promise<readonly Tenant[]>;
  readonly checkRecognition: (options: CheckOptions) => Promise<Recognition>;
}

export type LoadRecognition = () => RecognitionFunctions;
