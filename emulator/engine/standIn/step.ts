import type { ResourceState } from "./resourceState";
import type { DetailedDiff } from "./valueDiff";

export type StepOp =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace";

/** What an operation does to one resource. */
export interface Step {
  readonly op: StepOp;
  readonly urn: string;
  /** The state before; absent where there was none. */
  readonly old?: ResourceState | undefined;
  /** The state after; absent where there is none any more. */
  readonly new?: ResourceState | undefined;
  /** Counts as a change, or as an unchanged resource, by itself; a replacement's parts do not. */
  readonly logical: boolean;
  /** Names of the properties that changed, where the provider left it to the engine to find out. */
  readonly diffs: readonly string[];
  readonly detailedDiff?: DetailedDiff | undefined;
  /** A resource that is left out of the operation, and does not exist. */
  readonly skippedCreate?: boolean;
  /** Of a refresh: written to the state as it happens. */
  readonly persisted?: boolean;
  /** Of a refresh: what came of it. */
  readonly resultOp?: StepOp;
  /** Of no interest to a user. */
  readonly internal?: boolean;
  apply(): Promise<void>;
  /** Lets the program go on. */
  complete?(): void;
  /** Lets the program go on without the resource. */
  skip?(): void;
}

/** The latest that is known of the step's resource. */
export function resourceOf(step: Step): ResourceState {
  const resource = step.new ?? step.old;
  if (resource === undefined) throw new Error(`${step.op} of ${step.urn} is a step without a resource`);
  return resource;
}

/** A provider did half of what it was asked: the state is kept, and what was not done is remembered with it. */
export class PartialFailure extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(describeReasons(reasons));
  }
}

function describeReasons(reasons: readonly string[]): string {
  if (reasons.length === 0) return "resource init failed";
  const count = reasons.length === 1 ? "1 error" : `${reasons.length} errors`;
  return `${count} occurred:\n${reasons.map((reason) => `\t* ${reason}`).join("\n")}\n\n`;
}

/** A protected resource was to be deleted. Nothing was attempted, so everything else can go on. */
export class ProtectedError extends Error {
  constructor(urn: string) {
    super(
      `resource ${JSON.stringify(urn)} cannot be deleted\n` +
        "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your " +
        `Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``,
    );
  }
}

/** Ends the operation; whatever there is to say has been said. */
export class Bail extends Error {}
