import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { runCommand } from "../../examples/cli/command";
import { root } from "./runBuilt";

export const pipelineFolder = join(root, "examples/pipelines");

/** What starts a pipeline. */
export type Cause = "pullRequest" | "schedule" | "push";

/** What of a pipeline runs for a cause: its own scripts, one after the other, and the summary, whatever became of them. */
export interface PipelineRun {
  readonly scripts: readonly string[];
  readonly summary?: string;
  /** Variables that the pipeline's engine would set. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Pipeline {
  /** What the environment of a job has that signs in with an ID token of this subject. */
  readonly run: (cause: Cause) => PipelineRun;
  /** Name of the file with the summary, from what the summary's script has printed. */
  readonly summaryFile: (printed: string) => string;
}

function load(file: string): unknown {
  return parse(readFileSync(join(pipelineFolder, file), "utf8"));
}

interface Step {
  readonly name?: string;
  readonly displayName?: string;
  readonly run?: string;
  readonly bash?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

function scriptOf(steps: readonly Step[], wanted: string): string {
  const found = steps.find(({ name, displayName }) => (name ?? displayName) === wanted);
  const script = found?.run ?? found?.bash ?? found?.inputs?.inlineScript;
  if (script === undefined) throw new Error(`there is no step ${wanted}`);
  return script;
}

const githubActions: Pipeline = {
  run: (cause) => {
    const { jobs } = load("githubActions.yml") as { jobs: { pulumi: { steps: Step[]; env: Record<string, string> } } };
    const { steps, env } = jobs.pulumi;
    const names = {
      pullRequest: ["Preview"],
      schedule: ["Drift gate"],
      push: ["Update", "Check that the link counts"],
    };
    return {
      scripts: names[cause].map((name) => scriptOf(steps, name)),
      ...(cause === "push" ? {} : { summary: scriptOf(steps, "Summary") }),
      variables: { STACK: env["STACK"] ?? "", GITHUB_STEP_SUMMARY: "summary.md" },
    };
  },
  summaryFile: () => "summary.md",
};

const azurePipelines: Pipeline = {
  run: (cause) => {
    const { jobs } = load("azurePipelines.yml") as { jobs: [{ steps: (Step & { env?: Record<string, string> })[] }] };
    const [{ steps }] = jobs;
    const reasons = { pullRequest: "PullRequest", schedule: "Schedule", push: "IndividualCI" };
    return {
      scripts: [scriptOf(steps, "Pulumi")],
      summary: scriptOf(steps, "Summary"),
      variables: { STACK: "prod", BUILD_REASON: reasons[cause], AGENT_TEMPDIRECTORY: "." },
    };
  },
  summaryFile: (printed) => /^##vso\[task\.uploadsummary\](.*)$/m.exec(printed)?.[1] ?? "none",
};

interface GitlabJob {
  readonly script: readonly string[];
  readonly extends: string;
  readonly after_script?: readonly string[];
}

const gitlab: Pipeline = {
  run: (cause) => {
    const file = load("gitlab.yml") as Record<string, GitlabJob | undefined> & { variables: Record<string, string> };
    const job = file[{ pullRequest: "preview", schedule: "drift gate", push: "update" }[cause]];
    const after = file[job?.extends ?? ""]?.after_script;
    return {
      scripts: [(job?.script ?? []).join("\n")],
      ...(after === undefined ? {} : { summary: after.join("\n") }),
      variables: { STACK: file.variables["STACK"] ?? "" },
    };
  },
  summaryFile: () => "preview.md",
};

export const pipelines = { githubActions, azurePipelines, gitlab };

export interface RunOutcome {
  readonly exitCode: number;
  readonly printed: string;
  readonly summary?: string;
}

/** Runs what a cause starts in a folder that stands for the repository, as the pipeline's shell does: a failure ends it. */
export async function runPipeline(
  { run, summaryFile }: Pipeline,
  cause: Cause,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunOutcome> {
  const { scripts, summary, variables } = run(cause);
  const bash = (script: string) =>
    runCommand("bash", ["-e", "-c", script], { cwd: folder, environment: { ...variables, ...environment } });
  let exitCode = 0;
  let printed = "";
  for (const script of scripts) {
    const outcome = await bash(script);
    exitCode = outcome.exitCode;
    printed += outcome.stdout + outcome.stderr;
    if (exitCode !== 0) break;
  }
  if (summary === undefined) return { exitCode, printed };
  const summed = await bash(summary);
  const file = join(folder, summaryFile(summed.stdout));
  return {
    exitCode,
    printed: printed + summed.stdout + summed.stderr,
    ...(existsSync(file) ? { summary: readFileSync(file, "utf8") } : {}),
  };
}
