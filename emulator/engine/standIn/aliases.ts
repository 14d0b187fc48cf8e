import type { Alias } from "./sourceEvents";
import { createUrn, parseUrn, stackType, type UrnScope } from "./urn";

interface Named {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
}

/**
 * The URNs that a resource may be found under beside its own: those that it names, and those that follow from a parent
 * which was found under another URN itself.
 *
 * @param formerUrns - the URN that each resource was found under, by its present URN.
 */
export function aliasUrns(
  scope: UrnScope,
  resource: Named,
  aliases: readonly Alias[],
  formerUrns: ReadonlyMap<string, string>,
): string[] {
  const own = aliases.map((alias) => aliasUrn(scope, resource, alias, formerUrns));
  const formerParent = formerUrns.get(resource.parent);
  if (formerParent === undefined) return [...new Set(own)];
  const inherit = ({ type, name }: Omit<Named, "parent">): string =>
    inheritedUrn(scope, type, name, resource.parent, formerParent);
  return [...new Set([...own, inherit(resource), ...own.map((urn) => inherit(parseUrn(urn)))])];
}

function aliasUrn(scope: UrnScope, resource: Named, alias: Alias, formerUrns: ReadonlyMap<string, string>): string {
  if (alias.urn !== undefined) return alias.urn;
  const named = alias.parent === undefined ? resource.parent : (formerUrns.get(alias.parent) ?? alias.parent);
  const parentType = alias.noParent === true || named === "" ? "" : parseUrn(named).qualifiedType;
  return createUrn(
    { stack: alias.stack ?? scope.stack, project: alias.project ?? scope.project },
    alias.type ?? resource.type,
    alias.name ?? resource.name,
    parentType === stackType ? "" : parentType,
  );
}

/** A child that is named after its parent was named after its parent's former name. */
function inheritedUrn(scope: UrnScope, type: string, name: string, parent: string, formerParent: string): string {
  const [now, former] = [parseUrn(parent).name, parseUrn(formerParent)];
  const formerName = name.startsWith(now) ? former.name + name.slice(now.length) : name;
  return createUrn(scope, type, formerName, former.qualifiedType);
}
