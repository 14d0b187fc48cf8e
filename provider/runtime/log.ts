import { createRequire } from "node:module";
import type { Client } from "@grpc/grpc-js";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";
import type { LogRequest as LogRequestType, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { withCode } from "../errors";
import { singleLine } from "../text";

type Severity = "info" | "warning";

/** Ends a warning, for logs to be searched by; part of the interface. */
export type WarningCode =
  /** The live link is not as declared. */
  | "PAL_DRIFT"
  /** The partner is not the expected one. */
  | "PAL_EXPECTATION_FAILED"
  /** Two resources declare the link of one identity. */
  | "PAL_IDENTITY_HELD"
  /** There is no link any more, or its identity is gone. */
  | "PAL_LINK_GONE"
  /** A link was left in place. */
  | "PAL_LINK_KEPT"
  /** Another partner is linked, and that link may not be replaced. */
  | "PAL_LINK_EXISTS"
  /** A transform added what is no argument. */
  | "PAL_UNKNOWN_ARGUMENT"
  /** The link, or its partner's name, could not be read. */
  | "PAL_NOT_VERIFIED"
  /** An earlier write got no response and may still be applied. */
  | "PAL_WRITE_PENDING";

interface EngineClient extends Client {
  log(request: LogRequestType, options: { deadline: number }, done: (error: Error | null) => void): void;
}

interface Connection {
  readonly client: EngineClient;
  readonly LogRequest: new () => LogRequestType;
  readonly severities: Readonly<Record<Severity, LogSeverity>>;
}

let connection: Connection | undefined;
const reported = new Set<string>();
const deadline = 15_000;

function connect(): Connection {
  if (connection !== undefined) return connection;
  // The SDK brings gRPC; a second copy of ours, or none under pnpm, would not do.
  const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = sdk("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  const { EngineClient } = sdk("./proto/engine_grpc_pb.js") as {
    EngineClient: new (address: string, credentials: unknown) => EngineClient;
  };
  const { LogRequest, LogSeverity: severity } = sdk("./proto/engine_pb.js") as typeof EngineMessages;
  const address = process.argv.at(-1) ?? "";
  connection = {
    client: new EngineClient(address, grpc.credentials.createInsecure()),
    LogRequest,
    severities: { info: severity.INFO, warning: severity.WARNING },
  };
  return connection;
}

async function logToEngine(urn: string, severity: Severity, message: string, ephemeral: boolean): Promise<void> {
  const { client, LogRequest, severities } = connect();
  const request = new LogRequest();
  request.setSeverity(severities[severity]);
  request.setUrn(urn);
  request.setMessage(message);
  request.setEphemeral(ephemeral);
  await new Promise<void>((resolve, reject) => {
    client.log(request, { deadline: Date.now() + deadline }, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/**
 * Puts a line on the resource's own row, once a process; on the stack's row when the engine does not take it. Never
 * fails: a message that cannot be shown must not break what it is about.
 */
async function report(urn: string, severity: Severity, text: string, ephemeral = false): Promise<void> {
  const message = singleLine(text);
  const key = `${urn} ${message}`;
  if (reported.has(key)) return;
  reported.add(key);
  try {
    if (!/:\d+$/.test(process.argv.at(-1) ?? "")) throw new Error("no engine address");
    await logToEngine(urn, severity, message, ephemeral);
  } catch {
    if (!ephemeral) console.error(`${severity}: ${message}`);
  }
}

export const log = {
  warning: (urn: string, code: WarningCode, text: string): Promise<void> =>
    report(urn, "warning", withCode(text, code)),
  info: (urn: string, text: string): Promise<void> => report(urn, "info", text),
  /** Progress beside the row, of which nothing stays. */
  status: (urn: string, text: string): Promise<void> => report(urn, "info", text, true),
};
