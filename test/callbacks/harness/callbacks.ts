import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { grpc, toStruct } from "../../../examples/engine/sdk";
import { inPlainText } from "../../support/wireForm";

/** Properties as they cross the wire. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Diffed {
  readonly changes: "some" | "none" | "unknown";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface Read {
  /** Empty when there is nothing to read. */
  readonly id: string;
  readonly properties: Properties;
  readonly inputs?: Properties;
}

/** What the engine keeps of a call that failed after it had written. */
export interface PartialFailure {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/** A callback that threw, as the engine sees it. */
export class CallbackError extends Error {
  constructor(
    message: string,
    readonly partial: PartialFailure | undefined,
  ) {
    super(message);
  }
}

/** The callbacks of a provider process with the arguments and results that a dynamic provider has. */
export interface Callbacks {
  /** Whether the process would take secrets as such. */
  readonly configure: (config: Properties) => Promise<{ readonly acceptsSecrets: boolean }>;
  readonly check: (olds: Properties, news: Properties) => Promise<Checked>;
  readonly diff: (id: string, olds: Properties, news: Properties) => Promise<Diffed>;
  readonly create: (inputs: Properties) => Promise<{ readonly id: string; readonly properties: Properties }>;
  readonly read: (id: string, props: Properties) => Promise<Read>;
  readonly update: (id: string, olds: Properties, news: Properties) => Promise<Properties>;
  readonly delete: (id: string, props: Properties) => Promise<void>;
  readonly close: () => void;
}

/** Speaks `pulumirpc.ResourceProvider` as the engine does; results are as they cross the wire. */
export function connect(address: string): Callbacks {
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  return {
    configure: async (config) => {
      const request = new messages.ConfigureRequest();
      request.setArgs(toStruct(config));
      const answer = await call<messages.ConfigureResponse>((done) => client.configure(request, done));
      return { acceptsSecrets: answer.getAcceptsecrets() };
    },
    check: async (olds, news) => {
      const request = new messages.CheckRequest();
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<messages.CheckResponse>((done) => client.check(request, done));
      const failures = answer.getFailuresList();
      return {
        inputs: propertiesIn(answer.getInputs()),
        failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
      };
    },
    diff: async (id, olds, news) => {
      const request = new messages.DiffRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<messages.DiffResponse>((done) => client.diff(request, done));
      return {
        changes: changesOf(answer),
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    create: async (inputs) => {
      const request = new messages.CreateRequest();
      request.setProperties(toStruct(inputs));
      const answer = await call<messages.CreateResponse>((done) => client.create(request, done));
      return { id: answer.getId(), properties: propertiesIn(answer.getProperties()) };
    },
    read: async (id, props) => {
      const request = new messages.ReadRequest();
      request.setId(id);
      request.setProperties(toStruct(props));
      const answer = await call<messages.ReadResponse>((done) => client.read(request, done));
      const inputs = answer.getInputs();
      return {
        id: answer.getId(),
        properties: propertiesIn(answer.getProperties()),
        ...(inputs === undefined ? {} : { inputs: propertiesIn(inputs) }),
      };
    },
    update: async (id, olds, news) => {
      const request = new messages.UpdateRequest();
      request.setId(id);
      request.setOlds(toStruct(olds));
      request.setNews(toStruct(news));
      const answer = await call<messages.UpdateResponse>((done) => client.update(request, done));
      return propertiesIn(answer.getProperties());
    },
    delete: async (id, props) => {
      const request = new messages.DeleteRequest();
      request.setId(id);
      request.setProperties(toStruct(props));
      await call((done) => client.delete(request, done));
    },
    close: () => {
      client.close();
    },
  };
}

/** The same callbacks with results as the engine hands them on to a provider that takes no secrets. */
export function inPlain(callbacks: Callbacks): Callbacks {
  return {
    ...callbacks,
    check: (...args) => plain(callbacks.check(...args)),
    create: (...args) => plain(callbacks.create(...args)),
    read: (...args) => plain(callbacks.read(...args)),
    update: (...args) => plain(callbacks.update(...args)),
  };
}

async function plain<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return inPlainText(await call);
  } catch (error) {
    throw error instanceof CallbackError ? new CallbackError(error.message, inPlainText(error.partial)) : error;
  }
}

function propertiesIn(struct: { toJavaScript(): unknown } | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

function changesOf(answer: messages.DiffResponse): Diffed["changes"] {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const changes = answer.getChanges();
  if (changes === DIFF_SOME) return "some";
  return changes === DIFF_NONE ? "none" : "unknown";
}

interface RpcError {
  readonly details: string;
  readonly metadata: { get(key: string): readonly (string | Uint8Array)[] };
}

function call<Answer>(start: (done: (error: RpcError | null, answer: Answer) => void) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    start((error, answer) => {
      if (error === null) resolve(answer);
      else reject(new CallbackError(error.details, partialFailure(error)));
    });
  });
}

/** What the details of a failed call tell the engine to keep. */
export function partialFailure({ metadata }: Pick<RpcError, "metadata">): PartialFailure | undefined {
  const status = metadata.get("grpc-status-details-bin")[0];
  if (status === undefined || typeof status === "string") return undefined;
  const detail = Status.deserializeBinary(status).getDetailsList()[0];
  if (detail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return undefined;
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), properties: propertiesIn(failed.getProperties()), reasons: failed.getReasonsList() };
}
