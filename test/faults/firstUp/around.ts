import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator, FaultRule } from "partner-admin-link-emulator";
import type { Properties } from "../../callbacks/harness/callbacks";
import { environmentOf, someone } from "../../callbacks/harness/principals";

export type Variables = Readonly<Record<string, string>>;

/** What is at hand when a case is set up. */
export interface Surroundings {
  readonly emulator: Emulator;
  /** A file of this content. */
  readonly file: (name: string, content: string) => string;
  /** File with a certificate and its key that no application has. */
  readonly certificate: string;
  /** A proxy that answers each request with 407. */
  readonly proxy: string;
  /** An address where nothing listens. */
  readonly closed: string;
}

export interface Setup {
  readonly environment?: Variables;
  /** Inputs besides the partner ID. */
  readonly inputs?: Properties;
  readonly faults?: readonly FaultRule[];
}

export type Case = readonly [name: string, setup: (around: Surroundings) => Setup];

export const guid = "11111111-2222-4333-8444-555555555555";

/** A service principal that signs in by its secret. */
export function application(emulator: Emulator, changes: Variables = {}): Variables {
  return { ...environmentOf(someone(emulator)), ...changes };
}

export function always(operation: FaultRule["operation"], effect: FaultRule["effect"]): FaultRule {
  return { operation, calls: { from: 1 }, effect };
}

/** A proxy that wants a password. */
export async function startProxy(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer();
  server.on("connect", (_request, socket) => {
    socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
