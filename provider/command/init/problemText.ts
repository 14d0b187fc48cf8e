import type { PalError } from "../../errors";

/** Why a directory could not be entered, without the identity, which is the same in each row. */
export function problemText({ text }: PalError, tenantId: string): string {
  const why = text.replace(/^cannot sign in as .*? \(from [^)]*\): /, "").replaceAll("<tenant>", tenantId);
  return why === "" ? text : why;
}
