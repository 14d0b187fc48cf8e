import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { InvalidInput } from "./validate";

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

/**
 * Writes a file so that a reader, or a crash, never meets half of it. Only the owner can read it.
 *
 * @throws InvalidInput when it cannot be written.
 */
export function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    throw new InvalidInput(`${path}: cannot be written (${codeOf(error)})`);
  }
}

/**
 * The JSON of a file; `undefined` when there is no such file.
 *
 * @throws InvalidInput when it cannot be read or is not JSON.
 */
export function readJson(path: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return undefined;
    }
    throw new InvalidInput(`${path}: cannot be read (${codeOf(error)})`);
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new InvalidInput(`${path}: is not JSON (${error instanceof Error ? error.message : "unknown"})`);
  }
}
