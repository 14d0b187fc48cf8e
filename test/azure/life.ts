import { randomBytes } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCli } from "../../examples/cli/command";
import type { EngineInfo, OperationResult, PulumiStack, StackOptions } from "../../examples/cli/types";
import { engineStack } from "../../examples/engine";
import type { Credential } from "../../provider";
import { linkedIn, type OwnLink } from "./ownLink";
import type { PartnerIds } from "./settings";

/** A link's life through the built package, as a stack of Pulumi. */
export interface Life {
  readonly own: OwnLink;
  readonly ids: PartnerIds;
  readonly credential: Credential;
  readonly programFolder: string;
}

export interface LifeStep {
  readonly title: string;
  /** What is not as it must be; empty when all is. */
  readonly misses: readonly string[];
  /** What was printed, where something is not. */
  readonly output?: string;
}

/** Is told as it happens. */
export interface Report {
  readonly engine: (engine: EngineInfo) => void;
  readonly step: (step: LifeStep) => void;
}

interface Step {
  readonly title: string;
  readonly operation: "preview" | "up" | "refresh" | "destroy";
  /** Fails when anything would change or has changed. */
  readonly gate?: boolean;
  /** What is done behind Pulumi's back before. */
  readonly before?: (own: OwnLink) => Promise<unknown>;
  readonly declared: string;
  readonly op?: string;
  readonly fails?: boolean;
  /** Partner that is linked afterwards. */
  readonly linked: string | undefined;
}

/** Drift is another partner where there is a second partner ID, else a link that is gone. */
function stepsFor({ partner, second }: PartnerIds): readonly Step[] {
  const drift =
    second === undefined
      ? { title: "preview finds the removed link", before: (own: OwnLink) => own.unlink(), linked: undefined }
      : {
          title: "preview finds the link to another partner",
          before: async (own: OwnLink) => {
            await own.ask("PATCH", second);
            return own.settled(second);
          },
          linked: second,
        };
  const changed: readonly Step[] =
    second === undefined
      ? []
      : [
          {
            title: "up changes the partner ID in place",
            operation: "up",
            declared: second,
            op: "update",
            linked: second,
          },
        ];
  return [
    { title: "up creates the link", operation: "up", declared: partner, op: "create", linked: partner },
    { title: "refresh reads it as declared", operation: "refresh", gate: true, declared: partner, linked: partner },
    { ...drift, operation: "preview", gate: true, fails: true, declared: partner, op: "update" },
    { title: "up repairs it", operation: "up", declared: partner, op: "update", linked: partner },
    ...changed,
    { title: "destroy removes it", operation: "destroy", declared: partner, op: "delete", linked: undefined },
  ];
}

/** Plays the life, and stops at the first step that is not as it must be. */
export async function playLife(life: Life, report: Report): Promise<readonly LifeStep[]> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "partner-admin-link-azure-")));
  try {
    const stack = await openStack(home, life);
    report.engine(stack.engine);
    const played: LifeStep[] = [];
    for (const step of stepsFor(life.ids)) {
      const outcome = await playStep(stack, life, step);
      played.push(outcome);
      report.step(outcome);
      if (outcome.misses.length > 0) break;
    }
    return played;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** On the CLI on PATH, else on the small engine of the examples. State and settings live in a folder that is removed. */
async function openStack(homeDirectory: string, { credential, programFolder }: Life): Promise<PulumiStack> {
  const options: StackOptions = {
    projectDirectory: programFolder,
    stackName: "acceptance",
    homeDirectory,
    passphrase: randomBytes(16).toString("hex"),
    environment: ownEnvironment(),
    config: { credential: { value: JSON.stringify(credential), secret: true } },
  };
  if ((await findCli()) === undefined) return engineStack(options);
  const { cliStack } = await import("../../examples/cli/stack.js");
  return cliStack(options);
}

/** Without the user's own Pulumi: no account, no backend, no settings. */
function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PULUMI|PAL_AZURE)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
}

async function playStep(stack: PulumiStack, life: Life, step: Step): Promise<LifeStep> {
  const { own } = life;
  const { tenantId, objectId } = own.caller.session.identity;
  await step.before?.(own);
  const declared = JSON.stringify({ partnerId: step.declared, expect: { tenantId, objectId } });
  // A cancelled run begins nothing new.
  await own.ask("GET");
  const result = await stack[step.operation]({
    ...(step.gate === undefined ? {} : { expectNoChanges: step.gate }),
    environment: { PAL_AZURE_DECLARED: declared },
  });
  const live = linkedIn(await own.ask("GET"));
  const linked = live.kind === "linked" ? live.partnerId : undefined;
  const misses = missesOf(step, result, live.kind === "unclear" ? "unclear" : linked);
  return { title: step.title, misses, ...(misses.length === 0 ? {} : { output: result.output }) };
}

function missesOf({ op, fails = false, linked }: Step, result: OperationResult, found: string | undefined): string[] {
  const ops = result.steps.filter(({ urn }) => urn.endsWith("::acceptance")).map((one) => one.op);
  return [
    ...((result.exitCode !== 0) === fails ? [] : [`exit code ${result.exitCode}`]),
    ...(op === undefined || ops.includes(op) ? [] : [`operation ${ops.join(", ") || "none"} instead of ${op}`]),
    ...(found === linked ? [] : [`linked to ${found ?? "none"} instead of ${linked ?? "none"}`]),
  ];
}
