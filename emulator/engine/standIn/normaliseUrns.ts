import type { ResourceState } from "./resourceState";
import { createUrn, formatProviderReference, parseProviderReference, parseUrn, stackType } from "./urn";

/** The same resources with every reference to a former URN put right, and the former URNs forgotten. */
export function normaliseUrns(resources: readonly ResourceState[]): ResourceState[] {
  const renamed = new Map<string, string>();
  for (const { urn, parent, aliases } of resources) {
    for (const alias of aliases) renamed.set(alias, urn);
    const newParent = renamed.get(parent);
    if (newParent !== undefined) {
      const { qualifiedType } = parseUrn(newParent);
      const { stack, project, type, name } = parseUrn(urn);
      if (qualifiedType !== stackType) renamed.set(urn, createUrn({ stack, project }, type, name, qualifiedType));
    }
  }
  if (renamed.size === 0) return [...resources];
  return resources.map((resource) => rename(resource, (urn) => renamed.get(urn) ?? urn));
}

function rename(resource: ResourceState, current: (urn: string) => string): ResourceState {
  const { provider, propertyDependencies } = resource;
  return {
    ...resource,
    urn: current(resource.urn),
    parent: current(resource.parent),
    provider: provider === "" ? "" : renameProvider(provider, current),
    dependencies: resource.dependencies.map(current),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, urns]) => [name, urns.map(current)]),
    ),
    aliases: [],
  };
}

function renameProvider(reference: string, current: (urn: string) => string): string {
  const { urn, id } = parseProviderReference(reference);
  return formatProviderReference({ urn: current(urn), id });
}
