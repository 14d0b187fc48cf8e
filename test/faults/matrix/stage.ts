import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClientCertificate, startEmulator } from "partner-admin-link-emulator";
import { startProvider } from "../../callbacks/harness/providerProcess";
import type { Stage } from "./play";

const hour = 3_600_000;

/** So many times faster than usual: pauses between attempts, and time-outs where one is to be met. */
const waits = 20;
const bounds = 30;

/** Starts all that cells are played with. */
export async function openStage(): Promise<Stage & { readonly close: () => Promise<void> }> {
  let ahead = 0;
  const emulator = await startEmulator({ now: () => Date.now() + ahead });
  const folder = await mkdtemp(join(tmpdir(), "partner-admin-link-"));
  const { certificate, pem } = await createClientCertificate();
  const path = join(folder, "certificate.pem");
  await writeFile(path, pem, { mode: 0o600 });
  const clock = `--require ${JSON.stringify(join(__dirname, "../../support/fasterClock.js"))}`;
  const start = (faster: Record<string, string>) =>
    startProvider({ environment: { ...emulator.environment, NODE_OPTIONS: clock, ...faster } });
  const patient = { PAL_FASTER_WAITS: String(waits) };
  const [provider, impatient, next] = await Promise.all([
    start(patient),
    start({ ...patient, PAL_FASTER_BOUNDS: String(bounds) }),
    start(patient),
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
