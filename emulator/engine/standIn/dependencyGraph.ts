import { dependencyUrns, type ResourceState } from "./resourceState";

/**
 * Who depends on whom, over a list in which everything comes after what it depends on. The same URN can stand in it more
 * than once: a replaced resource stays until it is deleted.
 */
export class DependencyGraph {
  private readonly index: Map<ResourceState, number>;

  constructor(private readonly resources: readonly ResourceState[]) {
    this.index = new Map(resources.map((resource, index) => [resource, index]));
  }

  has(resource: ResourceState): boolean {
    return this.index.has(resource);
  }

  /** Lets a state stand where another one stands: a refreshed resource for the one in the state file. */
  alias(resource: ResourceState, existing: ResourceState): void {
    const index = this.index.get(existing);
    if (index !== undefined) this.index.set(resource, index);
  }

  /** What a resource depends on directly, its provider and its parent among it, with the children of components it depends on. */
  dependenciesOf(resource: ResourceState): Set<ResourceState> {
    const before = this.resources.slice(0, this.index.get(resource) ?? 0);
    const urns = new Set(dependencyUrns(resource));
    const dependencies = new Set(before.filter(({ urn }) => urns.has(urn) || urn === resource.parent));
    for (const component of [...dependencies].filter(({ urn, custom }) => !custom && urns.has(urn))) {
      for (const descendant of descendantsOf(component.urn, before)) dependencies.add(descendant);
    }
    return dependencies;
  }

  transitiveDependenciesOf(resource: ResourceState): Set<ResourceState> {
    const found = new Set<ResourceState>();
    const frontier = [resource];
    for (let next = frontier.pop(); next !== undefined; next = frontier.pop()) {
      for (const dependency of this.dependenciesOf(next)) {
        if (!found.has(dependency)) frontier.push(dependency);
        found.add(dependency);
      }
    }
    return found;
  }

  /** What depends on a resource, directly or not, in the order of the list; `ignored` URNs and what hangs on them alone left out. */
  dependingOn(resource: ResourceState, ignored: ReadonlySet<string>, includeChildren: boolean): ResourceState[] {
    const urns = new Set([resource.urn]);
    const found: ResourceState[] = [];
    for (const candidate of this.resources.slice((this.index.get(resource) ?? this.resources.length) + 1)) {
      const depends =
        dependencyUrns(candidate).some((urn) => urns.has(urn)) || (includeChildren && urns.has(candidate.parent));
      if (depends && !ignored.has(candidate.urn)) {
        found.push(candidate);
        urns.add(candidate.urn);
      }
    }
    return found;
  }
}

function descendantsOf(urn: string, resources: readonly ResourceState[]): ResourceState[] {
  const urns = new Set([urn]);
  return resources.filter((resource) => {
    if (!urns.has(resource.parent)) return false;
    urns.add(resource.urn);
    return true;
  });
}
