import type { DetailedDiff } from "./valueDiff";
import type { PropertyMap } from "./values";

export interface CheckRequest {
  readonly urn: string;
  /** Inputs of the last time; none for a resource about to be created. */
  readonly olds?: PropertyMap | undefined;
  readonly news: PropertyMap;
}

export interface CheckFailure {
  /** Empty for a failure of the resource as a whole. */
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}

export interface DiffRequest {
  readonly urn: string;
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly newInputs: PropertyMap;
  /** Inputs may be unknown, outside of a preview too. */
  readonly allowUnknowns?: boolean;
}

export interface DiffResult {
  readonly changes: "some" | "none" | "unknown";
  readonly replaceKeys: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly changedKeys: readonly string[];
  readonly detailed?: DetailedDiff | undefined;
}

export interface CreateResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  /** What was not done, where the resource exists but is not what it should be. */
  readonly initErrors?: readonly string[];
}

export interface ReadRequest {
  readonly urn: string;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

export interface ReadResult {
  /** Empty when the resource is gone. */
  readonly id: string;
  readonly outputs: PropertyMap;
  /** Absent when the provider has nothing to say about them. */
  readonly inputs?: PropertyMap;
}

export type UpdateRequest = DiffRequest;

export type UpdateResult = Pick<CreateResult, "outputs" | "initErrors">;

/** What manages the resources of one package, as the engine calls it. */
export interface Provider {
  check(request: CheckRequest): Promise<CheckResult>;
  diff(request: DiffRequest): Promise<DiffResult>;
  create(urn: string, inputs: PropertyMap): Promise<CreateResult>;
  read(request: ReadRequest): Promise<ReadResult>;
  update(request: UpdateRequest): Promise<UpdateResult>;
  delete(request: ReadRequest): Promise<void>;
  close(): Promise<void>;
}

export const noDiff: DiffResult = { changes: "none", replaceKeys: [], deleteBeforeReplace: false, changedKeys: [] };
