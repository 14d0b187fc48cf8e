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

/** What the life of a link through the built package needs. */
export interface Life {
  readonly own: OwnLink;
  readonly ids: PartnerIds;
  readonly credential: Credential;
  readonly programFolder: string;
}

export interface LifeStep {
  readonly title: string;
  /** How the step differs from what is expected; empty when it does not. */
  readonly misses: readonly string[];
  /** Output of the operation, for a step that differs. */
  readonly output?: string;
}

/** Called as the life goes on. */
export interface Report {
  readonly engine: (engine: EngineInfo) => void;
  readonly step: (step: LifeStep) => void;
}

interface Step {
  readonly title: string;
  readonly operation: "preview" | "up" | "refresh" | "destroy";
  /** `--expect-no-changes` */
  readonly gate?: boolean;
  /** A change made outside of Pulumi before the operation. */
  readonly before?: (own: OwnLink) => Promise<unknown>;
  readonly declared: string;
  readonly op?: string;
  /** Fails with a message on the link's row that contains this. */
  readonly fails?: string;
  /** The linked partner afterwards. */
  readonly linked: string | undefined;
}

/** The link drifts to the second partner ID if there is one; otherwise it is removed. */
function stepsFor({ partner, second }: PartnerIds): readonly Step[] {
  const drift =
    second === undefined
      ? { title: "preview reports the removed link", before: (own: OwnLink) => own.unlink(), linked: undefined }
      : {
          title: "preview reports the link to another partner",
          before: async (own: OwnLink) => {
            await own.check();
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
    { ...drift, operation: "preview", gate: true, fails: "drifted", declared: partner, op: "update" },
    { title: "up repairs it", operation: "up", declared: partner, op: "update", linked: partner },
    ...changed,
    { title: "destroy removes it", operation: "destroy", declared: partner, op: "delete", linked: undefined },
  ];
}

/** Plays the life, and stops at the first step that differs from what is expected. */
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

/** Uses the Pulumi CLI on PATH, otherwise the small engine of the examples. State is kept in a temporary folder. */
async function openStack(homeDirectory: string, { programFolder }: Life): Promise<PulumiStack> {
  const options: StackOptions = {
    projectDirectory: programFolder,
    stackName: "acceptance",
    homeDirectory,
    passphrase: randomBytes(16).toString("hex"),
    environment: ownEnvironment(),
  };
  if ((await findCli()) === undefined) return engineStack(options);
  const { cliStack } = await import("../../examples/cli/stack.js");
  return cliStack(options);
}

/** Leaves out the user's Pulumi account, backend and settings. */
function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PULUMI|PAL_AZURE)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
}

async function playStep(stack: PulumiStack, life: Life, step: Step): Promise<LifeStep> {
  const { own, credential } = life;
  const { tenantId, objectId } = own.caller.session.identity;
  await step.before?.(own);
  // By the environment: stack config would be set on a command line, where every user of the machine can read it.
  const declared = JSON.stringify({ partnerId: step.declared, expect: { tenantId, objectId }, credential });
  // Throws after Ctrl-C, and where somebody else has linked the identity: the operation would replace that link.
  await own.check();
  const result = await stack[step.operation]({
    ...(step.gate === undefined ? {} : { expectNoChanges: step.gate }),
    environment: { PAL_AZURE_DECLARED: declared },
  });
  const live = linkedIn(await own.ask("GET"));
  const linked = live.kind === "linked" ? live.partnerId : undefined;
  const misses = missesOf(step, result, live.kind === "unclear" ? "unclear" : linked);
  return { title: step.title, misses, ...(misses.length === 0 ? {} : { output: result.output }) };
}

function missesOf({ op, fails, linked }: Step, result: OperationResult, found: string | undefined): string[] {
  const isOnRow = ({ urn }: { readonly urn?: string }): boolean => urn?.endsWith("::acceptance") === true;
  const ops = result.steps.filter(isOnRow).map((one) => one.op);
  const says = result.diagnostics.some((one) => isOnRow(one) && one.message.includes(fails ?? ""));
  return [
    ...((result.exitCode !== 0) === (fails !== undefined) ? [] : [`exit code ${result.exitCode}`]),
    ...(fails === undefined || says ? [] : [`no message on the row with "${fails}"`]),
    ...(op === undefined || ops.includes(op) ? [] : [`operation ${ops.join(", ") || "none"} instead of ${op}`]),
    ...(found === linked ? [] : [`linked to ${found ?? "none"} instead of ${linked ?? "none"}`]),
  ];
}
