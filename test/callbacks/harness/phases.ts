import type { Properties } from "./callbacks";
import type { Provider } from "./providerProcess";

/** A resource as the engine keeps it. */
export interface Kept {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** What `pulumi up` makes of inputs: of a new resource, or of one that is kept. */
export async function up(process: Provider, given: Properties, kept?: Kept): Promise<Kept> {
  if (kept === undefined) return await create(process, given);
  const { id, outputs } = kept;
  const { inputs } = await process.check(kept.inputs, given);
  const { changes, replaces } = await process.diff(id, outputs, inputs);
  if (replaces.length > 0) {
    const replacing = await create(process, given);
    await process.delete(id, outputs);
    return replacing;
  }
  return { id, inputs, outputs: changes === "none" ? outputs : await process.update(id, outputs, inputs) };
}

async function create(process: Provider, given: Properties): Promise<Kept> {
  const { inputs } = await process.check({}, given);
  const { id, properties } = await process.create(inputs);
  return { id, inputs, outputs: properties };
}

/** The inputs as the constructor registers them in a preview. */
export function inPreview(given: Properties): Properties {
  return { ...given, __declared: { ...(given["__declared"] as Properties), dryRun: true } };
}
