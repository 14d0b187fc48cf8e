import type * as pulumi from "@pulumi/pulumi";
import { asPalError } from "../errors";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { configureSettings } from "./session";
import { update } from "./update";

// Declared here, so that the published types reach for nothing but the SDK.
type Properties = Readonly<Record<string, unknown>>;

/** Anything but an Error hangs the CLI, and a foreign error may quote more than it should. */
async function guarded<T>(callback: () => Promise<T>): Promise<T> {
  try {
    return await callback();
  } catch (error) {
    throw asPalError(error);
  }
}

/**
 * What Pulumi's dynamic-provider process runs for every PartnerAdminLink. State points here by name, so this subpath
 * and this export stay for ever.
 */
export const provider: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
  // The engine sends the first callbacks before an asynchronous configure has finished, so nothing is awaited here.
  configure: ({ config }) => {
    configureSettings((key) => config.get(key));
    return Promise.resolve();
  },
  check: (olds, news) =>
    guarded(async () => {
      const { inputs, failures } = await check(olds, news);
      return { inputs, failures: [...failures] };
    }),
  diff,
  create: (inputs) => guarded(() => create(inputs)),
  read: (id, props = {}) => guarded(() => read(id, props)),
  update: (id, olds, news) => guarded(() => update(id, olds, news)),
  delete: (id, props) => guarded(() => remove(id, props)),
};
