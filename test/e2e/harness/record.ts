import { asOfCli, comparable } from "./asTheCliTells";
import type { CliPlay, CliStep } from "./playOnCli";
import type { Fields, RecordedStep, Recording } from "./recording";
import { writeRecording } from "./recordingFile";
import { causesOf, quotes } from "./causes";
import { replay } from "./replay";
import type { Scenario } from "./scenario";

/** Records a scenario as the CLI has played it: replayed at once, so that each call tells what it did. */
export async function record(scenario: Scenario, play: CliPlay): Promise<Recording> {
  const bare = { about: play.about, steps: play.steps.map(bareStep) };
  const recording = await replay(scenario, bare);
  expect(recording.steps.map(asOfCli).map(comparable)).toEqual(play.steps.map(comparable));
  writeRecording(scenario.name, recording, play.pulumi);
  return recording;
}

/** A step without what only a replay tells; errors that quote the provider apart from the engine's own. */
function bareStep({ sends: _sends, messages, ...step }: CliStep): RecordedStep {
  const causes = causesOf(step.processes.flat());
  const errors = Object.entries(messages).flatMap(([urn, lines]) =>
    lines
      .filter((line) => line.startsWith("error: "))
      .map((line) => ({ urn, text: line.slice("error: ".length), isQuoted: quotes(line, causes[urn]) })),
  );
  const told = (isQuoted: boolean, name: string): Fields => {
    const byResource: Record<string, string[]> = {};
    for (const error of errors) if (error.isQuoted === isQuoted) (byResource[error.urn] ??= []).push(error.text);
    return Object.keys(byResource).length === 0 ? {} : { [name]: byResource };
  };
  return { ...step, ...told(true, "errors"), ...told(false, "engineErrors") };
}
