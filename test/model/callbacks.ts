import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { demand } from "./violation";

/** Inputs or outputs as they cross to the provider process. */
export type Properties = Readonly<Record<string, unknown>>;

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** The callbacks of a dynamic provider, as the engine calls them. Each rejects with a CallbackError. */
export interface Callbacks {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: readonly Failure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces?: readonly string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

export type CallbackName = keyof Callbacks;

/** What a callback threw. `partial` says that the resource exists all the same. */
export class CallbackError extends Error {
  readonly code: string | undefined;
  /** What the provider reported on the row before. */
  readonly reported: readonly string[];
  readonly partial:
    { readonly id: string; readonly properties: Properties; readonly reasons: readonly string[] } | undefined;

  constructor({ message, code, id, properties, reasons }: Thrown, reported: readonly string[]) {
    super(message);
    this.reported = reported;
    this.code = code;
    this.partial =
      id === undefined || properties === undefined ? undefined : { id, properties, reasons: reasons ?? [] };
  }
}

interface Thrown {
  readonly message: string;
  readonly code?: string;
  readonly id?: string;
  readonly properties?: Properties;
  readonly reasons?: readonly string[];
}

interface Answer {
  readonly number: number;
  readonly reported: readonly string[];
  readonly result?: unknown;
  readonly error?: Thrown;
}

/** A process that runs the real provider. */
export interface ProviderProcess {
  /** Forgets all that the provider remembers, as a new process would, and signs in with these variables from now on. */
  restart(environment: Readonly<Record<string, string>>, forgetsSignIns: boolean): Promise<void>;
  /** Plants a bug of `planted/`, in place of the one before. */
  setBug(name: string): Promise<void>;
  call(callback: CallbackName, ...args: readonly unknown[]): Promise<{ result: unknown; reported: readonly string[] }>;
  /** What the program's process sees of the link that these inputs declare. */
  lookAhead(inputs: Properties): Promise<unknown>;
  stop(): Promise<void>;
}

/** Marks a secret on the engine's wire; callbacks are passed the plain value. */
const secretKey = "4dabf18193072939515e22adb298388d";

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if (secretKey in value && "value" in value) return withoutSecrets(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** What every secret of the model begins with. */
const secretText = "not-a-secret";

/** The text of a value without the secrets that are marked in it. */
function unmarked(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && secretKey in inner ? undefined : inner,
  );
}

export function startProviderProcess(environment: Readonly<Record<string, string>>): ProviderProcess {
  const { PAL_RUNTIME } = process.env;
  const child: ChildProcess = fork(require.resolve("./providerProcess.js"), [], {
    // No PATH to find the user's Azure CLI on.
    env: { PATH: __dirname, ...environment, ...(PAL_RUNTIME === undefined ? {} : { PAL_RUNTIME }) },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  const ended = once(child, "exit");
  child.on("message", (answer: Answer) => {
    waiting.get(answer.number)?.(answer);
    waiting.delete(answer.number);
  });
  void ended.then(() => {
    for (const [number, tell] of waiting)
      tell({ number, reported: [], error: { message: "the provider process ended" } });
  });
  let calls = 0;
  const call = async (callback: string, args: readonly unknown[]) => {
    calls += 1;
    const number = calls;
    const { result, error, reported } = await new Promise<Answer>((tell) => {
      waiting.set(number, tell);
      child.send({ number, callback, args });
    });
    demand(
      !unmarked({ result, error, reported }).includes(secretText),
      `${callback} hands on a secret that is not marked`,
    );
    if (error !== undefined) throw new CallbackError(withoutSecrets(error) as Thrown, reported);
    return { result: withoutSecrets(result), reported };
  };
  return {
    restart: async (variables, forgetsSignIns) => {
      await call("restart", [variables, forgetsSignIns]);
    },
    setBug: async (name) => {
      await call("setBug", [name]);
    },
    call: (callback, ...args) => call(callback, args),
    lookAhead: async (inputs) => (await call("lookAhead", [inputs])).result,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
