import { boundedBytes } from "../../azure/boundedBytes";
import { limits } from "../../azure/limits";
import { readSmallFile } from "../../azure/smallFile";
import { asPalError, PalError } from "../../errors";
import { decoded } from "../decoded";
import { type CustomersFile, parseCustomers } from "./parseCustomers";

/**
 * Reads a customers file, or with `-` standard input.
 *
 * @throws PalError PAL_CONFIG_INVALID for one that cannot be read or lacks a column.
 */
export async function readCustomers(file: string): Promise<CustomersFile> {
  const where = file === "-" ? "standard input" : file;
  const tooLarge = (): Error => new Error("it is larger than 16 MiB");
  try {
    const bytes = await (file === "-"
      ? boundedBytes(process.stdin, tooLarge, limits.customersFile)
      : readSmallFile(file, limits.customersFile));
    return parseCustomers(decoded(bytes));
  } catch (error) {
    const why = error instanceof PalError ? error.text : (error as Error).message;
    throw new PalError("PAL_CONFIG_INVALID", `cannot read customers from ${where}: ${why}`, {
      cause: asPalError(error),
    });
  }
}
