import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What a Pulumi.yaml says that matters for running its program. */
export interface Project {
  readonly name: string;
  /** Folder of the Pulumi.yaml. */
  readonly root: string;
  /** Folder in which the program and its dynamic providers run. */
  readonly programDirectory: string;
  /** File to run in it, or `.` for whatever the nearest package.json names. */
  readonly entryPoint: string;
}

/** Reads name and main file from a folder's Pulumi.yaml, which has each on a line of its own. */
export function readProject(root: string): Project {
  const text = readFileSync(join(root, "Pulumi.yaml"), "utf8");
  const field = (name: string) => new RegExp(`^${name}: *(\\S+) *$`, "m").exec(text)?.[1];
  const [name, main] = [field("name"), field("main")];
  if (name === undefined) throw new Error(`${join(root, "Pulumi.yaml")} has no name`);
  if (main === undefined) return { name, root, programDirectory: root, entryPoint: "." };
  const file = resolve(root, main);
  return { name, root, programDirectory: dirname(file), entryPoint: basename(file) };
}
