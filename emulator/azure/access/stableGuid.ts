import { createHash } from "node:crypto";

/** A GUID that is always the same for the same texts: the name of what the directory of access has no name for. */
export function stableGuid(...texts: readonly string[]): string {
  const hex = createHash("sha256").update(texts.join("\n").toLowerCase()).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
