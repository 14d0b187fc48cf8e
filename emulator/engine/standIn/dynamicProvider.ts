import type {
  CheckRequest,
  CheckResult,
  CreateResult,
  DiffRequest,
  DiffResult,
  Provider,
  ReadRequest,
  ReadResult,
  UpdateRequest,
  UpdateResult,
} from "./provider";
import { ProviderClient } from "./providerClient";
import { startProviderProcess, type ProviderProcess } from "./providerProcess";
import { markSecretsLike } from "./secretMarks";
import type { Surroundings } from "./surroundings";
import type { PropertyMap } from "./values";
import { containsUnknown, copyMap } from "./values";

interface Connection {
  readonly process: ProviderProcess;
  readonly client: ProviderClient;
}

/**
 * Node.js dynamic providers, served by a process of the SDK that is started with the first call. The process takes
 * secrets in plain text only, so that what it answers is marked secret here like what it was asked.
 */
export class DynamicProvider implements Provider {
  private connection: Promise<Connection> | undefined;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly urn: string,
    private readonly config: PropertyMap,
    private readonly dryRun: boolean,
  ) {}

  async check(request: CheckRequest): Promise<CheckResult> {
    const { client } = await this.connected();
    const { inputs, failures } = await client.check(request);
    if (!this.dryRun) requireKnown(inputs);
    markSecretsLike(inputs, request.news);
    return { inputs, failures };
  }

  async diff(request: DiffRequest): Promise<DiffResult> {
    const { client } = await this.connected();
    return client.diff(request);
  }

  /** In a preview the inputs stand for the outputs: the SDK's process does not take part in it. */
  async create(urn: string, inputs: PropertyMap): Promise<CreateResult> {
    if (this.dryRun) return { id: "", outputs: copyMap(inputs) };
    const { client } = await this.connected();
    const result = await client.create(urn, inputs);
    if (result.id === "") throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
    requireKnown(result.outputs);
    markSecretsLike(result.outputs, inputs);
    return result;
  }

  async read(request: ReadRequest): Promise<ReadResult> {
    const { client } = await this.connected();
    const result = await client.read(request);
    requireKnown(result.outputs);
    if (result.inputs !== undefined) markSecretsLike(result.inputs, request.inputs);
    markSecretsLike(result.outputs, request.outputs);
    return result;
  }

  async update(request: UpdateRequest): Promise<UpdateResult> {
    if (this.dryRun) return { outputs: copyMap(request.newInputs) };
    const { client } = await this.connected();
    const result = await client.update(request);
    requireKnown(result.outputs);
    markSecretsLike(result.outputs, request.newInputs);
    return result;
  }

  async delete(request: ReadRequest): Promise<void> {
    const { client } = await this.connected();
    await client.delete(request);
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    connection?.client.close();
    await connection?.process.stop();
  }

  private connected(): Promise<Connection> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private async connect(): Promise<Connection> {
    const process = await startProviderProcess(this.surroundings);
    const client = new ProviderClient(this.surroundings.sdk, process.address, this.dryRun);
    try {
      await client.ready();
      await client.configure(this.urn, this.config);
    } catch (error) {
      client.close();
      await process.stop();
      throw error;
    }
    return { process, client };
  }
}

function requireKnown(properties: PropertyMap): void {
  const name = Object.keys(properties).find((key) => containsUnknown(properties[key] ?? null));
  if (name !== undefined) throw new Error(`unexpected unknown property value for ${JSON.stringify(name)}`);
}
