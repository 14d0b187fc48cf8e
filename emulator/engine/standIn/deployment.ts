import { DependencyGraph } from "./dependencyGraph";
import { withoutDanglingReferences } from "./danglingReferences";
import type { Journal } from "./journal";
import type { Provider } from "./provider";
import type { ProviderRegistry } from "./providerRegistry";
import type { ResourceState } from "./resourceState";
import type { Snapshot } from "./snapshot";
import { isProviderType, type UrnScope } from "./urn";

/** How an operation treats resources. */
export interface DeploymentOptions {
  readonly dryRun: boolean;
  /** Read every resource of the state first. */
  readonly refresh: boolean;
  /** End after that. */
  readonly refreshOnly: boolean;
  /** Let the program say which resources to refresh, with the provider it declares. */
  readonly refreshProgram: boolean;
  /** Run the program for its providers, then delete everything. */
  readonly destroyProgram: boolean;
  readonly targets: ReadonlySet<string>;
  readonly replaceTargets: ReadonlySet<string>;
  readonly parallel: number;
  readonly parallelDiff: boolean;
}

/** What the parts of one operation share. */
export class Deployment {
  /** Resources of the state by URN, without those that wait to be deleted. */
  olds: ReadonlyMap<string, ResourceState> = new Map();
  graph: DependencyGraph = new DependencyGraph([]);

  constructor(
    readonly options: DeploymentOptions,
    readonly scope: UrnScope,
    readonly journal: Journal,
    readonly snapshot: Snapshot,
    readonly registry: ProviderRegistry,
  ) {
    this.index();
  }

  /** The resources of the state, as far as the operation has not replaced it by what it found. */
  get resources(): readonly ResourceState[] {
    return this.snapshot.base;
  }

  isKnown(urn: string): boolean {
    return this.resources.some((resource) => resource.urn === urn);
  }

  /** What manages a resource. */
  providerOf({ type, provider, urn }: ResourceState): Provider {
    if (isProviderType(type)) return this.registry;
    const found = this.registry.get(provider);
    if (found === undefined) throw new Error(`unknown provider '${provider}' for resource ${urn}`);
    return found;
  }

  /** Puts refreshed resources in the place of those they were, and drops those that are gone. */
  rebuild(refreshed: ReadonlyMap<ResourceState, ResourceState | undefined>): void {
    const resources = this.resources.flatMap((resource) => {
      const now = refreshed.has(resource) ? refreshed.get(resource) : resource;
      return now === undefined ? [] : [now];
    });
    this.snapshot.base = withoutDanglingReferences(resources);
    this.snapshot.changed();
    this.index();
  }

  private index(): void {
    this.olds = new Map(this.resources.flatMap((resource) => (resource.delete ? [] : [[resource.urn, resource]])));
    this.graph = new DependencyGraph(this.resources);
  }
}
