import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace, type PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { backendDirectory, cliEnvironment, overProcessEnvironment } from "./environment";
import type { StackOptions } from "./types";

/** A folder in which the stack's settings live, so that none are written beside the user's Pulumi.yaml. */
export interface SettingsProject {
  readonly directory: string;
  /** The stack's `Pulumi.<stack>.yaml`, for `--config-file`. */
  readonly configFile: string;
}

/**
 * Creates the stack, with its configuration, from a folder that holds nothing but a copy of the project file:
 * `pulumi stack init` and `pulumi config` write the stack's settings beside the project file and cannot be told otherwise.
 */
export async function createStack(options: StackOptions, command: PulumiCommand): Promise<SettingsProject> {
  const directory = join(options.homeDirectory, "settings");
  await mkdir(directory, { recursive: true });
  await mkdir(backendDirectory(options.homeDirectory), { recursive: true });
  const projectFile = await projectFileOf(options.projectDirectory);
  await copyFile(join(options.projectDirectory, projectFile), join(directory, projectFile));
  const workspace = await LocalWorkspace.create({
    workDir: directory,
    pulumiCommand: command,
    pulumiHome: options.homeDirectory,
    envVars: overProcessEnvironment(cliEnvironment(options)),
  });
  const stack = await Stack.createOrSelect(options.stackName, workspace);
  if (options.config !== undefined) await stack.setAllConfig({ ...options.config });
  return { directory, configFile: join(directory, projectFile.replace(/\.\w+$/, `.${options.stackName}$&`)) };
}

async function projectFileOf(directory: string): Promise<string> {
  const names = await readdir(directory);
  const name = names.find((candidate) => /^Pulumi\.(yaml|yml|json)$/.test(candidate));
  if (name === undefined) throw new Error(`${directory} holds no Pulumi.yaml`);
  return name;
}
