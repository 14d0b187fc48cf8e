import type { StackConfig } from "./config";
import type { Messages } from "./messages";
import type { Project } from "./project";
import type { Sdk } from "./sdk";

/** Where and as what processes of an operation run. */
export interface Surroundings {
  readonly sdk: Sdk;
  readonly project: Project;
  readonly stackName: string;
  readonly config: StackConfig;
  /** The whole environment, before the variables of the engine. */
  readonly environment: Readonly<Record<string, string>>;
  readonly engineAddress: string;
  readonly messages: Messages;
}
