import { randomUUID } from "node:crypto";
import { DynamicProvider } from "./dynamicProvider";
import { EchoProvider } from "./echoProvider";
import {
  type CheckRequest,
  type CheckResult,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  noDiff,
  type Provider,
  type ReadRequest,
  type ReadResult,
  type UpdateRequest,
  type UpdateResult,
} from "./provider";
import type { ResourceState } from "./resourceState";
import type { Surroundings } from "./surroundings";
import { formatProviderReference, packageOf, parseProviderReference, parseUrn } from "./urn";
import { isEqual } from "./valueDiff";
import { copyMap, type PropertyMap } from "./values";

/** The package whose resources are served by the SDK's own process. */
const dynamicPackage = "pulumi-nodejs";

/** Id of a provider that a preview would create. */
const unknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The providers of one operation by reference; and, for provider resources, the provider that manages them. */
export class ProviderRegistry implements Provider {
  private readonly providers = new Map<string, Provider>();

  constructor(
    private readonly surroundings: Surroundings,
    private readonly dryRun: boolean,
  ) {}

  get(reference: string): Provider | undefined {
    return this.providers.get(reference);
  }

  /** Makes a provider available as the state knows it, unless it is available already. */
  load({ urn, id, inputs }: ResourceState): void {
    const reference = formatProviderReference({ urn, id });
    if (!this.providers.has(reference)) this.providers.set(reference, this.provider(urn, inputs));
  }

  /** Makes the provider of a resource available, out of the resources of the state. */
  ensure(reference: string, resources: readonly ResourceState[]): void {
    if (reference === "" || this.providers.has(reference)) return;
    const { urn, id } = parseProviderReference(reference);
    const state = resources.find((resource) => resource.urn === urn && resource.id === id);
    if (state === undefined) throw new Error(`could not find provider ${reference}`);
    this.load(state);
  }

  /** A provider that is known under another URN from now on. */
  alias(urn: string, oldUrn: string): void {
    for (const [reference, provider] of [...this.providers]) {
      const { urn: known, id } = parseProviderReference(reference);
      if (known === oldUrn) this.providers.set(formatProviderReference({ urn, id }), provider);
    }
  }

  check({ news }: CheckRequest): Promise<CheckResult> {
    return Promise.resolve({ inputs: copyMap(news), failures: [] });
  }

  /** A changed configuration updates the provider: its process is then another one, under the same id. */
  diff({ oldOutputs, newInputs }: DiffRequest): Promise<DiffResult> {
    return Promise.resolve({ ...noDiff, changes: isEqual(oldOutputs, newInputs) ? "none" : "some" });
  }

  create(urn: string, inputs: PropertyMap): Promise<CreateResult> {
    const id = this.dryRun ? unknownId : randomUUID();
    this.providers.set(formatProviderReference({ urn, id }), this.provider(urn, inputs));
    return Promise.resolve({ id, outputs: copyMap(inputs) });
  }

  read({ id, outputs }: ReadRequest): Promise<ReadResult> {
    return Promise.resolve({ id, outputs });
  }

  async update({ urn, id, newInputs }: UpdateRequest): Promise<UpdateResult> {
    const reference = formatProviderReference({ urn, id });
    const former = this.providers.get(reference);
    this.providers.set(reference, this.provider(urn, newInputs));
    await former?.close();
    return { outputs: copyMap(newInputs) };
  }

  async delete({ urn, id }: ReadRequest): Promise<void> {
    const reference = formatProviderReference({ urn, id });
    const provider = this.providers.get(reference);
    this.providers.delete(reference);
    await provider?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.providers.values()].map((provider) => provider.close()));
  }

  private provider(urn: string, config: PropertyMap): Provider {
    const isDynamic = packageOf(parseUrn(urn).type) === dynamicPackage;
    if (isDynamic) return new DynamicProvider(this.surroundings, urn, config, this.dryRun);
    return new EchoProvider(this.surroundings.messages, this.dryRun);
  }
}
