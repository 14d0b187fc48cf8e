import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ClientSecret,
  type Emulator,
  type Operation,
  type SignInMethod,
  startEmulator,
} from "partner-admin-link-emulator";
import {
  cliStack,
  type ConfigValue,
  type PulumiStack,
  type StackOptions,
  standInStack,
} from "partner-admin-link-emulator/engine";
import { nameOf } from "./callbackRecords";
import type { ProgramDeclaration } from "./declaration";
import { flaggedCli } from "./flaggedCli";
import { directory, identityOf, secretOf, subjectOf } from "./identities";
import type { Scenario } from "./scenario";
import { programResources } from "./stateView";
export type EngineKind = PulumiStack["engine"]["kind"];

const programDirectory = join(__dirname, "..", "program");
const preload = join(__dirname, "..", "..", "support", "recordCallbacks.js");

/** A stack of its own on an emulator of its own, and what a scenario may do to both. */
export interface World {
  readonly emulator: Emulator;
  /** Another object once the stack is configured anew. */
  stack: PulumiStack;
  /** What the stack was opened with. */
  readonly stackOptions: StackOptions;
  /** Folder of everything this run writes. */
  readonly folder: string;
  /** File in which the provider's callbacks are recorded. */
  readonly callbackFile: string;
  /** Variables of the operations from now on, over the scenario's. */
  variables: Readonly<Record<string, string>>;
  /** Flags of the CLI's operations from now on. */
  flags: readonly string[];
  /** Makes the program declare this from now on. */
  declare(program: ProgramDeclaration): void;
  /** URN of the resource of that name in the state. */
  urnOf(name: string): Promise<string>;
  /** Sets these keys of the stack config from now on. */
  configure(config: Readonly<Record<string, ConfigValue>>): Promise<void>;
  /** The variables that sign a principal in, by its secret unless another method is named. */
  variablesOf(identity: string, method?: SignInMethod): Readonly<Record<string, string>>;
  /** The ID token of the next run of an identity's pipeline; those of earlier runs are no longer accepted. */
  issueToken(identity: string): Promise<string>;
  /** Every ID token of a run so far: none may be found in a transcript. */
  readonly tokens: readonly string[];
  /** Gives the machine another system-assigned identity. */
  assignToMachine(identity: string): void;
  /** Links an identity behind Pulumi's back; with `null`, removes its link, which leaves a tombstone. */
  setLink(identity: string, partnerId: string | null): void;
  /** Removes an identity's link without leaving a tombstone. */
  eraseLink(identity: string): void;
  /** Makes Entra refuse an identity's secret from now on. */
  revokeSecret(identity: string): void;
  /** Lets an identity sign in with one more secret. */
  addSecret(identity: string, secret: ClientSecret): void;
  /** Deletes an identity from its tenant. */
  removePrincipal(identity: string): void;
  /** Makes the service answer the next call of an operation with a status, without acting on it. */
  fail(operation: Operation, status: number): void;
  close(): Promise<void>;
}

/** Opens a world for a scenario. */
export async function openWorld(
  scenario: Pick<Scenario, "config" | "directory" | "environment">,
  engine: EngineKind,
): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-scenario-")));
  const emulator = await startEmulator({ directory: scenario.directory ?? directory });
  const close = async (): Promise<void> => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return await openStack(scenario, engine, { emulator, folder, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openStack(
  scenario: Pick<Scenario, "config" | "environment">,
  engine: EngineKind,
  place: Pick<World, "emulator" | "folder" | "close">,
): Promise<World> {
  const { emulator, folder } = place;
  const declarationFile = join(folder, "declaration.json");
  const callbackFile = join(folder, "callbacks.jsonl");
  const open = async (options: StackOptions): Promise<PulumiStack> =>
    engine === "cli" ? await cliStack(options, await flaggedCli(flagsOf)) : await standInStack(options);
  const flagsOf = (operation: string): readonly string[] =>
    ["preview", "up", "refresh"].includes(operation) ? world.flags : [];
  const stackOptions: StackOptions = {
    projectDirectory: programDirectory,
    stackName: "test",
    homeDirectory: join(folder, "home"),
    passphrase: "scenarios",
    environment: {
      ...emulator.environment,
      ...scenario.environment,
      NODE_OPTIONS: `--require "${preload}"`,
      PAL_DECLARATION: declarationFile,
      PAL_RECORD_CALLBACKS: callbackFile,
    },
    ...(scenario.config === undefined ? {} : { config: scenario.config }),
  };
  const world: World = {
    ...place,
    stack: await open(stackOptions),
    stackOptions,
    callbackFile,
    variables: {},
    flags: [],
    declare: (program: ProgramDeclaration): void => {
      writeFileSync(declarationFile, JSON.stringify(program));
    },
    configure: async (config) => {
      world.stack = await open({ ...stackOptions, config: { ...stackOptions.config, ...config } });
    },
    urnOf: async (name: string): Promise<string> => urnIn(await world.stack.exportStack(), name),
    ...signIns(emulator),
    ...outsideHands(emulator),
  };
  return world;
}

/** What principals and their pipelines sign in with. */
function signIns(emulator: Emulator): Pick<World, "variablesOf" | "issueToken" | "tokens" | "assignToMachine"> {
  const tokens: string[] = [];
  return {
    tokens,
    variablesOf: (identity, method = "clientSecret") => {
      const variables = emulator.environmentFor(identityOf(identity), { method });
      return Object.fromEntries(Object.entries(variables).filter(([name]) => !(name in emulator.environment)));
    },
    issueToken: async (identity) => {
      const { tenantId, objectId } = identityOf(identity);
      const subjectOfRun = (number: number): string => `${subjectOf(identity)}:run:${number}`;
      emulator.removeFederatedCredential(tenantId, objectId, subjectOfRun(tokens.length));
      const subject = subjectOfRun(tokens.length + 1);
      emulator.addFederatedCredential(tenantId, objectId, { subject });
      const token = await emulator.issueOidcToken({ subject });
      tokens.push(token);
      return token;
    },
    assignToMachine: (identity) => {
      const { machine, ...others } = emulator.directory;
      emulator.setDirectory({ ...others, machine: { ...machine, managedIdentity: identityOf(identity) } });
    },
  };
}

type OutsideHands = "setLink" | "eraseLink" | "revokeSecret" | "addSecret" | "removePrincipal" | "fail";

/** What happens behind Pulumi's back. */
function outsideHands(emulator: Emulator): Pick<World, OutsideHands> {
  return {
    setLink: (identity, partnerId) => {
      const { tenantId, objectId } = identityOf(identity);
      emulator.setLink(tenantId, objectId, partnerId);
    },
    eraseLink: (identity) => {
      const { tenantId, objectId } = identityOf(identity);
      emulator.setLink(tenantId, objectId, null, { erase: true });
    },
    revokeSecret: (identity) => {
      const { tenantId, objectId } = identityOf(identity);
      emulator.removeSecret(tenantId, objectId, secretOf(identity));
    },
    addSecret: (identity, secret) => {
      const { tenantId, objectId } = identityOf(identity);
      emulator.addSecret(tenantId, objectId, secret);
    },
    removePrincipal: (identity) => {
      const { tenantId, objectId } = identityOf(identity);
      emulator.removePrincipal(tenantId, objectId);
    },
    fail: (operation, status) => {
      emulator.addFault({ operation, effect: { kind: "status", status } });
    },
  };
}

function urnIn(state: Awaited<ReturnType<PulumiStack["exportStack"]>>, name: string): string {
  const found = programResources(state).find(({ urn }) => nameOf(urn) === name);
  if (found === undefined) throw new Error(`the state holds no ${name}`);
  return found.urn;
}
