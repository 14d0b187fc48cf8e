import { type BehaviourName, behaviourTable } from "../../emulator/azure/behaviour";
import type { Answer, Evidence } from "./caller";
import { isPassing, outcomeOf } from "./caller";

/** What the service does where nobody has recorded it. */
export interface Finding {
  readonly option: BehaviourName;
  /** The value of the option that the service has. */
  readonly value?: string;
  /** What it does instead of all values that the option has. */
  readonly other?: string;
  /** Why that is not determined. */
  readonly why?: string;
  readonly evidence: readonly Evidence[];
}

/** A finding before it is known which option it is of. */
export type Verdict = Omit<Finding, "option">;

function isValueOf(option: BehaviourName, value: string): boolean {
  return (behaviourTable[option].values as readonly string[]).includes(value);
}

export function found(value: string, ...answers: readonly Answer[]): Verdict {
  return { value, evidence: answers.map(({ evidence }) => evidence) };
}

export function otherwise(other: string, ...answers: readonly Answer[]): Verdict {
  return { other, evidence: answers.map(({ evidence }) => evidence) };
}

export function undetermined(why: string, ...answers: readonly Answer[]): Verdict {
  return { why, evidence: answers.map(({ evidence }) => evidence) };
}

/** The value that is named by the status and code of a refusal. */
export function refusal(option: BehaviourName, answer: Answer, ...before: readonly Answer[]): Verdict {
  const outcome = outcomeOf(answer);
  const answers = [...before, answer];
  if (isPassing(answer)) return undetermined(`the service answered ${outcome}; run it again`, ...answers);
  return isValueOf(option, outcome) ? found(outcome, ...answers) : otherwise(outcome, ...answers);
}

/** What a probe says that could not be carried through. */
export function failed(error: unknown): Verdict {
  return { why: `the probe failed: ${error instanceof Error ? error.message : String(error)}`, evidence: [] };
}
