import { join, resolve } from "node:path";
import type { OperationOptions, PulumiStack, StackOptions } from "../cli/types";
import { CheckpointFile } from "./checkpoint";
import { type OperationKind, runOperation } from "./operation";
import { readProject } from "./project";
import { sdkOf } from "./sdk";

/**
 * Opens a stack on the least engine that runs the examples without the Pulumi CLI: the real program and the real
 * dynamic-provider process of the SDK, one resource at a time. Resource options and packages that no example of links
 * needs are refused.
 *
 * @throws when the project has no `@pulumi/pulumi` installed.
 */
export function engineStack(options: StackOptions): PulumiStack {
  const { stackName, homeDirectory, passphrase, config, onOutput } = options;
  const projectDirectory = resolve(options.projectDirectory);
  const sdk = sdkOf(projectDirectory);
  const project = readProject(projectDirectory);
  const path = join(resolve(homeDirectory), "engine", project.name, `${stackName}.json`);
  const checkpoint = new CheckpointFile(path, passphrase);
  // A key without a namespace is the project's.
  const fullConfig = Object.entries(config ?? {}).map(([key, value]) => {
    return [key.includes(":") ? key : `${project.name}:${key}`, value] as const;
  });
  const operate =
    (kind: OperationKind) =>
    ({ expectNoChanges = false, environment }: OperationOptions = {}) =>
      runOperation({
        kind,
        expectNoChanges,
        checkpoint,
        onOutput,
        surroundings: {
          sdk,
          project,
          stackName,
          config: Object.fromEntries(fullConfig),
          environment: {
            PATH: process.env["PATH"] ?? "",
            HOME: process.env["HOME"] ?? "",
            ...options.environment,
            ...environment,
            PULUMI_HOME: homeDirectory,
          },
        },
      });
  return {
    engine: { kind: "engine", version: sdk.version },
    preview: operate("preview"),
    up: operate("up"),
    refresh: operate("refresh"),
    destroy: operate("destroy"),
    exportStack: () => Promise.resolve(checkpoint.export()),
  };
}
