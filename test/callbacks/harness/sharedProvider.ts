import { type Emulator, type EmulatorOptions, defaultBehaviour, startEmulator } from "partner-admin-link-emulator";
import { type Provider, type ProviderOptions, startProvider } from "./providerProcess";

/** An emulator and a provider process that the tests of a file share: hand its steps to `beforeAll`, `afterEach` and `afterAll`. */
export interface SharedProvider {
  readonly emulator: () => Emulator;
  /** The shared process: it has no credential but what a resource declares. */
  readonly provider: () => Provider;
  /** A process of the test's own, for what a process remembers or reads from its surroundings. */
  readonly fresh: (options?: Partial<ProviderOptions>) => Promise<Provider>;
  readonly start: () => Promise<void>;
  /** Forgets faults, behaviour and requests, and ends the processes of the test; links stay with their principals. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function shareProvider(options?: EmulatorOptions): SharedProvider {
  let running: { emulator: Emulator; provider: Provider } | undefined;
  let extra: Provider[] = [];
  const parts = () => {
    if (running === undefined) throw new Error("The emulator and the provider run only while tests do.");
    return running;
  };
  const stopExtra = async () => {
    const ending = extra;
    extra = [];
    await Promise.all(ending.map((provider) => provider.stop()));
  };
  return {
    emulator: () => parts().emulator,
    provider: () => parts().provider,
    fresh: async ({ environment = {}, ...others } = {}) => {
      const provider = await startProvider({
        ...others,
        environment: { ...parts().emulator.environment, ...environment },
      });
      extra.push(provider);
      return provider;
    },
    start: async () => {
      const emulator = await startEmulator(options);
      running = { emulator, provider: await startProvider({ environment: emulator.environment }) };
    },
    reset: async () => {
      const { emulator } = parts();
      emulator.clearFaults();
      emulator.setLatency(0);
      emulator.setBehaviour(defaultBehaviour);
      emulator.clearRequests();
      await stopExtra();
    },
    stop: async () => {
      await stopExtra();
      await parts().provider.stop();
      await parts().emulator.close();
    },
  };
}

/** What Azure was asked, in order, metadata and discovery aside: `entra.token 200`, `partners.get 404`. */
export function asked({ requests }: Emulator): string[] {
  return requests()
    .filter(({ operation }) => /^(entra\.token|partners?\.)/.test(operation))
    .map(({ operation, status }) => `${operation} ${status}`);
}

/** Those of them that write. */
export function written(emulator: Emulator): string[] {
  return asked(emulator).filter((request) => /^partner\.(create|update|delete)/.test(request));
}
