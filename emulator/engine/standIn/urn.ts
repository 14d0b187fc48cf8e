export const stackType = "pulumi:pulumi:Stack";
const providerTypePrefix = "pulumi:providers:";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Types of the resource's parents, outermost first, and its own, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

export function parseUrn(urn: string): UrnParts {
  const [stack = "", project = "", qualifiedType = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, qualifiedType, type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}

/** Which stack of which project a URN belongs to. */
export interface UrnScope {
  readonly stack: string;
  readonly project: string;
}

/** The URN of a resource. A parent's types are part of it, the stack's are not. */
export function createUrn(scope: UrnScope, type: string, name: string, parentType = ""): string {
  const isBelowStack = parentType === "" || parentType === stackType;
  const qualifiedType = isBelowStack ? type : `${parentType}$${type}`;
  return `urn:pulumi:${scope.stack}::${scope.project}::${qualifiedType}::${name}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerTypePrefix);
}

export function providerType(packageName: string): string {
  return providerTypePrefix + packageName;
}

/** The package that a resource type or a provider type belongs to. */
export function packageOf(type: string): string {
  const [first = "", , third = ""] = type.split(":");
  return isProviderType(type) ? third : first;
}

/** How a provider is named in a resource's state: its URN and its id. */
export interface ProviderReference {
  readonly urn: string;
  readonly id: string;
}

export function parseProviderReference(reference: string): ProviderReference {
  const end = reference.lastIndexOf("::");
  return { urn: reference.slice(0, end), id: reference.slice(end + 2) };
}

export function formatProviderReference({ urn, id }: ProviderReference): string {
  return `${urn}::${id}`;
}

/** A provider that the engine made by itself. */
export function isDefaultProvider(urn: string): boolean {
  const { type, name } = parseUrn(urn);
  return isProviderType(type) && (name === "default" || name.startsWith("default_"));
}
