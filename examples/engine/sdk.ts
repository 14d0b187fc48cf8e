import { createRequire } from "node:module";
import { join } from "node:path";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "./values";

/** A `google.protobuf.Struct`. */
export type Struct = NonNullable<ReturnType<CheckRequest["getOlds"]>>;

// gRPC and protobuf come from where the SDK finds them: a second copy would not take its messages.
const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");

export const { Empty } = load("google-protobuf/google/protobuf/empty_pb") as { readonly Empty: new () => object };

const { Struct } = load("google-protobuf/google/protobuf/struct_pb") as {
  readonly Struct: { fromJavaScript(value: object): Struct };
};

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** The SDK that a project has installed, in processes of its own. */
export interface ProjectSdk {
  readonly version: string;
  /** Runs a program. */
  readonly runPath: string;
  /** Serves dynamic providers. */
  readonly dynamicProviderPath: string;
}

/** @throws when the project has no `@pulumi/pulumi`. */
export function sdkOf(projectDirectory: string): ProjectSdk {
  const loadThere = createRequire(join(projectDirectory, "/"));
  return {
    version: (loadThere("@pulumi/pulumi/package.json") as { readonly version: string }).version,
    runPath: loadThere.resolve("@pulumi/pulumi/cmd/run/index.js"),
    dynamicProviderPath: loadThere.resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js"),
  };
}
