import { isDeepStrictEqual } from "node:util";
import { CallbackError, inPlain, type Properties } from "./callbacks";
import type { Provider } from "./providerProcess";
import { inPlainText, secretOf } from "../../support/wireForm";

/** A provider whose results and errors are kept as text, but for `credential.clientSecret`, where it is marked as a secret. */
export function observe(provider: Provider, keep: (text: string) => void): Provider {
  const { onWire } = provider;
  const watched = async <Result>(call: Promise<Result>): Promise<Result> => {
    try {
      const result = await call;
      keep(textOf(result));
      return result;
    } catch (error) {
      keep(error instanceof CallbackError ? textOf({ message: error.message, partial: error.partial }) : String(error));
      throw error;
    }
  };
  const observed = inPlain({
    ...onWire,
    check: (olds, news) => watched(onWire.check(olds, news)),
    diff: (id, olds, news) => watched(onWire.diff(id, olds, news)),
    create: (inputs) => watched(onWire.create(inputs)),
    read: (id, props) => watched(onWire.read(id, props)),
    update: (id, olds, news) => watched(onWire.update(id, olds, news)),
    delete: (id, props) => watched(onWire.delete(id, props)),
  });
  return { ...provider, ...observed };
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null, (key, inner: unknown) => {
    if (key !== "credential" || typeof inner !== "object" || inner === null) return inner;
    const { clientSecret, ...others } = inner as Properties;
    return isMarked(clientSecret) ? others : inner;
  });
}

function isMarked(value: unknown): boolean {
  return isDeepStrictEqual(value, secretOf(inPlainText(value)));
}
