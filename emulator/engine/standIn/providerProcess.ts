import { providerConfig } from "./config";
import { NodeProcess } from "./childProcess";
import type { Surroundings } from "./surroundings";

/** A process of the SDK that serves dynamic providers. */
export interface ProviderProcess {
  readonly address: string;
  stop(): Promise<void>;
}

/** Lines of one process's output belong together, and apart from every other's. */
let lastStreamId = 0;

function nextStreamId(): number {
  lastStreamId += 1;
  return lastStreamId;
}

/** Starts a process and waits for the port that it prints first. */
export async function startProviderProcess(surroundings: Surroundings): Promise<ProviderProcess> {
  const { sdk, project, engineAddress } = surroundings;
  const [streamId, errorStreamId] = [nextStreamId(), nextStreamId()];
  let tellPort: (port: string) => void = () => undefined;
  let isReady = false;
  const port = new Promise<string>((resolve) => (tellPort = resolve));
  const child = new NodeProcess({
    args: [sdk.dynamicProviderPath, engineAddress],
    cwd: project.programDirectory,
    environment: providerEnvironment(surroundings),
    onLine: (line, from) => {
      if (!isReady && from === "stdout") {
        isReady = true;
        tellPort(line);
      } else if (line.trim() !== "") {
        const isError = from === "stderr";
        surroundings.messages.say(isError ? "info#err" : "info", line, "", {
          streamId: isError ? errorStreamId : streamId,
        });
      }
    },
  });
  const address = await Promise.race([
    port.then((number) => `127.0.0.1:${number}`),
    child.ended.then((code) => {
      throw new Error(`the dynamic provider's process ended with ${code ?? "a signal"} before it was ready`);
    }),
  ]);
  return { address, stop: () => child.stop() };
}

function providerEnvironment({ project, config, environment }: Surroundings): Record<string, string> {
  const options = Object.entries(project.runtimeOptions).map(([name, value]) => [
    `PULUMI_RUNTIME_${name.toUpperCase()}`,
    String(value),
  ]);
  return {
    ...environment,
    ...(Object.fromEntries(options) as Record<string, string>),
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_PROJECT: project.name,
    ...providerConfig(config),
  };
}
