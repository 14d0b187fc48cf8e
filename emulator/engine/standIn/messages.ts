import type { Diagnostic } from "../types";

export type Severity = Diagnostic["severity"];

/** Where messages of an operation go. `urn` is absent, or empty, for what belongs to no resource. */
export interface Messages {
  say(severity: Severity, message: string, urn?: string, options?: MessageOptions): void;
}

export interface MessageOptions {
  readonly ephemeral?: boolean;
  /** Parts of one message that arrive one by one share a number other than 0. */
  readonly streamId?: number;
}
