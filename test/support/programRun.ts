import { programProcess, type Surroundings } from "../../examples/engine/processes";
import { freeHost } from "./hostProcess";

/** Runs a program as the engine does. `ended` resolves however it ends; `stop` ends it before. */
export function startProgramRun(surroundings: Surroundings, monitorAddress: string, isPreview: boolean) {
  const { script, args, folder, environment } = programProcess(surroundings, monitorAddress, isPreview);
  const host = freeHost("programHost.js", script, environment);
  const ended = host.run({ environment, folder, args }, surroundings.onLine);
  const stop = async (): Promise<void> => {
    if (!host.isFree) await host.close();
  };
  return { ended, stop };
}
