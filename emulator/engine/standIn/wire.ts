import type { Sdk } from "./sdk";
import { isMap, type PropertyMap, type PropertyValue, ResourceReference, Secret, unknown, Unknown } from "./values";

/** Words that stand for more than themselves in the engine's protocol and in its state files. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
export const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A `google.protobuf.Struct`. */
export interface Struct {
  toJavaScript(): Record<string, unknown>;
}

export interface EncodeOptions {
  /** Keep secrets marked; laid open otherwise. */
  readonly secrets: boolean;
  /** Keep resource references; a resource's id stands for it otherwise. */
  readonly resources: boolean;
  /** Keep unknown values; left out otherwise. */
  readonly unknowns: boolean;
}

/** The properties that a message carries; none for a message without. */
export function decodeStruct(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript());
}

function decodeMap(fields: Record<string, unknown>): PropertyMap {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, decodeValue(value)]));
}

function decodeValue(value: unknown): PropertyValue {
  if (value === unknownText) return unknown;
  if (Array.isArray(value)) return value.map(decodeValue);
  if (typeof value === "object" && value !== null) return decodeObject(value as Record<string, unknown>);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function decodeObject(fields: Record<string, unknown>): PropertyValue {
  switch (fields[signatureKey]) {
    case secretSignature:
      return new Secret(decodeValue(fields["value"]));
    case resourceSignature:
      return decodeReference(fields);
    case outputSignature: {
      const value = "value" in fields ? decodeValue(fields["value"]) : unknown;
      return fields["secret"] === true ? new Secret(value) : value;
    }
    default:
      return decodeMap(fields);
  }
}

export function decodeReference(fields: Record<string, unknown>): ResourceReference {
  const version = fields["packageVersion"];
  return new ResourceReference(
    String(fields["urn"]),
    "id" in fields ? decodeValue(fields["id"]) : undefined,
    typeof version === "string" && version !== "" ? version : undefined,
  );
}

export function encodeStruct(sdk: Sdk, map: PropertyMap, options: EncodeOptions) {
  return sdk.struct.Struct.fromJavaScript(
    encodeMap(map, options) as Parameters<typeof sdk.struct.Struct.fromJavaScript>[0],
  );
}

function encodeMap(map: PropertyMap, options: EncodeOptions): Record<string, unknown> {
  const entries = Object.entries(map).map(([key, value]) => [key, encodeValue(value, options)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function encodeValue(value: PropertyValue, options: EncodeOptions): unknown {
  if (value instanceof Unknown) return options.unknowns ? unknownText : undefined;
  if (value instanceof Secret) return encodeSecret(value, options);
  if (value instanceof ResourceReference) return encodeReference(value, options);
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, options) ?? null);
  return isMap(value) ? encodeMap(value, options) : value;
}

function encodeSecret({ element }: Secret, options: EncodeOptions): unknown {
  const value = encodeValue(element, options);
  return options.secrets ? { [signatureKey]: secretSignature, value: value ?? null } : value;
}

function encodeReference({ urn, id, packageVersion }: ResourceReference, options: EncodeOptions): unknown {
  if (!options.resources) return id === undefined ? urn : encodeValue(id, options);
  return {
    [signatureKey]: resourceSignature,
    urn,
    ...(id === undefined ? {} : { id: encodeValue(id, options) ?? unknownText }),
    ...(packageVersion === undefined ? {} : { packageVersion }),
  };
}
