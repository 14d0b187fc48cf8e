import { runtime } from "@pulumi/pulumi";
import type { ExportedStack } from "partner-admin-link-emulator/engine";
import { nameOf } from "./callbackRecords";
import { sorted } from "./json";

/** A resource as a deployment holds it, as far as scenarios look at it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What is told of a resource beside its parent and dependencies; a key that the deployment leaves out is left out. */
const shown = [
  "id",
  "external",
  "delete",
  "protect",
  "retainOnDelete",
  "taint",
  "pendingReplacement",
  "initErrors",
  "additionalSecretOutputs",
  "aliases",
  "inputs",
  "outputs",
];

/** The program's own resources in a deployment: neither the stack nor providers. */
export function programResources(stack: ExportedStack): StateResource[] {
  const resources = (stack.deployment["resources"] ?? []) as readonly StateResource[];
  return resources.filter(({ type }) => type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:"));
}

const { specialSecretSig, specialSigKey } = runtime;

/** One resource for the transcript. */
export function viewOf(resource: StateResource): Record<string, unknown> {
  const fields = resource as unknown as Readonly<Record<string, unknown>>;
  const parent = resource.parent?.includes("pulumi:pulumi:Stack::") ? undefined : resource.parent;
  const dependencies = (resource.dependencies ?? []).map(nameOf);
  return {
    ...(parent === undefined ? {} : { parent: nameOf(parent) }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...Object.fromEntries(
      shown.flatMap((key) => (isTelling(fields[key]) ? [[key, sorted(withoutCiphertext(fields[key]))]] : [])),
    ),
  };
}

/** An engine may encrypt the same secret anew each time it writes the state. */
function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCiphertext);
  if (value === null || typeof value !== "object") return value;
  const record = value as Readonly<Record<string, unknown>>;
  if (record[specialSigKey] === specialSecretSig) return { [specialSigKey]: specialSecretSig };
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, withoutCiphertext(inner)]));
}

function isTelling(value: unknown): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return value !== undefined && value !== null && value !== false && value !== "" && !isEmptyList;
}
