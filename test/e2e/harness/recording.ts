/** Property bags by what they are called in a request or an answer, and what else is in it. */
export type Fields = Readonly<Record<string, unknown>>;

/** A callback as the engine called it and the provider answered, and what the provider did meanwhile. */
export interface RecordedCall {
  readonly callback: string;
  /** URN; absent of `Configure`. */
  readonly on?: string;
  readonly given: Fields;
  /** Absent where it failed. */
  readonly gives?: Fields;
  /** Status and message. */
  readonly fails?: string;
  /** What the engine is to keep of a call that failed. */
  readonly keeps?: Fields;
  /** Requests that it sent, as `identity operation status`. */
  readonly sends?: readonly string[];
  /** What it said on a resource's row, as `severity: message`; another resource's than its own as `URN: severity: message`. */
  readonly says?: readonly string[];
}

/** What a program registered, read or asked of the engine, and the answer. */
export interface Registration {
  /** Method of the resource monitor. */
  readonly monitor: string;
  readonly given: Fields;
  /** Absent where the engine gave none: it had stopped. */
  readonly gives?: Fields;
  readonly fails?: string;
}

/** What a program did in a step. */
export interface RecordedProgram {
  /** In alphabetical order of URNs: registrations go side by side. */
  readonly registrations: readonly Registration[];
  /** Requests that it sent itself. */
  readonly sends?: readonly string[];
  /** What it ended with, without its stack. */
  readonly error?: string;
}

/** One operation of a scenario on the Pulumi CLI. */
export interface RecordedStep {
  /** As somebody would type it. */
  readonly operation: string;
  readonly exitCode: number;
  /** Operations on the program's resources, in the order in which the engine announced them: `create link`. */
  readonly steps: readonly string[];
  readonly program?: RecordedProgram;
  /** Calls of each provider process, one after another in the order in which they ended. */
  readonly processes: readonly (readonly RecordedCall[])[];
  /** Errors on the rows of resources that quote the provider, by URN. */
  readonly errors?: Fields;
  /** Errors that are the engine's own. */
  readonly engineErrors?: Fields;
  /** What program and provider printed. */
  readonly console?: readonly string[];
  /** All that the CLI printed, in lines, where it was asked for another display. */
  readonly printed?: readonly string[];
  readonly outputs?: Fields;
  /** The program's resources in the state, by URN. */
  readonly state: Fields;
  /** What each identity is linked to. */
  readonly links: Readonly<Record<string, string>>;
}

/** A scenario as the Pulumi CLI played it. */
export interface Recording {
  readonly about: string;
  readonly steps: readonly RecordedStep[];
}
