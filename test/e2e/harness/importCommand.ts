import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentOf } from "./identities";
import type { World } from "./world";

const command = join(__dirname, "..", "..", "..", "bin", "pulumi-partner-admin-link.js");

export interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the package's command, signed in by the environment as the first service principal. */
export async function printImportFile(
  { emulator }: Pick<World, "emulator">,
  args: readonly string[],
  changes: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  const env = { PATH: process.env["PATH"], ...emulator.environment, ...environmentOf("contoso-deploy"), ...changes };
  try {
    return { exitCode: 0, ...(await promisify(execFile)(process.execPath, [command, ...args], { env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exitCode: code, stdout, stderr };
  }
}
