import { existsSync, readFileSync, rmSync } from "node:fs";

/** One call of a callback of our provider, as the preload script writes it. */
export interface CallbackRecord {
  readonly process: number;
  readonly order: number;
  readonly callback: string;
  readonly arguments: readonly unknown[];
  readonly result?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** The calls written since the last time, each process's in the order in which they began; the file is emptied. */
export function takeCallbacks(file: string): CallbackRecord[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  rmSync(file);
  const records = lines.map((line) => JSON.parse(line) as CallbackRecord);
  const processes = [...new Set(records.map((record) => record.process))];
  return processes.flatMap((process) =>
    records.filter((record) => record.process === process).sort((one, other) => one.order - other.order),
  );
}

/** Properties with the hidden input that the constructor adds. */
interface Declaring {
  readonly __declared?: { readonly urn?: unknown };
}

/** Name of the resource that a call is about: the URN in the `__declared` of its last argument that has one. */
export function resourceOf(record: CallbackRecord): string {
  const urns = record.arguments.map((argument) => (argument as Declaring | null)?.__declared?.urn);
  const urn = urns.filter((candidate) => typeof candidate === "string").at(-1);
  return urn === undefined ? "(unnamed)" : nameOf(urn);
}

/** Name of a resource: the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
