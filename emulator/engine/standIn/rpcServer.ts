import type { GrpcServer, Sdk } from "./sdk";

/** A refusal with a gRPC status of its own. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export type Handlers<Message> = Readonly<Record<string, (request: Message) => Promise<unknown>>>;

export interface RpcServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  close(): void;
}

interface Call {
  readonly request: never;
}

type Callback = (error: { code: number; details: string } | null, response?: unknown) => void;

/** Serves one service on a free loopback port. A handler that throws answers with the message of what it threw. */
export async function serve(sdk: Sdk, service: object, handlers: Handlers<never>): Promise<RpcServer> {
  const server = new sdk.grpc.Server({ ...sdk.channelOptions, "grpc.server_max_unrequested_time_in_server": 30 * 60 });
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    (call: Call, callback: Callback) => {
      handler(call.request).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const code = error instanceof RpcError ? error.code : sdk.grpc.status.UNKNOWN;
          callback({ code, details: error instanceof Error ? error.message : String(error) });
        },
      );
    },
  ]);
  server.addService(service, Object.fromEntries(wrapped) as object);
  const port = await bind(server, sdk);
  return {
    address: `127.0.0.1:${port}`,
    close: () => {
      server.forceShutdown();
    },
  };
}

function bind(server: GrpcServer, sdk: Sdk): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
