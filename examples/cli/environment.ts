import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { StackOptions } from "./types";

/** What the operating system's user gives to an operation; everything else of their environment stays out. */
const inherited = ["PATH", "HOME"];

/** Where the file backend of a stack keeps its state. */
export function backendDirectory(homeDirectory: string): string {
  return join(homeDirectory, "state");
}

/** The whole environment in which the CLI runs an operation, and with it the program and the provider process. */
export function cliEnvironment(
  options: StackOptions,
  operation: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return {
    ...environment,
    ...options.environment,
    ...operation,
    PULUMI_HOME: options.homeDirectory,
    PULUMI_BACKEND_URL: pathToFileURL(backendDirectory(options.homeDirectory)).href,
    PULUMI_CONFIG_PASSPHRASE: options.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/**
 * The same environment for Pulumi's Automation API, which starts the CLI with its own variables laid over those of this
 * process. A variable that is present without a value is left out when a process is started, so `undefined` hides it.
 */
export function overProcessEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  const hidden = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  return { ...hidden, ...environment } as Record<string, string>;
}
