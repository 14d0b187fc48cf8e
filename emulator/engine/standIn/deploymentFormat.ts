import { createHash } from "node:crypto";
import type { ExportedStack } from "../types";
import type { Crypter } from "./encryption";
import { newState, type ResourceState } from "./resourceState";
import { isMap, type PropertyMap, type PropertyValue, ResourceReference, Secret, Unknown } from "./values";
import { decodeReference, resourceSignature, secretSignature, signatureKey, unknownText } from "./wire";

/** The format of `pulumi stack export`. */
const formatVersion = 3;

export interface PendingOperation {
  readonly resource: ResourceState;
  readonly type: "creating" | "updating" | "deleting" | "reading";
}

/** A stack as its state file tells it. */
export interface Checkpoint {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

type Fields = Record<string, unknown>;

/** A checkpoint as Pulumi writes it, secrets encrypted. `version` is the engine's. */
export function toDeployment(checkpoint: Checkpoint, crypter: Crypter, version: string): ExportedStack {
  const resources = checkpoint.resources.map((resource) => resourceFields(resource, crypter));
  const pending = checkpoint.pendingOperations.map(({ resource, type }) => ({
    resource: resourceFields(resource, crypter),
    type,
  }));
  return {
    version: formatVersion,
    deployment: {
      manifest: { time: new Date().toISOString(), magic: createHash("sha256").update(version).digest("hex"), version },
      secrets_providers: { type: "passphrase", state: { salt: crypter.salt } },
      ...(resources.length === 0 ? {} : { resources }),
      ...(pending.length === 0 ? {} : { pending_operations: pending }),
      metadata: {},
    },
  };
}

/** Reads a deployment that Pulumi or this stand-in wrote. */
export function fromDeployment(stack: ExportedStack, crypter: Crypter): Checkpoint {
  if (stack.version !== formatVersion)
    throw new Error(`the engine stand-in reads deployments of version 3, not ${stack.version}`);
  const resources = (stack.deployment["resources"] ?? []) as readonly Fields[];
  const pending = (stack.deployment["pending_operations"] ?? []) as readonly { resource: Fields; type: string }[];
  return {
    resources: resources.map((fields) => resourceFrom(fields, crypter)),
    pendingOperations: pending.map(({ resource, type }) => ({
      resource: resourceFrom(resource, crypter),
      type: type as PendingOperation["type"],
    })),
  };
}

/** Salt of the passphrase secrets provider that a deployment was written with. */
export function saltOf(stack: ExportedStack): string | undefined {
  const provider = stack.deployment["secrets_providers"] as { type?: string; state?: { salt?: string } } | undefined;
  if (provider?.type !== undefined && provider.type !== "passphrase") {
    throw new Error(
      `the engine stand-in knows the secrets provider "passphrase", not ${JSON.stringify(provider.type)}`,
    );
  }
  return provider?.state?.salt;
}

function resourceFields(state: ResourceState, crypter: Crypter): Fields {
  const { others, aliases: _aliases, inputs, outputs, urn, custom, ...rest } = state;
  const told = Object.entries(rest).filter(([, value]) => isTelling(value));
  return {
    urn,
    custom,
    ...Object.fromEntries(told),
    ...propertyFields("inputs", inputs, crypter),
    ...propertyFields("outputs", outputs, crypter),
    ...others,
  };
}

function isTelling(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== "" && value !== false && value !== undefined;
}

function propertyFields(name: string, properties: PropertyMap, crypter: Crypter): Fields {
  return Object.keys(properties).length === 0 ? {} : { [name]: serialise(properties, crypter) };
}

const known = new Set([
  ...["urn", "type", "custom", "id", "parent", "inputs", "outputs", "provider", "dependencies"],
  ...["propertyDependencies", "protect", "taint", "external", "delete", "pendingReplacement", "initErrors"],
  ...["additionalSecretOutputs", "retainOnDelete", "ignoreChanges", "replaceOnChanges", "customTimeouts"],
  ...["created", "modified", "aliases"],
]);

function resourceFrom(fields: Fields, crypter: Crypter): ResourceState {
  const entries = Object.entries(fields);
  const others = Object.fromEntries(entries.filter(([name]) => !known.has(name)));
  const own = Object.fromEntries(entries.filter(([name]) => known.has(name))) as unknown as ResourceState;
  return newState({
    ...own,
    inputs: deserialise(fields["inputs"] ?? {}, crypter) as PropertyMap,
    outputs: deserialise(fields["outputs"] ?? {}, crypter) as PropertyMap,
    customTimeouts: fields["customTimeouts"] ?? {},
    aliases: [],
    others,
  });
}

function serialise(value: PropertyValue, crypter: Crypter): unknown {
  if (value instanceof Secret) {
    value.ciphertext ??= crypter.encrypt(JSON.stringify(serialise(value.element, crypter)));
    return { [signatureKey]: secretSignature, ciphertext: value.ciphertext };
  }
  if (value instanceof Unknown) return unknownText;
  if (value instanceof ResourceReference) return serialiseReference(value, crypter);
  if (Array.isArray(value)) return value.map((item) => serialise(item, crypter));
  if (!isMap(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, serialise(value[key] ?? null, crypter)]));
}

function serialiseReference({ urn, id, packageVersion }: ResourceReference, crypter: Crypter): Fields {
  return {
    [signatureKey]: resourceSignature,
    urn,
    ...(id === undefined ? {} : { id: serialise(id, crypter) }),
    packageVersion: packageVersion ?? "",
  };
}

function deserialise(value: unknown, crypter: Crypter): PropertyValue {
  if (Array.isArray(value)) return value.map((item) => deserialise(item, crypter));
  if (typeof value !== "object" || value === null) return (value ?? null) as PropertyValue;
  const fields = value as Fields;
  if (fields[signatureKey] === secretSignature) return deserialiseSecret(fields, crypter);
  if (fields[signatureKey] === resourceSignature) return decodeReference(fields);
  return Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, deserialise(inner, crypter)]));
}

/** `stack export --show-secrets` gives the plain text in place of the ciphertext. */
function deserialiseSecret({ ciphertext, plaintext }: Fields, crypter: Crypter): Secret {
  if (typeof plaintext === "string") return new Secret(deserialise(JSON.parse(plaintext), crypter));
  const text = String(ciphertext);
  return new Secret(deserialise(JSON.parse(crypter.decrypt(text)), crypter), text);
}
