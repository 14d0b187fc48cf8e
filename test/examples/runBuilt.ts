import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

interface BuiltOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const pathFolders = (process.env["PATH"] ?? "").split(delimiter);
const withoutCli = pathFolders.filter((folder) => !existsSync(join(folder, "pulumi")));

export type Engine = "engine" | "cli";

/** The small engine, and the Pulumi CLI where it is on PATH. */
export const enginesHere: readonly Engine[] = withoutCli.length === pathFolders.length ? ["engine"] : ["engine", "cli"];

/** Runs a built script below build/examples/ on one of the engines. */
export function runBuilt(script: string, args: readonly string[], engine: Engine): Promise<BuiltOutcome> {
  const environment = engine === "cli" ? process.env : { ...process.env, PATH: withoutCli.join(delimiter) };
  const command = [join(root, "build/examples", script), ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, command, { cwd: root, env: environment }, (_error, stdout, stderr) => {
      done({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
