import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** A Pulumi CLI that can be run. */
export interface Cli {
  /** Absolute path of the executable. */
  readonly command: string;
  /** As `pulumi version` prints it, without the leading `v`. */
  readonly version: string;
}

/** What a finished command left behind. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment of the command. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Written to the command's standard input. */
  readonly input?: string;
}

/** Runs a command to its end. Rejects only when it cannot be started. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: options.environment, stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({
        exitCode: code ?? -1,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
    // A command that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input);
  });
}

/**
 * Looks for a usable Pulumi CLI on PATH, without touching the network. A `pulumi` that does not say its version
 * (a development build) counts as none: Pulumi's Automation API refuses it.
 */
export async function findCli(): Promise<Cli | undefined> {
  for (const directory of (process.env["PATH"] ?? "").split(delimiter)) {
    const command = join(directory, process.platform === "win32" ? "pulumi.exe" : "pulumi");
    if (directory !== "" && (await isExecutable(command))) {
      const version = await versionOf(command);
      return version === undefined ? undefined : { command, version };
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function versionOf(command: string): Promise<string | undefined> {
  const environment = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const outcome = await runCommand(command, ["version"], { environment }).catch(() => undefined);
  return /^v?(\d+\.\d+\.\d+\S*)$/.exec(outcome?.stdout.trim() ?? "")?.[1];
}
