import type { ResourceState } from "./resourceState";

/** Takes out, in place, dependencies on resources that are not there any more; children go to the next parent that is. */
export function withoutDanglingReferences(resources: readonly ResourceState[]): readonly ResourceState[] {
  const present = new Set<string>();
  const parents = new Map<string, string>();
  const all = new Set(resources.map(({ urn }) => urn));
  const keep = (urns: readonly string[]): string[] => urns.filter((urn) => present.has(urn));
  for (const resource of resources) {
    resource.dependencies = keep(resource.dependencies);
    const properties = Object.entries(resource.propertyDependencies).map(([name, urns]) => [name, keep(urns)] as const);
    resource.propertyDependencies = Object.fromEntries(properties.filter(([, urns]) => urns.length > 0));
    if (!all.has(resource.parent)) resource.parent = parents.get(resource.parent) ?? "";
    parents.set(resource.urn, resource.parent);
    present.add(resource.urn);
  }
  return resources;
}
