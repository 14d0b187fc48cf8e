import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty, grpc } from "./sdk";

/** What a provider said through the engine. */
export interface LogCall {
  readonly urn: string;
  readonly severity: string;
  readonly message: string;
  readonly ephemeral: boolean;
}

export interface EngineServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  readonly logs: readonly LogCall[];
  close(): void;
}

const severities = new Map(Object.entries(LogSeverity).map(([name, value]) => [value as number, name.toLowerCase()]));

/** Serves as much of `pulumirpc.Engine` as a provider calls, and keeps what it says. */
export async function serveEngine(): Promise<EngineServer> {
  const logs: LogCall[] = [];
  const server = new grpc.Server();
  server.addService(EngineService, {
    log: ({ request }: { request: LogRequest }, done: (error: null, answer: object) => void) => {
      logs.push({
        urn: request.getUrn(),
        severity: severities.get(request.getSeverity()) ?? "unknown",
        message: request.getMessage(),
        ephemeral: request.getEphemeral(),
      });
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    logs,
    close: () => {
      server.forceShutdown();
    },
  };
}
