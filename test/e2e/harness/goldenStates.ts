import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedStack } from "../../../examples/cli";

/** Kinds of states that are kept of each release: settled links, writes of unknown outcome, tokens of one run. */
export type GoldenKind = "settled" | "unsettled" | "runTokens";

const folder = join(__dirname, "..", "states");

/** The file of a release's state; nothing ever changes one that is there. */
export function goldenFile(kind: GoldenKind, release: string): string {
  return join(folder, kind, `${release}.json`);
}

/** Releases whose state of that kind is kept. */
export function goldenReleases(kind: GoldenKind): string[] {
  return readdirSync(join(folder, kind)).map((file) => file.replace(/\.json$/, ""));
}

export function readGolden(kind: GoldenKind, release: string): ExportedStack {
  return JSON.parse(readFileSync(goldenFile(kind, release), "utf8")) as ExportedStack;
}

export function hasGolden(kind: GoldenKind, release: string): boolean {
  return existsSync(goldenFile(kind, release));
}
