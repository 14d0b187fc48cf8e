import type { ExportedStack } from "../../../examples/cli";

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

/** Name of a resource: the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** One resource for a recording. */
export function viewOf(resource: StateResource): Record<string, unknown> {
  const fields = resource as unknown as Readonly<Record<string, unknown>>;
  const parent = resource.parent?.includes("pulumi:pulumi:Stack::") ? undefined : resource.parent;
  const dependencies = (resource.dependencies ?? []).map(nameOf);
  return {
    ...(parent === undefined ? {} : { parent: nameOf(parent) }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...Object.fromEntries(shown.flatMap((key) => (isTelling(fields[key]) ? [[key, fields[key]]] : []))),
  };
}

function isTelling(value: unknown): boolean {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return value !== undefined && value !== null && value !== false && value !== "" && !isEmptyList;
}
