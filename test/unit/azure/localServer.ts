import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of this machine, whose answers a test gives one after the other; the last one is repeated. */
export interface LocalServer {
  readonly origin: string;
  /** The requests that came. */
  readonly requests: readonly IncomingMessage[];
  /** Answers so from now on. */
  readonly answer: (...script: readonly RequestListener[]) => void;
  readonly close: () => Promise<void>;
}

export async function openServer(host: "127.0.0.1" | "::1" = "127.0.0.1"): Promise<LocalServer> {
  let answers: RequestListener[] = [];
  let requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  }).listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${host === "::1" ? "[::1]" : host}:${port}`,
    get requests() {
      return requests;
    },
    answer: (...script) => {
      answers = [...script];
      requests = [];
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function replying(status: number, body = "", headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

/** A connection that ends before an answer. */
export const reset: RequestListener = (request) => request.socket.destroy();

/** A body that ends half way. */
export const cutHalfWay: RequestListener = (request, response) => {
  response.writeHead(200, { "content-length": "100" }).write("half of ", () => request.socket.destroy());
};
