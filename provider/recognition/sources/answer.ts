import type { ArmReader, ArmRequest } from "../../azure/armReader";
import type { JsonObject } from "../../azure/json";
import { asPalError } from "../../errors";
import type { Answer } from "../facts";

/** What reading a source gives, or why it could not be read. */
export async function answerOf<T>(read: () => Promise<readonly T[]>): Promise<Answer<T>> {
  try {
    return { rows: await read() };
  } catch (error) {
    return { failure: asPalError(error).text };
  }
}

/**
 * Rows of a source, each checked. One that is not what it should be may be anything: nothing of the source is believed then.
 *
 * @throws PalError naming what the row is not.
 */
export function checkedRows<T>(
  arm: ArmReader,
  request: ArmRequest,
  rows: readonly JsonObject[],
  parse: (row: JsonObject) => T | undefined,
): T[] {
  return rows.map((row) => {
    const parsed = parse(row);
    if (parsed === undefined) throw arm.malformed(request, "has an entry that is not of the documented form");
    return parsed;
  });
}
