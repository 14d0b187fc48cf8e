import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/azure";

/** An emulator that the tests of a file share: hand its three steps to `beforeAll`, `beforeEach` and `afterAll`. */
export interface SharedEmulator {
  /** The emulator itself, which exists only while tests run. */
  readonly running: () => Emulator;
  readonly start: () => Promise<void>;
  /** Forgets links, faults, latency and requests. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export function shareEmulator(options?: EmulatorOptions): SharedEmulator {
  let emulator: Emulator | undefined;
  const running = (): Emulator => {
    if (emulator === undefined) {
      throw new Error("The emulator runs only while tests do.");
    }
    return emulator;
  };
  return {
    running,
    start: async () => {
      emulator = await startEmulator(options);
    },
    reset: () => {
      const { links, setLink, clearFaults, clearRequests, setLatency } = running();
      for (const { tenantId, objectId } of links()) {
        setLink(tenantId, objectId, null, { erase: true });
      }
      clearFaults();
      setLatency(0);
      clearRequests();
    },
    stop: () => running().close(),
  };
}
