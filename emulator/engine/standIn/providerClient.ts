import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import type {
  CheckRequest,
  CheckResult,
  CreateResult,
  DiffRequest,
  DiffResult,
  ReadRequest,
  ReadResult,
  UpdateRequest,
  UpdateResult,
} from "./provider";
import type { Sdk } from "./sdk";
import { parseUrn } from "./urn";
import type { PropertyMap } from "./values";
import { decodeStruct, encodeStruct } from "./wire";

type Client = InstanceType<Sdk["providerService"]["ResourceProviderClient"]>;

/** The dynamic provider takes neither secrets nor references, and unknown values in previews alone. */
interface Marshalling {
  readonly unknowns: boolean;
}

const known: Marshalling = { unknowns: false };

/** How long a provider that has printed its port may take until it answers. */
const readinessMs = 10_000;

/** Speaks `pulumirpc.ResourceProvider` with one process. */
export class ProviderClient {
  private readonly client: Client;

  constructor(
    private readonly sdk: Sdk,
    address: string,
    private readonly allowUnknowns: boolean,
  ) {
    this.client = new sdk.providerService.ResourceProviderClient(
      address,
      sdk.grpc.credentials.createInsecure(),
      sdk.channelOptions,
    );
  }

  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.client.waitForReady(Date.now() + readinessMs, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  close(): void {
    this.client.close();
  }

  /** Hands over the configuration; secrets stay marked, and are laid open by the SDK. */
  async configure(urn: string, config: PropertyMap): Promise<void> {
    const request = new this.sdk.provider.ConfigureRequest();
    request.setUrn(urn);
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setArgs(encodeStruct(this.sdk, config, { secrets: true, resources: true, unknowns: true }));
    await call((done) => this.client.configure(request, done));
  }

  async check({ urn, olds, news }: CheckRequest): Promise<CheckResult> {
    const request = named(new this.sdk.provider.CheckRequest(), urn);
    request.setOlds(this.encode(olds ?? {}, this.previewing));
    request.setNews(this.encode(news, this.previewing));
    const response = await call<InstanceType<Sdk["provider"]["CheckResponse"]>>((done) =>
      this.client.check(request, done),
    );
    const failures = response.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    return { inputs: decodeStruct(response.getInputs()), failures };
  }

  async diff({ urn, id, oldInputs, oldOutputs, newInputs, allowUnknowns }: DiffRequest): Promise<DiffResult> {
    const marshalling = { unknowns: this.allowUnknowns || allowUnknowns === true };
    const request = named(new this.sdk.provider.DiffRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.encode(oldInputs, marshalling));
    request.setOlds(this.encode(oldOutputs, marshalling));
    request.setNews(this.encode(newInputs, marshalling));
    const response = await call<DiffResponse>((done) => this.client.diff(request, done));
    return {
      changes: changesOf(response, this.sdk),
      replaceKeys: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      changedKeys: response.getDiffsList(),
    };
  }

  async create(urn: string, inputs: PropertyMap): Promise<CreateResult> {
    const request = named(new this.sdk.provider.CreateRequest(), urn);
    request.setProperties(this.encode(inputs, known));
    try {
      const response = await call<InstanceType<Sdk["provider"]["CreateResponse"]>>((done) =>
        this.client.create(request, done),
      );
      return { id: response.getId(), outputs: decodeStruct(response.getProperties()) };
    } catch (error) {
      return this.partialResult(error);
    }
  }

  async read({ urn, id, inputs, outputs }: ReadRequest): Promise<ReadResult> {
    const request = named(new this.sdk.provider.ReadRequest(), urn);
    request.setId(id);
    request.setInputs(this.encode(inputs, known));
    request.setProperties(this.encode(outputs, known));
    const response = await call<InstanceType<Sdk["provider"]["ReadResponse"]>>((done) =>
      this.client.read(request, done),
    );
    const live = response.getInputs();
    return {
      id: response.getId(),
      outputs: decodeStruct(response.getProperties()),
      ...(live === undefined ? {} : { inputs: decodeStruct(live) }),
    };
  }

  async update({ urn, id, oldInputs, oldOutputs, newInputs }: UpdateRequest): Promise<UpdateResult> {
    const request = named(new this.sdk.provider.UpdateRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.encode(oldInputs, known));
    request.setOlds(this.encode(oldOutputs, known));
    request.setNews(this.encode(newInputs, known));
    try {
      const response = await call<InstanceType<Sdk["provider"]["UpdateResponse"]>>((done) =>
        this.client.update(request, done),
      );
      return { outputs: decodeStruct(response.getProperties()) };
    } catch (error) {
      return this.partialResult(error);
    }
  }

  async delete({ urn, id, inputs, outputs }: ReadRequest): Promise<void> {
    const request = named(new this.sdk.provider.DeleteRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.encode(inputs, known));
    request.setProperties(this.encode(outputs, known));
    await call((done) => this.client.delete(request, done));
  }

  private get previewing(): Marshalling {
    return { unknowns: this.allowUnknowns };
  }

  private encode(properties: PropertyMap, { unknowns }: Marshalling) {
    return encodeStruct(this.sdk, properties, { secrets: false, resources: false, unknowns });
  }

  /** What a failed call did nonetheless; rethrows when it did nothing. */
  private partialResult(error: unknown): CreateResult {
    const status = (error as ProviderError).statusDetails;
    const details = status === undefined ? [] : this.sdk.status.Status.deserializeBinary(status).getDetailsList();
    const detail = details.find((candidate) => candidate.getTypeName() === "pulumirpc.ErrorResourceInitFailed");
    if (detail === undefined) throw error;
    const failed = this.sdk.provider.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    return {
      id: failed.getId(),
      outputs: decodeStruct(failed.getProperties()),
      initErrors: failed.getReasonsList(),
    };
  }
}

/** What a callback threw: its message is all that the engine shows. */
class ProviderError extends Error {
  constructor(
    message: string,
    readonly statusDetails: Uint8Array | undefined,
  ) {
    super(message);
  }
}

interface RpcError {
  readonly details?: string;
  readonly message: string;
  readonly metadata?: { get(key: string): readonly (string | Uint8Array)[] };
}

function call<Response>(
  start: (done: (error: RpcError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null) {
        resolve(response);
        return;
      }
      const details = error.metadata?.get("grpc-status-details-bin")[0];
      reject(new ProviderError(error.details ?? error.message, typeof details === "string" ? undefined : details));
    });
  });
}

interface Named {
  setUrn(value: string): unknown;
  setName(value: string): unknown;
  setType(value: string): unknown;
}

function named<Request extends Named>(request: Request, urn: string): Request {
  const { name, type } = parseUrn(urn);
  request.setUrn(urn);
  request.setName(name);
  request.setType(type);
  return request;
}

function changesOf(response: DiffResponse, sdk: Sdk): DiffResult["changes"] {
  const { DIFF_SOME, DIFF_NONE } = sdk.provider.DiffResponse.DiffChanges;
  const changes = response.getChanges();
  if (changes === DIFF_SOME) return "some";
  return changes === DIFF_NONE ? "none" : "unknown";
}
