import { createRequire } from "node:module";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";

/** A `google.protobuf.Struct`. */
export type Struct = NonNullable<ReturnType<CheckRequest["getOlds"]>>;

// gRPC and protobuf come from where the SDK finds them: a second copy would not take its messages.
const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");

export const { Empty } = load("google-protobuf/google/protobuf/empty_pb") as { readonly Empty: new () => object };

export const { Struct } = load("google-protobuf/google/protobuf/struct_pb") as {
  readonly Struct: { fromJavaScript(value: object): Struct };
};

/** The program that serves dynamic providers. */
export const dynamicProviderPath = load.resolve("./cmd/dynamic-provider/index.js");
