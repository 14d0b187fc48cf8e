import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientCertificate, startEmulator } from "partner-admin-link-emulator";
import { startProvider } from "../../callbacks/harness/providerProcess";
import type { Processes } from "./play";

const hour = 3_600_000;

/** Time-outs that are to be met are so many times shorter. */
const bounds = 30;

/** Starts all that cells are played with. */
export async function openProcesses(): Promise<Processes & { readonly close: () => Promise<void> }> {
  let ahead = 0;
  const emulator = await startEmulator({ now: () => Date.now() + ahead });
  const folder = await mkdtemp(join(tmpdir(), "partner-admin-link-"));
  const { certificate, pem } = await createClientCertificate();
  const path = join(folder, "certificate.pem");
  await writeFile(path, pem, { mode: 0o600 });
  const start = (faster: Record<string, string> = {}) =>
    startProvider({ environment: { ...emulator.environment, ...faster } });
  const [provider, impatient, next] = await Promise.all([
    start(),
    start({ PAL_FASTER_BOUNDS: String(bounds) }),
    start(),
  ]);
  return {
    emulator,
    provider,
    impatient,
    next,
    setClock: (hours) => {
      ahead = hours * hour;
    },
    certificate: { pem: certificate, path },
    close: async () => {
      await Promise.all([provider.stop(), impatient.stop(), next.stop()]);
      await emulator.close();
      await rm(folder, { recursive: true });
    },
  };
}
