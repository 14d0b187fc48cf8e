import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Sdk } from "./sdk";

/** What a Pulumi.yaml says that matters for running its program. */
export interface Project {
  readonly name: string;
  /** Folder of the Pulumi.yaml. */
  readonly root: string;
  /** Folder in which the program and its dynamic providers run. */
  readonly programDirectory: string;
  /** File to run in it, or `.` for whatever the nearest package.json names. */
  readonly entryPoint: string;
  readonly runtimeOptions: Readonly<Record<string, unknown>>;
  /** `options: {refresh: always}`. */
  readonly alwaysRefresh: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the project file of a folder. */
export function readProject(sdk: Sdk, directory: string): Project {
  const name = readdirSync(directory).find((candidate) => /^Pulumi\.(yaml|yml|json)$/.test(candidate));
  if (name === undefined) throw new Error(`${directory} holds no Pulumi.yaml`);
  const fields = fieldsOf(sdk.parseYaml(readFileSync(join(directory, name), "utf8")));
  const projectName = fields["name"];
  if (typeof projectName !== "string") throw new Error(`${join(directory, name)} has no name`);
  const runtime = fields["runtime"];
  const runtimeName = typeof runtime === "string" ? runtime : fieldsOf(runtime)["name"];
  if (runtimeName !== "nodejs")
    throw new Error(`the engine stand-in runs Node.js programs, not ${String(runtimeName)}`);
  return {
    name: projectName,
    root: directory,
    ...program(directory, fields["main"]),
    runtimeOptions: fieldsOf(fieldsOf(runtime)["options"]),
    alwaysRefresh: fieldsOf(fields["options"])["refresh"] === "always",
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** A `main` that is a folder is run like a package; one that is a file is run in its folder. */
function program(root: string, main: unknown): Pick<Project, "programDirectory" | "entryPoint"> {
  if (typeof main !== "string" || main === "") return { programDirectory: root, entryPoint: "." };
  const path = resolve(root, main);
  if (statSync(path).isDirectory()) return { programDirectory: path, entryPoint: "." };
  return { programDirectory: dirname(path), entryPoint: basename(path) };
}
