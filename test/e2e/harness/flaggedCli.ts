import { PulumiCommand } from "@pulumi/pulumi/automation";

/** How the Automation API runs its command; its types leave it out. */
interface Runnable {
  run(args: readonly string[], ...others: readonly unknown[]): Promise<unknown>;
}

/** The CLI on PATH, with flags that the emulator's stacks have no options for. */
export async function flaggedCli(flagsOf: (operation: string) => readonly string[]): Promise<PulumiCommand> {
  const command = (await PulumiCommand.get()) as PulumiCommand & Runnable;
  const run = command.run.bind(command);
  command.run = (args, ...others) => run([...args, ...flagsOf(args[0] ?? "")], ...others);
  return command;
}
