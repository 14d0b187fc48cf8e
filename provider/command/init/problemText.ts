import type { PalError } from "../../errors";

/** Why a directory could not be entered, without who has tried: that is the same in each row. */
export function problemText({ text }: PalError, tenantId: string): string {
  const why = text.replace(/^cannot sign in as .*? \(from [^)]*\): /, "").replaceAll("<tenant>", tenantId);
  return why === "" ? text : why;
}
