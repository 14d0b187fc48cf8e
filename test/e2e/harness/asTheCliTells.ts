import type { StepView } from "./expectations";
import { sorted } from "./json";
import { encrypted } from "./namedBags";
import type { CliStep } from "./playOnCli";
import type { RecordedCall, RecordedStep } from "./recording";
import { inOrder } from "./registration";

/*
 * A recording tells what each call did; the CLI tells of a whole step. Both are brought to the same form here, in which
 * what goes side by side has no order.
 */

/** A recorded step as the CLI would tell it. */
export function asOfCli(step: RecordedStep): CliStep & StepView {
  const { errors = {}, engineErrors = {}, ...others } = step;
  const calls = step.processes.flat();
  const messages: Record<string, string[]> = {};
  for (const { on = "", says = [] } of calls) {
    for (const line of says) {
      const [, urn = on, message = line] = /^(urn:.*?): ((?:info|warning|error): [^]*)$/.exec(line) ?? [];
      (messages[urn] ??= []).push(message);
    }
  }
  for (const [urn, lines] of [...Object.entries(errors), ...Object.entries(engineErrors)]) {
    (messages[urn] ??= []).push(...(lines as readonly string[]).map((line) => `error: ${line}`));
  }
  const sends = [...(step.program?.sends ?? []), ...calls.flatMap((call) => call.sends ?? [])];
  return { ...others, sends, messages };
}

/** A step of the CLI for a comparison: what goes side by side in an order of its own. */
export function comparable(step: CliStep): unknown {
  return { ...commonOf(step), sends: [...step.sends].sort(), messages: step.messages };
}

/** The same whether the program looked ahead or not: without its observations, and who asked how often. */
export function unobserved(step: CliStep): unknown {
  const withoutSends = { ...commonOf(step), messages: step.messages };
  return JSON.parse(JSON.stringify(withoutSends, (key, value: unknown) => (key === "observation" ? undefined : value)));
}

function commonOf(step: CliStep) {
  const { operation, exitCode, steps, program, processes, console = [], outputs, state, links } = step;
  return sorted({
    operation,
    exitCode,
    steps: [...steps].sort(),
    ...(program === undefined
      ? {}
      : { program: { registrations: inOrder(program.registrations), error: program.error } }),
    processes: processes.map(callsByResource),
    console: [...console].sort(),
    printed: step.printed,
    outputs,
    state: encrypted(state),
    links,
  }) as object;
}

/** Calls for one resource come one after another, those for two side by side. */
function callsByResource(calls: readonly RecordedCall[]): Record<string, unknown[]> {
  const byResource: Record<string, unknown[]> = {};
  for (const { on = "", callback, given, gives, fails } of calls) {
    (byResource[on] ??= []).push({ callback, given, ...(fails === undefined ? { gives } : { fails }) });
  }
  return byResource;
}
