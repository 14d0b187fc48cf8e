import type { Directory } from "partner-admin-link-emulator";
import type { ConfigValue, Diagnostic, CliOptions } from "../../../examples/cli";
import type { ProgramDeclaration } from "./declaration";
import type { World } from "./world";

/** Options of an operation; resources are named, not given by their URNs. */
export type StepOptions = Omit<CliOptions, "target" | "exclude" | "replace"> & {
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly replace?: readonly string[];
  /** A preview saves its plan, and `up` is held to the plan that was saved last. */
  readonly plan?: true;
  /** `--json` or `--diff`. */
  readonly display?: "json" | "diff";
};

export interface ExpectedMessage {
  /** Name of the resource on whose row the message stands. */
  readonly on: string;
  readonly severity: Diagnostic["severity"];
  /** Pieces that the message must contain, in any order. */
  readonly says: readonly string[];
}

/** What a person would demand of the step, written by hand. */
export interface Expectation {
  /** 0 when absent. */
  readonly exitCode?: number;
  /** The operations on each resource, in order; a resource that is not named must have none. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  /** Every warning and every error on a resource, and as many information messages as matter. */
  readonly messages?: readonly ExpectedMessage[];
  /** Pieces of the error that the program ends with; it ends with none when absent. */
  readonly programError?: readonly string[];
  /** Operations on the program's resources in the order in which they must begin, as `operation name`. */
  readonly order?: readonly string[];
  /** Every live link after the step: who is linked to which partner. */
  readonly links: Readonly<Record<string, string>>;
  /** Writes that reached the service, as `identity operation status`, each identity's in order. None when absent. */
  readonly writes?: readonly string[];
  /** What the CLI prints must match, each. */
  readonly output?: readonly RegExp[];
  /** Some outputs of a resource in the state; `undefined` for a resource that must not be there. */
  readonly state?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  /** Some of the stack's outputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface Step {
  readonly run: "preview" | "up" | "refresh" | "destroy";
  readonly options?: StepOptions;
  /** The program from this step on; the one before when absent. */
  readonly program?: ProgramDeclaration;
  /** What happens behind Pulumi's back, or to the state, before the operation. */
  readonly before?: (world: World) => void | Promise<void>;
  readonly expect: Expectation;
}

/** A story of one stack, told on a fresh emulator and a fresh state. */
export interface Scenario {
  /** Name of its transcript. */
  readonly name: string;
  readonly about: string;
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** Tenants, identities and partners; the emulator's own when absent. */
  readonly directory?: Directory;
  /** Variables over those that the emulator gives. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The world before the first step. */
  readonly given?: (world: World) => void | Promise<void>;
  readonly steps: readonly Step[];
}

/** The step as somebody would type it, with the names of the variables that it is given beside its own. */
export function commandLine({ run, options = {} }: Step, given: readonly string[]): string {
  const { environment, display, ...others } = options;
  const flags = { ...others, ...(display === undefined ? {} : { [display]: true }) };
  const words = Object.entries(flags).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((item) => `${flag} ${String(item)}`);
  });
  const variables = [...given, ...Object.keys(environment ?? {})];
  return [...variables.map((name) => `${name}=…`), "pulumi", run, ...words].join(" ");
}
