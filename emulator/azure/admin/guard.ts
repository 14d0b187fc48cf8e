import type { Context } from "hono";
import type { Env } from "../exchange";
import { InvalidInput } from "../validate";

/** An admin request that is not done. */
export class AdminRefusal extends Error {
  override readonly name = "AdminRefusal";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const loopbackAddresses: readonly (string | undefined)[] = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

/**
 * Lets only programs on this machine through that mean the emulator. A web page in a browser of this machine reaches
 * loopback too: its requests carry an Origin, or, after DNS rebinding, another name in Host.
 *
 * @throws AdminRefusal with status 403.
 */
export function requireLoopback(context: Context<Env>, origin: string): void {
  const { port } = new URL(origin);
  const { socket, headers } = context.env.incoming;
  const isLocal = loopbackAddresses.includes(socket.remoteAddress);
  const isAddressed = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`].includes(headers.host ?? "");
  if (!isLocal || !isAddressed || headers.origin !== undefined) {
    throw new AdminRefusal(403, "Admin routes are for programs on this machine, by an address of loopback.");
  }
}

/** The answer to a request that failed in an expected way; anything else is thrown on. */
export function refusalOf(error: unknown): Response {
  if (error instanceof AdminRefusal) {
    return Response.json({ error: { message: error.message } }, { status: error.status });
  }
  if (error instanceof InvalidInput) {
    return Response.json({ error: { message: error.message } }, { status: 400 });
  }
  throw error;
}
