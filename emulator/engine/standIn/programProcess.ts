import { NodeProcess } from "./childProcess";
import { programConfig } from "./config";
import type { Surroundings } from "./surroundings";

/** What an operation tells its program. */
export interface ProgramOptions {
  readonly monitorAddress: string;
  readonly dryRun: boolean;
  readonly parallel: number;
}

/** The SDK ends with this code when it has told the user itself what went wrong. */
const explainedFailure = 32;

/** A program that runs; `ended` rejects when it fails, with no message where it has said itself what failed. */
export interface RunningProgram {
  readonly ended: Promise<void>;
  /** Ends the program; what it still prints is not heard. */
  stop(): Promise<void>;
}

/** Runs the project's program with the SDK's own runner. */
export function startProgram(surroundings: Surroundings, options: ProgramOptions): RunningProgram {
  const { messages } = surroundings;
  let isHeard = true;
  const child = new NodeProcess({
    args: programArguments(surroundings, options),
    cwd: surroundings.project.programDirectory,
    environment: programEnvironment(surroundings),
    onLine: (line, from) => {
      if (isHeard && line.trim() !== "") messages.say(from === "stderr" ? "info#err" : "info", line);
    },
  });
  const ended = child.ended.then((code) => {
    if (code === explainedFailure) throw new Error("");
    if (code !== 0)
      throw new Error(`an unhandled error occurred: Program exited with non-zero exit code: ${code ?? -1}`);
  });
  return {
    ended,
    stop: () => {
      isHeard = false;
      return child.stop();
    },
  };
}

function programArguments({ sdk, project, stackName, engineAddress }: Surroundings, options: ProgramOptions): string[] {
  return [
    sdk.runPath,
    ...["--monitor", options.monitorAddress],
    ...["--engine", engineAddress],
    ...["--organization", "organization"],
    ...["--project", project.name],
    ...["--root-directory", project.root],
    ...["--stack", stackName],
    ...["--pwd", project.programDirectory],
    ...(options.dryRun ? ["--dry-run"] : []),
    ...["--parallel", String(options.parallel)],
    project.entryPoint,
  ];
}

/** TypeScript is on unless the project switches it off. */
function programEnvironment({ project, config, environment }: Surroundings): Record<string, string> {
  const { typescript, tsconfig } = project.runtimeOptions;
  return {
    ...environment,
    ...programConfig(config),
    ...(typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}
