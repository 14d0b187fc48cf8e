import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type ClientSecret,
  type Emulator,
  type Operation,
  type SignInMethod,
  startEmulator,
} from "partner-admin-link-emulator";
import type { ConfigValue, ExportedStack, ImportFile } from "../../../examples/cli";
import type { ProgramDeclaration } from "./declaration";
import { directory, identityOf, knownGuids, secretNames, secretOf, subjectOf } from "./identities";
import { Names } from "./names";
import type { Scenario } from "./scenario";

/** The program of every scenario: it declares what the file says that `PAL_DECLARATION` names. */
export const programFolder = join(__dirname, "..", "program");

/** What a scenario may do to the stack; where no engine runs, a recording has what comes of it. */
export interface StackHands {
  /** `pulumi state taint`, of the resource of that name. */
  taint(name: string): Promise<void>;
  /** `pulumi state delete`, of the resource of that name. */
  deleteState(name: string): Promise<void>;
  /** `pulumi stack import`. */
  importStack(stack: ExportedStack): Promise<void>;
  /** `pulumi import --file`. */
  importResources(file: ImportFile): Promise<void>;
  /** `pulumi config set`, of these keys. */
  configure(config: Readonly<Record<string, ConfigValue>>): Promise<void>;
}

/** An emulator of its own, a program, and what a scenario may do to both. */
export interface World {
  readonly emulator: Emulator;
  /** Folder of everything this run writes. */
  readonly folder: string;
  /** What a scenario does to the stack goes through this. */
  hands: StackHands;
  /** Stack config of the operations from now on. */
  config: Readonly<Record<string, ConfigValue>>;
  /** Variables of every operation. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables of the operations from now on, over the scenario's. */
  variables: Readonly<Record<string, string>>;
  /** Makes the program declare this from now on. */
  declare(program: ProgramDeclaration): void;
  /** What the program declares now. */
  declaration(): ProgramDeclaration | undefined;
  /** Sets these keys of the stack config from now on. */
  configure(config: Readonly<Record<string, ConfigValue>>): Promise<void>;
  /** What this run's own values are called in a recording. */
  names(): Names;
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

/** Where no engine runs. */
const nothing = (): Promise<void> => Promise.resolve();
const noHands: StackHands = {
  taint: nothing,
  deleteState: nothing,
  importStack: nothing,
  importResources: nothing,
  configure: nothing,
};

/** Opens a world for a scenario; {@link World.hands} do nothing yet. */
export async function openWorld(scenario: Pick<Scenario, "config" | "directory" | "environment">): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-scenario-")));
  const emulator = await startEmulator({ directory: scenario.directory ?? directory });
  const declarationFile = join(folder, "declaration.json");
  let declared: ProgramDeclaration | undefined;
  const world: World = {
    emulator,
    folder,
    hands: noHands,
    config: scenario.config ?? {},
    environment: { ...emulator.environment, ...scenario.environment, PAL_DECLARATION: declarationFile },
    variables: {},
    declare: (program: ProgramDeclaration): void => {
      declared = program;
      writeFileSync(declarationFile, JSON.stringify(program));
    },
    declaration: () => declared,
    configure: async (config) => {
      world.config = { ...world.config, ...config };
      await world.hands.configure(config);
    },
    names: () => namesOf(world),
    close: async (): Promise<void> => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
    ...signIns(emulator),
    ...outsideHands(emulator),
  };
  return world;
}

function namesOf({ emulator, folder, tokens, variables }: World): Names {
  const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = variables;
  return new Names({
    named: {
      ...secretNames,
      ...Object.fromEntries(tokens.map((token, index) => [`token ${index + 1}`, token])),
      ...(requestToken === undefined ? {} : { "request token": requestToken }),
      "ca file": emulator.caCertificatePath,
      "emulator files": dirname(emulator.caCertificatePath),
      emulator: emulator.host,
      run: folder,
      project: process.cwd(),
    },
    knownGuids,
  });
}

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
