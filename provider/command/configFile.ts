import { readFileSync } from "node:fs";
import { PalError } from "../errors";

interface ConfigEntry {
  readonly value?: string;
  readonly objectValue?: unknown;
}

/** Reads what `pulumi config --json --show-secrets` prints, from a file or with `-` from standard input. */
export function readConfig(file: string): (key: string) => string | undefined {
  const entries = parse(file);
  return (key) => {
    const entry = entries[key];
    return entry?.value ?? (entry?.objectValue === undefined ? undefined : JSON.stringify(entry.objectValue));
  };
}

function parse(file: string): Readonly<Record<string, ConfigEntry | undefined>> {
  const invalid = (why: string): PalError =>
    new PalError("PAL_CONFIG_INVALID", `cannot read stack config from ${file}: ${why}`);
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw invalid((error as NodeJS.ErrnoException).code ?? "unreadable");
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) return { ...parsed };
  } catch {
    // The parser would quote the text, secrets included.
  }
  throw invalid("it is not what `pulumi config --json --show-secrets` prints");
}
