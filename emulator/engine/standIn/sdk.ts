import { createRequire } from "node:module";
import { join } from "node:path";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

/** As much of `@grpc/grpc-js` as is used here. */
interface Grpc {
  readonly Server: new (options: object) => GrpcServer;
  readonly ServerCredentials: { createInsecure(): unknown };
  readonly credentials: { createInsecure(): ConstructorParameters<typeof ResourceProviderClient>[1] };
  readonly status: { readonly UNKNOWN: number; readonly UNAVAILABLE: number; readonly UNIMPLEMENTED: number };
}

export interface GrpcServer {
  addService(service: object, handlers: object): void;
  bindAsync(address: string, credentials: unknown, bound: (error: Error | null, port: number) => void): void;
  forceShutdown(): void;
}

/** The Pulumi SDK that the project has installed: its messages, its gRPC library and the programs it ships. */
export interface Sdk {
  readonly grpc: Grpc;
  readonly struct: typeof import("google-protobuf/google/protobuf/struct_pb");
  readonly empty: typeof import("google-protobuf/google/protobuf/empty_pb");
  readonly engine: typeof import("@pulumi/pulumi/proto/engine_pb");
  readonly engineService: typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  readonly resource: typeof import("@pulumi/pulumi/proto/resource_pb");
  readonly resourceService: typeof import("@pulumi/pulumi/proto/resource_grpc_pb");
  readonly provider: typeof import("@pulumi/pulumi/proto/provider_pb");
  readonly providerService: typeof import("@pulumi/pulumi/proto/provider_grpc_pb");
  readonly status: typeof import("@pulumi/pulumi/proto/status_pb");
  /** Runs a program. */
  readonly runPath: string;
  /** Serves dynamic providers. */
  readonly dynamicProviderPath: string;
  /** Reads a YAML document, with the library that the SDK reads its own with. */
  readonly parseYaml: (text: string) => unknown;
  /** Channel options without which a message of more than 4 MB is refused. */
  readonly channelOptions: object;
}

/** Largest message, in bytes, as the SDK itself sets it. */
const maxMessageSize = 400 * 1024 * 1024;

/**
 * Loads the SDK that the project resolves, and its libraries from where it resolves them: a second copy of any of them
 * would not accept the other's messages.
 *
 * @throws when the project has no `@pulumi/pulumi`.
 */
export function loadSdk(projectDirectory: string): Sdk {
  const manifest = createRequire(join(projectDirectory, "/")).resolve("@pulumi/pulumi/package.json");
  const load = createRequire(manifest);
  return {
    grpc: load("@grpc/grpc-js") as Grpc,
    struct: load("google-protobuf/google/protobuf/struct_pb") as Sdk["struct"],
    empty: load("google-protobuf/google/protobuf/empty_pb") as Sdk["empty"],
    engine: load("./proto/engine_pb") as Sdk["engine"],
    engineService: load("./proto/engine_grpc_pb") as Sdk["engineService"],
    resource: load("./proto/resource_pb") as Sdk["resource"],
    resourceService: load("./proto/resource_grpc_pb") as Sdk["resourceService"],
    provider: load("./proto/provider_pb") as Sdk["provider"],
    providerService: load("./proto/provider_grpc_pb") as Sdk["providerService"],
    status: load("./proto/status_pb") as Sdk["status"],
    runPath: load.resolve("./cmd/run/index.js"),
    dynamicProviderPath: load.resolve("./cmd/dynamic-provider/index.js"),
    parseYaml: (load("js-yaml") as { load: (text: string) => unknown }).load,
    channelOptions: { "grpc.max_receive_message_length": maxMessageSize },
  };
}
