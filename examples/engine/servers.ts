import { callbackify } from "node:util";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engineProto from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Diagnostic } from "../cli/types";
import type { Deployment } from "./deployment";
import { Empty, fromStruct, grpc, toStruct } from "./sdk";

export interface RpcServer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  close(): void;
}

type Handler = (request: never) => object | Promise<object>;

/** Serves one service on a free loopback port. */
export async function serve(service: object, handlers: Readonly<Record<string, Handler>>): Promise<RpcServer> {
  const server = new grpc.Server();
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    callbackify(async ({ request }: { readonly request: never }) => await handler(request)),
  ]);
  type Service = Parameters<typeof server.addService>;
  server.addService(service as Service[0], Object.fromEntries(wrapped) as Service[1]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const severities = new Map<number, Diagnostic["severity"]>([
  [engineProto.LogSeverity.INFO, "info"],
  [engineProto.LogSeverity.WARNING, "warning"],
  [engineProto.LogSeverity.ERROR, "error"],
]);

/** The URN is empty for what is about no resource. */
type Say = (severity: Diagnostic["severity"], text: string, urn: string, isEphemeral: boolean) => void;

/** Serves `pulumirpc.Engine`: takes what programs and providers have to say. */
export function serveEngine(say: Say): Promise<RpcServer> {
  let rootUrn = "";
  return serve(EngineService, {
    log: (request: engineProto.LogRequest) => {
      const severity = severities.get(request.getSeverity()) ?? "debug";
      say(severity, request.getMessage(), request.getUrn(), request.getEphemeral());
      return new Empty();
    },
    getRootResource: () => new engineProto.GetRootResourceResponse().setUrn(rootUrn),
    setRootResource: (request: engineProto.SetRootResourceRequest) => {
      rootUrn = request.getUrn();
      return new engineProto.SetRootResourceResponse();
    },
  });
}

/**
 * Serves `pulumirpc.ResourceMonitor`: deals with what a program registers, one after the other. After a failure the
 * program gets no answer any more, and has nothing to say about it.
 */
export function serveMonitor(deployment: Deployment, onFailure: (error: unknown) => void): Promise<RpcServer> {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result;
    return new Promise((resolve) => {
      result.then(resolve, onFailure);
    });
  };
  const refuse = (what: string) => () => inTurn(() => Promise.reject(unsupported(what)));
  return serve(ResourceMonitorService, {
    supportsFeature: (request: proto.SupportsFeatureRequest) =>
      new proto.SupportsFeatureResponse().setHassupport(request.getId() === "secrets"),
    registerResource: (request: proto.RegisterResourceRequest) => inTurn(() => register(deployment, request)),
    registerResourceOutputs: (request: proto.RegisterResourceOutputsRequest) =>
      inTurn(() => {
        deployment.setOutputs(request.getUrn(), fromStruct(request.getOutputs()));
        return new Empty();
      }),
    readResource: refuse("reading resources"),
    invoke: refuse("functions of other packages"),
    call: refuse("methods of other packages"),
  });
}

async function register(
  deployment: Deployment,
  request: proto.RegisterResourceRequest,
): Promise<proto.RegisterResourceResponse> {
  refuseUnsupported(request);
  const { urn, id, outputs } = await deployment.register({
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent(),
    inputs: fromStruct(request.getObject()),
    ...(request.getDeletebeforereplacedefined() ? { deleteBeforeReplace: request.getDeletebeforereplace() } : {}),
  });
  return new proto.RegisterResourceResponse().setUrn(urn).setId(id).setObject(toStruct(outputs));
}

/** What is not known here is refused rather than passed over. */
function refuseUnsupported(request: proto.RegisterResourceRequest): void {
  const type = request.getType();
  const refused = [
    [`resources of other packages (${type})`, request.getCustom() && !type.startsWith("pulumi-nodejs:")],
    ["remote components", request.getRemote()],
    ["import", request.getImportid() !== ""],
    ["aliases", request.getAliasurnsList().length > 0],
    ["ignoreChanges", request.getIgnorechangesList().length > 0],
    ["replaceOnChanges", request.getReplaceonchangesList().length > 0],
    ["additionalSecretOutputs", request.getAdditionalsecretoutputsList().length > 0],
    ["protect", request.getProtect() === true],
    ["retainOnDelete", request.getRetainondelete() === true],
    ["deletedWith", request.getDeletedwith() !== ""],
    ["replaceWith", request.getReplaceWithList().length > 0],
  ] as const;
  const found = refused.find(([, isUsed]) => isUsed)?.[0];
  if (found !== undefined) throw unsupported(found);
}

function unsupported(what: string): Error {
  return new Error(`examples/engine does not support ${what}; use the Pulumi CLI`);
}
