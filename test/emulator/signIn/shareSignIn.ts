import { createServer } from "node:net";
import { once } from "node:events";
import type { Emulator, EmulatorOptions } from "../../../emulator/azure";
import { shareEmulator } from "../running";
import { type Application, type Applications, prepareApplications } from "./applications";
import type { Method } from "./methods";
import { openProvider, type SignInOutcome, type SignInRequest } from "./openProvider";

/** An emulator, its applications and a process with the built package, which the tests of a file share. */
export interface SharedSignIn {
  readonly running: () => Emulator;
  readonly applications: () => Applications;
  readonly signIn: (request: SignInRequest) => Promise<SignInOutcome>;
  /** Signs in by a method's settings, with its variables beside them. */
  readonly signInBy: (method: Method, who: Application, request: SignInRequest) => Promise<SignInOutcome>;
  readonly start: () => Promise<void>;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

interface Opened {
  readonly applications: Applications;
  readonly provider: ReturnType<typeof openProvider>;
}

export function shareSignIn(options?: EmulatorOptions): SharedSignIn {
  const { running, start, reset, stop } = shareEmulator(options);
  let opened: Opened | undefined;
  const shared = (): Opened => {
    if (opened === undefined) throw new Error("The provider's process runs only while tests do.");
    return opened;
  };
  const withEmulator = (request: SignInRequest, variables: SignInRequest["environment"] = {}): SignInRequest => ({
    ...request,
    environment: { ...running().environment, ...request.environment, ...variables },
  });
  return {
    running,
    applications: () => shared().applications,
    signIn: (request) => shared().provider.signIn(withEmulator(request)),
    signInBy: (method, who, request) =>
      shared().provider.signIn(withEmulator(request, method.variables?.(who, running()))),
    start: async () => {
      await start();
      opened = { applications: await prepareApplications(running()), provider: openProvider(running()) };
    },
    reset,
    stop: async () => {
      await opened?.provider.close();
      opened?.applications.remove();
      await stop();
    },
  };
}

/** `127.0.0.1:PORT` at which nobody listens. */
export async function closedHost(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return `127.0.0.1:${port}`;
}
