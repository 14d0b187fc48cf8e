import { join } from "node:path";
import {
  cliStack,
  type ConfigValue,
  type ExportedStack,
  type CliStack,
  type StackOptions,
} from "../../../examples/cli";
import { looksAhead } from "./engine";
import { flaggedCli } from "./flaggedCli";
import type { Scenario } from "./scenario";
import { nameOf, programResources } from "./stateView";
import { openWorld, programFolder, type World } from "./world";

const repository = join(__dirname, "..", "..", "..");
const preloads = ["examples/engine/lazyModules.js", "test/support/answeredCallbacks.js"].map(
  (file) => `--require "${join(repository, file)}"`,
);

/** A world with a stack of its own on the Pulumi CLI. */
export interface CliWorld extends World {
  /** Another object once the stack is configured anew. */
  stack: CliStack;
  /** What the stack was opened with. */
  readonly stackOptions: StackOptions;
  /** File that tells which callbacks the provider has answered. */
  readonly answeredFile: string;
  /** Flags of the CLI's operations from now on. */
  flags: readonly string[];
  /** URN of the resource of that name in the state. */
  urnOf(name: string): Promise<string>;
}

/** Opens a world whose stack runs on the CLI of PATH. */
export async function openCliWorld(
  scenario: Pick<Scenario, "config" | "directory" | "environment"> = {},
): Promise<CliWorld> {
  const world = await openWorld(scenario);
  try {
    return await openStack(world);
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function openStack(world: World): Promise<CliWorld> {
  const answeredFile = join(world.folder, "answered.txt");
  const stackOptions: StackOptions = {
    projectDirectory: programFolder,
    stackName: "test",
    homeDirectory: join(world.folder, "home"),
    passphrase: "scenarios",
    environment: {
      ...world.environment,
      ...(looksAhead ? {} : { PARTNER_ADMIN_LINK_LOOK_AHEAD: "off" }),
      NODE_OPTIONS: preloads.join(" "),
      PAL_ANSWERED_CALLBACKS: answeredFile,
    },
    config: world.config,
  };
  const flagsOf = (operation: string): readonly string[] =>
    ["preview", "up", "refresh"].includes(operation) ? opened.flags : [];
  const open = async (config: Readonly<Record<string, ConfigValue>>): Promise<CliStack> =>
    await cliStack({ ...stackOptions, config }, await flaggedCli(flagsOf));
  const opened: CliWorld = Object.assign(world, {
    stackOptions,
    answeredFile,
    flags: [],
    stack: await open(world.config),
    urnOf: async (name: string): Promise<string> => urnIn(await opened.stack.exportStack(), name),
  });
  opened.hands = {
    taint: async (name) => opened.stack.taint(await opened.urnOf(name)),
    deleteState: async (name) => opened.stack.deleteState(await opened.urnOf(name)),
    importStack: (stack) => opened.stack.importStack(stack),
    importResources: (file) => opened.stack.importResources(file),
    configure: async (config) => {
      opened.stack = await open({ ...world.config, ...config });
    },
  };
  return opened;
}

function urnIn(state: ExportedStack, name: string): string {
  const found = programResources(state).find(({ urn }) => nameOf(urn) === name);
  if (found === undefined) throw new Error(`the state holds no ${name}`);
  return found.urn;
}
