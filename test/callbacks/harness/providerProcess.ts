import { resolve } from "node:path";
import { serveEngine } from "../../../examples/engine/servers";
import { startRun } from "../../support/providerRun";
import { type Callbacks, connect, inPlain, type Properties } from "./callbacks";

/** A folder that the package is found from. */
const repository = resolve(__dirname, "../../..");
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
  const printed: string[] = [];
  const run = await startRun({
    folder,
    engine: engine.address,
    onLine: (line) => printed.push(line),
    // No PATH to find the user's Azure CLI on.
    environment: {
      PATH: __dirname,
      PULUMI_PROJECT: "links",
      PULUMI_NODEJS_PROJECT: "links",
      PAL_FASTER_WAITS: fasterWaits,
      ...environment,
    },
  });
  const callbacks = connect(run.address);
  await callbacks.configure(config);
  return {
    ...inPlain(callbacks),
    onWire: callbacks,
    logs: (urn) => logs.filter((log) => urn === undefined || log.urn === urn),
    printed: () => printed,
    stop: async () => {
      callbacks.close();
      await run.stop();
      engine.close();
    },
  };
}
