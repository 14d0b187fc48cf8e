import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { sdkOf } from "../../../examples/engine/sdk";
import { serveEngine } from "../../../examples/engine/servers";
import { type Callbacks, connect, inPlain, type Properties } from "./callbacks";

/** A folder that the package is found from. */
const repository = resolve(__dirname, "../../..");
const preloads = ["examples/engine/lazyModules.js", "test/support/fasterClock.js"].flatMap((file) => [
  "--require",
  resolve(repository, file),
]);
const { dynamicProviderPath } = sdkOf(__dirname);
/** Pauses before a retry are so many times shorter than usual. */
const fasterWaits = "20";

export interface ProviderOptions {
  /** Variables of the process; none is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stack config by full key. */
  readonly config?: Properties;
  /** Folder of the Pulumi project. */
  readonly folder?: string;
}

/** What a provider said through the engine. */
export interface LogCall {
  readonly urn: string;
  readonly severity: string;
  readonly message: string;
  readonly ephemeral: boolean;
}

/** The SDK's dynamic-provider process, started as the engine starts it. */
export interface Provider extends Callbacks {
  /** The callbacks with results as they cross the wire, secrets marked. */
  readonly onWire: Callbacks;
  /** What it said through the engine, about one resource when a URN is given. */
  readonly logs: (urn?: string) => readonly LogCall[];
  /** Every line it printed but the port; complete once it has stopped. */
  readonly printed: () => readonly string[];
  /** Ends the process, and waits until all that it printed has been read. */
  readonly stop: () => Promise<void>;
}

export async function startProvider({
  environment,
  config = {},
  folder = repository,
}: ProviderOptions): Promise<Provider> {
  const logs: LogCall[] = [];
  const engine = await serveEngine((severity, message, urn, ephemeral) => {
    logs.push({ urn, severity, message, ephemeral });
  });
  const child = spawn(process.execPath, [...preloads, dynamicProviderPath, engine.address], {
    cwd: folder,
    // No PATH to find the user's Azure CLI on.
    env: {
      PATH: __dirname,
      PULUMI_PROJECT: "links",
      PULUMI_NODEJS_PROJECT: "links",
      PAL_FASTER_WAITS: fasterWaits,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  const ended = once(child, "close");
  const callbacks = connect(`127.0.0.1:${await portOf(child, printed)}`);
  await callbacks.configure(config);
  return {
    ...inPlain(callbacks),
    onWire: callbacks,
    logs: (urn) => logs.filter((log) => urn === undefined || log.urn === urn),
    printed: () => printed,
    stop: async () => {
      callbacks.close();
      // A second time it does nothing.
      child.kill();
      await ended;
      engine.close();
    },
  };
}

/** The first line on stdout; all others are kept. */
function portOf({ stdout, stderr, exitCode }: ChildProcess, printed: string[]): Promise<string> {
  if (stdout === null || stderr === null) throw new Error("the process has no pipes");
  createInterface({ input: stderr }).on("line", (line) => printed.push(line));
  return new Promise((tellPort, reject) => {
    let isReady = false;
    createInterface({ input: stdout })
      .on("line", (line) => {
        if (isReady) printed.push(line);
        isReady = true;
        tellPort(line);
      })
      .on("close", () => {
        reject(new Error(`the provider process ended (${exitCode ?? "by a signal"}): ${printed.join("\n")}`));
      });
  });
}
