import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ConfigValue } from "../cli/types";
import type { Project } from "./project";
import type { ProjectSdk } from "./sdk";

type OnLine = (line: string, from: "stdout" | "stderr") => void;

/** Where and as what the two processes of an operation run. */
export interface Surroundings {
  readonly sdk: ProjectSdk;
  readonly project: Project;
  readonly stackName: string;
  /** By full key. */
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly engineAddress: string;
  /** Takes what a process prints. */
  readonly onLine: OnLine;
}

/** Configuration values by full key, secrets in plain text. */
export function plainConfig({ config }: Surroundings): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
}

/** Starts one of the SDK's own programs. `ended` waits until all output has been read. */
function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>, onLine: OnLine) {
  const preloaded = ["--require", join(__dirname, "lazyModules.js"), ...args];
  const child = spawn(process.execPath, preloaded, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const name of ["stdout", "stderr"] as const) {
    createInterface({ input: child[name] }).on("line", (line) => onLine(line, name));
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { ended, stop };
}

/** The SDK ends with this code when it has told the user itself what went wrong. */
const explainedFailure = 32;

/** How the SDK's own runner is started for the project's program. */
export function programProcess(surroundings: Surroundings, monitorAddress: string, isPreview: boolean) {
  const { sdk, project, stackName, config, engineAddress } = surroundings;
  const values = Object.entries(plainConfig(surroundings)).map(([key, value]) => [key.replace(":", ":config:"), value]);
  const args = [
    ...["--monitor", monitorAddress, "--engine", engineAddress, "--organization", "organization"],
    ...["--project", project.name, "--root-directory", project.root, "--stack", stackName],
    ...["--pwd", project.programDirectory, "--parallel", "16", ...(isPreview ? ["--dry-run"] : [])],
    project.entryPoint,
  ];
  const environment = {
    ...surroundings.environment,
    PULUMI_NODEJS_TYPESCRIPT: String(!project.entryPoint.endsWith(".js")),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(Object.keys(config).filter((key) => config[key]?.secret === true)),
  };
  return { script: sdk.runPath, args, folder: project.programDirectory, environment };
}

/** Runs the project's program with the SDK's own runner; `ended` rejects when it fails. */
export function startProgram(surroundings: Surroundings, monitorAddress: string, isPreview: boolean) {
  const { script, args, folder, environment } = programProcess(surroundings, monitorAddress, isPreview);
  const program = start([script, ...args], folder, environment, surroundings.onLine);
  const ended = program.ended.then((code) => {
    if (code === explainedFailure) throw new Error("");
    if (code !== 0) throw new Error(`Program exited with non-zero exit code: ${code ?? "a signal"}`);
  });
  return { ended, stop: program.stop };
}

export function providerEnvironment(surroundings: Surroundings): Record<string, string> {
  const { name } = surroundings.project;
  const config = JSON.stringify(plainConfig(surroundings));
  return { ...surroundings.environment, PULUMI_NODEJS_PROJECT: name, PULUMI_PROJECT: name, PULUMI_CONFIG: config };
}

/** Starts the SDK's process for dynamic providers and waits for the port that it prints first. */
export async function startProvider(surroundings: Surroundings) {
  const { sdk, project, engineAddress, onLine } = surroundings;
  let tellPort: ((port: string) => void) | undefined;
  const port = new Promise<string>((resolve) => (tellPort = resolve));
  const { ended, stop } = start(
    [sdk.dynamicProviderPath, engineAddress],
    project.programDirectory,
    providerEnvironment(surroundings),
    (line, from) => {
      if (tellPort === undefined || from === "stderr") return onLine(line, from);
      tellPort(line);
      tellPort = undefined;
    },
  );
  const failed = ended.then(() =>
    Promise.reject(new Error("the dynamic provider's process ended before it was ready")),
  );
  return { address: `127.0.0.1:${await Promise.race([port, failed])}`, stop };
}
