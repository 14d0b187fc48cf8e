import { join } from "node:path";
import { sdkOf } from "../../examples/engine/sdk";
import { freeHost, type OnLine } from "./hostProcess";

/** One run of the SDK's provider process, as the engine starts it. */
export interface ProviderRun {
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the program. */
  readonly folder: string;
  /** `127.0.0.1:PORT`. */
  readonly engine: string;
  /** Takes what the process prints, its port aside. */
  readonly onLine: OnLine;
}

const fasterClock = join(__dirname, "fasterClock.js");

/** Starts a run; `stop` ends it, a second time does nothing. */
export async function startRun(run: ProviderRun): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const { environment, folder, engine, onLine } = run;
  const host = freeHost("providerHost.js", sdkOf(__dirname).dynamicProviderPath, environment, [fasterClock]);
  let tellPort: ((port: string) => void) | undefined;
  const port = new Promise<string>((resolve) => (tellPort = resolve));
  const early: string[] = [];
  const over = host.run({ environment, folder, args: [engine] }, (line, from) => {
    if (tellPort === undefined) return onLine(line, from);
    if (from === "stdout") {
      tellPort(line);
      tellPort = undefined;
      return;
    }
    early.push(line);
    onLine(line, from);
  });
  const failed = host.ended.then(() => {
    throw new Error(`the provider process ended before it was ready: ${early.join("\n")}`);
  });
  const address = `127.0.0.1:${await Promise.race([port, failed])}`;
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    host.send("over");
    await over;
  };
  return { address, stop: () => (stopping ??= stop()) };
}
