import type { SignInSettings } from "../azure/credentialSettings";
import type { CheckOptions, Recognition, Tenant } from "../recognition/types";

/** What the verbs ask about access; loaded when one is called. */
export interface RecognitionFunctions {
  readonly tenantsOf: (whoSignsIn: SignInSettings) => Promise<readonly Tenant[]>;
  readonly check: (options: CheckOptions, whoSignsIn: () => SignInSettings) => Promise<Recognition>;
}

export type LoadRecognition = () => RecognitionFunctions;
