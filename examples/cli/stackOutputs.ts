import { runtime } from "@pulumi/pulumi";
import type { ExportedStack } from "./types";

const { specialSecretSig, specialSigKey } = runtime;

interface StateResource {
  readonly type?: unknown;
  readonly outputs?: unknown;
}

/** The stack's outputs in an exported deployment, secrets as `"[secret]"`. */
export function stackOutputs(stack: ExportedStack): Readonly<Record<string, unknown>> {
  const resources = stack.deployment["resources"];
  const all = Array.isArray(resources) ? (resources as readonly StateResource[]) : [];
  const own = all.find((resource) => resource.type === "pulumi:pulumi:Stack");
  return (withoutSecrets(own?.outputs ?? {}) ?? {}) as Readonly<Record<string, unknown>>;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const record = value as Record<string, unknown>;
  if (record[specialSigKey] === specialSecretSig) return "[secret]";
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
