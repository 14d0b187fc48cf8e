import { type BehaviourName, behaviourTable } from "../../emulator/azure/behaviour";
import { isTransient } from "../../provider/azure/failures";
import { type Answer, type Evidence, outcomeOf } from "./caller";

/** The value that the service has of one option of the emulator, or why it could not be determined. */
export interface Finding {
  readonly option: BehaviourName;
  /** The value of the option that the service has. */
  readonly value?: string;
  /** What it does where that is none of the option's values. */
  readonly other?: string;
  /** Why it could not be determined. */
  readonly why?: string;
  readonly evidence: readonly Evidence[];
}

/** A finding without its option. */
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

/** Reads the value from the status and code of an error. */
export function refusal(option: BehaviourName, answer: Answer, ...before: readonly Answer[]): Verdict {
  const outcome = outcomeOf(answer);
  const answers = [...before, answer];
  if (isTransient(answer.status))
    return undetermined(`the service answered ${outcome}: run the acceptance again`, ...answers);
  return isValueOf(option, outcome) ? found(outcome, ...answers) : otherwise(outcome, ...answers);
}

/** The finding of a probe that failed. */
export function failed(error: unknown): Verdict {
  return { why: `the probe failed: ${error instanceof Error ? error.message : String(error)}`, evidence: [] };
}
