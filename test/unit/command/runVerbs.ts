import { runCommand, type Verb } from "../../../provider/command/program";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command with these verbs in this process, on a terminal of that width or on none. */
export async function runVerbs(verbs: readonly Verb[], args: readonly string[], columns?: number): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const exitCode = await runCommand(verbs, args, {
    print: (text) => (written.stdout += text),
    printError: (text) => (written.stderr += text),
    columns,
  });
  return { exitCode, ...written };
}
