import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repository } from "../../support/tarballs";

export const packFolder = join(repository, "examples/policies");

/** Copies the pack as its user does, with this repository's packages where npm would install the published ones. */
export async function copyPack(destination: string): Promise<void> {
  await cp(packFolder, destination, { recursive: true });
  const modules = join(destination, "node_modules");
  await mkdir(join(modules, "@pulumi"), { recursive: true });
  for (const name of ["@pulumi/policy", "@pulumi/pulumi"])
    await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
  await symlink(repository, join(modules, "pulumi-partner-admin-link"), "junction");
}

/** A pack that serves. */
export interface RunningPack {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a pack as the language host does. */
export async function startPack(folder: string, environment: Readonly<Record<string, string>>): Promise<RunningPack> {
  const runPath = join(folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [runPath, "127.0.0.1:0", folder], { cwd: folder, env: { ...environment } });
  const ended = once(child, "close");
  return {
    address: `127.0.0.1:${await portOf(child)}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** The first line that a pack prints. */
async function portOf(child: ChildProcess): Promise<string> {
  const printed: string[] = [];
  child.stderr?.on("data", (text: Buffer) => printed.push(text.toString()));
  const { stdout } = child;
  if (stdout === null) throw new Error("the pack was started without an output");
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`the pack ended before it served: ${printed.join("")}`);
}
