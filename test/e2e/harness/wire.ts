import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { grpc, toStruct } from "../../../examples/engine/sdk";
import { partialFailure } from "../../callbacks/harness/callbacks";
import type { Fields } from "./recording";

/** How a call ended, in the words of the CLI's own log of calls. */
export interface Answer {
  readonly gives?: Fields;
  readonly fails?: string;
  /** What the engine is to keep of a call that failed. */
  readonly keeps?: Fields;
}

interface Bag {
  toJavaScript(): unknown;
}

/** A message of the protocol: getters and setters by the names of its fields, in whatever case. */
type Message = object;

/** Fields of each request that a dynamic provider is told of. */
export const providerMethods: Readonly<Record<string, readonly string[]>> = {
  Configure: ["args"],
  Check: ["olds", "news"],
  Diff: ["id", "olds", "news"],
  Create: ["properties"],
  Read: ["id", "properties", "inputs"],
  Update: ["id", "olds", "news"],
  Delete: ["id", "properties"],
};

const requests: Readonly<Record<string, new () => Message>> = {
  Configure: messages.ConfigureRequest,
  Check: messages.CheckRequest,
  Diff: messages.DiffRequest,
  Create: messages.CreateRequest,
  Read: messages.ReadRequest,
  Update: messages.UpdateRequest,
  Delete: messages.DeleteRequest,
};

/** Fields of each answer; an absent one is left out, as the CLI's log does. */
const answers: Readonly<Record<string, (answer: never) => Fields>> = {
  Configure: () => ({}),
  Check: (answer: messages.CheckResponse) => ({
    inputs: bagIn(answer.getInputs()),
    failures: answer.getFailuresList().map((failure) => filled(failure.toObject())),
  }),
  Diff: (answer: messages.DiffResponse) => ({
    // The first of them is the default, which the log leaves out.
    changes: nameOf({ ...messages.DiffResponse.DiffChanges }, answer.getChanges()).replace("DIFF_UNKNOWN", ""),
    replaces: answer.getReplacesList(),
    deleteBeforeReplace: answer.getDeletebeforereplace(),
  }),
  Create: (answer: messages.CreateResponse) => ({ id: answer.getId(), properties: bagIn(answer.getProperties()) }),
  Read: (answer: messages.ReadResponse) => ({
    id: answer.getId(),
    properties: bagIn(answer.getProperties()),
    inputs: bagIn(answer.getInputs()),
  }),
  Update: (answer: messages.UpdateResponse) => ({ properties: bagIn(answer.getProperties()) }),
  Delete: () => ({}),
};

function nameOf(names: object, value: number): string {
  return Object.entries(names).find(([, known]) => known === value)?.[0] ?? String(value);
}

function bagIn(struct: Bag | undefined): Fields | undefined {
  return struct?.toJavaScript() as Fields | undefined;
}

/** The fields that hold something: on the wire an empty one is no other than an absent one. */
export function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

/** Sets fields of a message by their names; an object is a property bag. */
export function setFields<Sent extends Message>(message: Sent, fields: Fields): Sent {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(message));
  for (const [name, value] of Object.entries(fields)) {
    const setters = [`set${name}`.toLowerCase(), `set${name}list`.toLowerCase()];
    const setter = methods.find((method) => setters.includes(method.toLowerCase()));
    if (setter === undefined) throw new Error(`the message has no field ${name}`);
    const isBag = typeof value === "object" && value !== null && !Array.isArray(value);
    (message as Record<string, (value: unknown) => void>)[setter]?.(isBag ? toStruct(value as Fields) : value);
  }
  return message;
}

interface RpcFailure {
  readonly code: number;
  readonly details: string;
  readonly metadata: { get(key: string): readonly (string | Uint8Array)[] };
}

type Done = (error: RpcFailure | null, answer: never) => void;

/** A connection to a provider process. */
export interface ProviderConnection {
  call(callback: string, urn: string | undefined, given: Fields): Promise<Answer>;
  close(): void;
}

export function connect(address: string): ProviderConnection {
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  return {
    call: (callback, urn, given) => {
      const Request = requests[callback];
      const read = answers[callback];
      if (Request === undefined || read === undefined) throw new Error(`there is no callback ${callback}`);
      const request = setFields(new Request(), urn === undefined ? given : { urn, ...given });
      const methods = client as unknown as Record<string, (request: Message, done: Done) => void>;
      return new Promise((resolve) => {
        methods[callback.toLowerCase()]?.call(client, request, (error, answer) => {
          resolve(error === null ? { gives: filled(read(answer)) } : failureOf(error));
        });
      });
    },
    close: () => {
      client.close();
    },
  };
}

/** `Unknown: message`, with the code in the spelling of the CLI's log. */
function failureOf(failure: RpcFailure): Answer {
  const { code, details } = failure;
  const words = nameOf(grpc.status, code).toLowerCase().split("_");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const kept = partialFailure(failure);
  return { fails: `${name}: ${details}`, ...(kept === undefined ? {} : { keeps: { ...kept } }) };
}
