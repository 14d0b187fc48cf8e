import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { ResourceState } from "./checkpoint";
import { plainConfig, startProvider, type Surroundings } from "./processes";
import { fromStruct, grpc, toStruct } from "./sdk";
import { inPlainText, markSecretsLike, type Properties } from "./values";

/** What became of a creation or an update; `initErrors` says what it left undone. */
export interface Written {
  readonly id: string;
  readonly outputs: Properties;
  readonly initErrors: readonly string[];
}

/**
 * Node.js dynamic providers, served by a process of the SDK that is started with the first call. It takes secrets in
 * plain text only, so that what it answers is marked secret here like what it was asked.
 */
export class DynamicProvider {
  private connection: ReturnType<DynamicProvider["connect"]> | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  async check(olds: Properties, news: Properties) {
    const request = new proto.CheckRequest().setOlds(encode(olds)).setNews(encode(news));
    const response = await this.call<proto.CheckResponse>((client, done) => client.check(request, done));
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    return { inputs: markSecretsLike(fromStruct(response.getInputs()), news), failures };
  }

  /** Compares a resource with inputs; undefined `changes` leaves it to the engine. */
  async diff({ id, outputs }: ResourceState, news: Properties) {
    const request = new proto.DiffRequest().setId(id).setOlds(encode(outputs)).setNews(encode(news));
    const response = await this.call<proto.DiffResponse>((client, done) => client.diff(request, done));
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const answer = response.getChanges();
    const changes = answer === DIFF_SOME ? true : answer === DIFF_NONE ? false : undefined;
    return { changes, replaces: response.getReplacesList(), deleteBeforeReplace: response.getDeletebeforereplace() };
  }

  create({ inputs }: ResourceState): Promise<Written> {
    const request = new proto.CreateRequest().setProperties(encode(inputs));
    return this.write<proto.CreateResponse>(inputs, (client, done) => client.create(request, done));
  }

  async update({ id, outputs }: ResourceState, news: Properties): Promise<Written> {
    const request = new proto.UpdateRequest().setId(id).setOlds(encode(outputs)).setNews(encode(news));
    const written = await this.write<proto.UpdateResponse>(news, (client, done) => client.update(request, done));
    return { ...written, id };
  }

  /** What the resource really is; without an id when it is gone. */
  async read({ id, inputs, outputs }: ResourceState): Promise<Pick<ResourceState, "id" | "inputs" | "outputs">> {
    const request = new proto.ReadRequest().setId(id).setInputs(encode(inputs)).setProperties(encode(outputs));
    const response = await this.call<proto.ReadResponse>((client, done) => client.read(request, done));
    const live = response.getInputs();
    return {
      id: response.getId(),
      inputs: live === undefined ? inputs : markSecretsLike(fromStruct(live), inputs),
      outputs: markSecretsLike(fromStruct(response.getProperties()), outputs),
    };
  }

  async delete({ id, outputs }: ResourceState): Promise<void> {
    const request = new proto.DeleteRequest().setId(id).setProperties(encode(outputs));
    await this.call((client, done) => client.delete(request, done));
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    connection?.client.close();
    await connection?.process.stop();
  }

  /** A write that fails may have done half of what it was asked. */
  private async write<Response extends proto.CreateResponse | proto.UpdateResponse>(
    inputs: Properties,
    start: Start<Response>,
  ): Promise<Written> {
    const written = await this.call(start).then(
      (response) => ({
        id: "getId" in response ? response.getId() : "",
        outputs: fromStruct(response.getProperties()),
        initErrors: [],
      }),
      partialResult,
    );
    return { ...written, outputs: markSecretsLike(written.outputs, inputs) };
  }

  private async call<Response>(start: Start<Response>): Promise<Response> {
    this.connection ??= this.connect();
    const { client } = await this.connection;
    return called((done) => start(client, done));
  }

  private async connect() {
    const process = await startProvider(this.surroundings);
    const client = new ResourceProviderClient(process.address, grpc.credentials.createInsecure());
    const request = new proto.ConfigureRequest().setArgs(toStruct(plainConfig(this.surroundings)));
    await called((done) => client.configure(request, done));
    return { process, client };
  }
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;
type Start<Response> = (client: ResourceProviderClient, done: Done<Response>) => unknown;

interface ServiceError {
  readonly details: string;
  readonly metadata: { get(key: string): readonly (string | Buffer)[] };
}

/** What a callback threw: its message, and what it did nonetheless. */
class ProviderError extends Error {
  constructor(
    message: string,
    readonly status: string | Buffer | undefined,
  ) {
    super(message);
  }
}

function encode(properties: Properties) {
  return toStruct(inPlainText(properties));
}

function called<Response>(start: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null) resolve(response);
      else reject(new ProviderError(error.details, error.metadata.get("grpc-status-details-bin")[0]));
    });
  });
}

/** What a failed write did nonetheless; rethrows when it did nothing. */
function partialResult(error: unknown): Written {
  const status = error instanceof ProviderError && Buffer.isBuffer(error.status) ? error.status : new Uint8Array();
  const details = Status.deserializeBinary(status).getDetailsList();
  const detail = details.find((candidate) => candidate.getTypeName() === "pulumirpc.ErrorResourceInitFailed");
  if (detail === undefined) throw error;
  const failed = proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), outputs: fromStruct(failed.getProperties()), initErrors: failed.getReasonsList() };
}
