import { CallbackError, type Properties } from "./callbacks";
import type { Provider } from "./providerProcess";

/** A provider whose results and errors are kept as text, but for `credential.clientSecret`, the one place of a secret. */
export function observe(provider: Provider, keep: (text: string) => void): Provider {
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
  return {
    ...provider,
    check: (olds, news) => watched(provider.check(olds, news)),
    diff: (id, olds, news) => watched(provider.diff(id, olds, news)),
    create: (inputs) => watched(provider.create(inputs)),
    read: (id, props) => watched(provider.read(id, props)),
    update: (id, olds, news) => watched(provider.update(id, olds, news)),
    delete: (id, props) => watched(provider.delete(id, props)),
  };
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null, (key, inner: unknown) => {
    if (key !== "credential" || typeof inner !== "object" || inner === null) return inner;
    const { clientSecret, ...others } = inner as Properties;
    return typeof clientSecret === "string" ? others : inner;
  });
}
