import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Emulator } from "../../../emulator/azure";

export interface SignInRequest {
  readonly block?: Readonly<Record<string, unknown>>;
  /** Stack config by full key, such as `azure-native:clientId`. */
  readonly config?: Readonly<Record<string, string>>;
  /** The whole environment, for the package and for the Azure SDKs. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Tenant of the link that is asked about. */
  readonly homeTenantId?: string;
  /** How many ask at once. Default 1. */
  readonly times?: number;
  /** Whether what earlier requests left in the package counts, as within one run of Pulumi. */
  readonly sameRun?: boolean;
  /** Whether the service is asked for the identity's link, which proves that it takes the token. */
  readonly look?: boolean;
}

export interface SignedInAs {
  /** Claims of the access token. */
  readonly tenantId: string;
  readonly objectId: string;
  readonly partnerId?: string;
}

export interface SignInError {
  readonly code?: string;
  readonly message: string;
  readonly serviceCode?: string;
  readonly retryable?: boolean;
  /** The error in every way in which it could be printed: causes, stack and hidden properties included. */
  readonly printed: string;
}

export interface SignInOutcome {
  readonly identities: readonly SignedInAs[];
  readonly errors: readonly SignInError[];
}

/** The built package in a process that trusts the emulator. */
export interface Provider {
  signIn(request: SignInRequest): Promise<SignInOutcome>;
  close(): Promise<void>;
}

/** Starts a process; requests are answered one after the other. */
export function openProvider(emulator: Emulator): Provider {
  const child = fork(join(__dirname, "providerProcess.js"), [], {
    env: { NODE_EXTRA_CA_CERTS: emulator.caCertificatePath, PAL_FASTER_WAITS: "10" },
    execArgv: ["--require", join(__dirname, "../../support/fasterClock.js")],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let before: Promise<unknown> = Promise.resolve();
  return {
    signIn: (request) => {
      const outcome = before.then(() => ask(child, { environment: emulator.environment, ...request }));
      before = outcome.catch(() => undefined);
      return outcome;
    },
    close: async () => {
      if (!child.connected) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

function ask(child: ChildProcess, request: SignInRequest): Promise<SignInOutcome> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => {
      reject(new Error(`the provider's process ended with code ${String(code)}`));
    };
    child.once("exit", ended);
    child.once("message", (outcome) => {
      child.off("exit", ended);
      resolve(outcome as SignInOutcome);
    });
    child.send(request);
  });
}
