import type { CustomTimeouts, ResourceState } from "./resourceState";
import type { PropertyMap } from "./values";

/** Another URN that a resource may be found under, as the program tells it. */
export interface Alias {
  /** The whole URN; the other parts are then absent. */
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/** What the program wants a resource to be. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly properties: PropertyMap;
  readonly parent: string;
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Absent when the program leaves it to the provider. */
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly Alias[];
  readonly customTimeouts?: CustomTimeouts;
}

export interface RegisterResult {
  readonly state: ResourceState;
  readonly outcome: "success" | "skipped";
  /** Nothing is known of the resource, because it was left out. */
  readonly isUnknown?: boolean;
}

export interface RegisterEvent {
  readonly kind: "register";
  readonly goal: Goal;
  done(result: RegisterResult): void;
}

export interface ReadEvent {
  readonly kind: "read";
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly provider: string;
  readonly properties: PropertyMap;
  readonly dependencies: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  done(result: RegisterResult): void;
}

export interface OutputsEvent {
  readonly kind: "outputs";
  readonly urn: string;
  readonly outputs: PropertyMap;
  done(): void;
}

/** The program will register nothing any more; `error` when it failed. */
export interface EndEvent {
  readonly kind: "end";
  readonly error?: Error;
}

/** Work of the engine itself that was waiting for something else. */
export interface ContinueEvent {
  readonly kind: "continue";
  /** URN that an error belongs to. */
  readonly urn: string;
  run(): Promise<void>;
}

export type SourceEvent = RegisterEvent | ReadEvent | OutputsEvent | EndEvent | ContinueEvent;
