import { boundedBytes } from "../azure/boundedBytes";
import { readSmallFile } from "../azure/smallFile";
import { PalError } from "../errors";
import { decoded } from "./decoded";

/**
 * Reads a file as text, or with `-` standard input.
 *
 * @param what - the contents, for messages.
 * @param largest - in bytes.
 * @throws PalError PAL_CONFIG_INVALID.
 */
export async function readText(file: string, what: string, largest: number): Promise<string> {
  const tooLarge = (): Error => new Error(`it is larger than ${largest / 2 ** 20} MiB`);
  try {
    return decoded(
      await (file === "-" ? boundedBytes(process.stdin, tooLarge, largest) : readSmallFile(file, largest)),
    ).replace(/^\uFEFF/, "");
  } catch (error) {
    throw new PalError("PAL_CONFIG_INVALID", `cannot read ${what} from ${nameOf(file)}: ${(error as Error).message}`);
  }
}

/** A file as messages name it. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}
