import type { ConfigValue, ExportedStack, OperationOptions } from "partner-admin-link-emulator/engine";

/** A value of the program: JSON, `{ $of: [resource, output] }`, `{ $secret: value }` or `{ $config: key }`. */
export type Declared = unknown;

export interface DeclaredResource {
  readonly name: string;
  readonly kind?: "component" | "provider" | "foreign";
  readonly props?: Readonly<Record<string, Declared>>;
  /** Options of the SDK; parents, providers, dependencies and aliases' parents by name. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a callback does instead of what it usually does. */
export type CallbackScript = Readonly<Record<string, unknown>>;

/** What the program registers, and what the provider does about it. */
export interface Declaration {
  readonly prints?: readonly string[];
  readonly resources?: readonly DeclaredResource[];
  readonly componentOutputs?: readonly { readonly of: string; readonly outputs: Readonly<Record<string, Declared>> }[];
  readonly outputs?: Readonly<Record<string, Declared>>;
  readonly throws?: string;
  readonly exits?: number;
  /** By the resource's name, by callback. */
  readonly script?: Readonly<Record<string, Readonly<Record<string, CallbackScript>>>>;
}

/** Options of an operation, with names in place of URNs. */
export type StepOptions = OperationOptions;

export interface Step {
  readonly run: "preview" | "up" | "refresh" | "destroy";
  /** That of the step before when absent. */
  readonly declare?: Declaration;
  readonly options?: StepOptions;
  /** Resources to taint first, or to take out of the state. */
  readonly taint?: string;
  readonly forget?: string;
  /** Changes the state by hand first. */
  readonly edit?: (stack: ExportedStack) => ExportedStack;
  /** The stack's configuration from this step on. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly config?: Readonly<Record<string, ConfigValue>>;
  readonly steps: readonly Step[];
}
