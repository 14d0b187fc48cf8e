export const stackType = "pulumi:pulumi:Stack";

export interface Scope {
  readonly stack: string;
  readonly project: string;
}

/** The URN of a resource. Its parent's types are part of it, the stack's are not. */
export function createUrn({ stack, project }: Scope, type: string, name: string, parent = ""): string {
  const { qualifiedType: parentType } = parseUrn(parent);
  const isBelowStack = parentType === "" || parentType === stackType;
  return `urn:pulumi:${stack}::${project}::${isBelowStack ? type : `${parentType}$${type}`}::${name}`;
}

export function parseUrn(urn: string) {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { qualifiedType, type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
}
