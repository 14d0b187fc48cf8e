import { TextDecoder } from "node:util";
import { boundedBytes } from "../../azure/boundedBytes";
import { readSmallFile } from "../../azure/smallFile";
import { PalError } from "../../errors";

/** A list of all customers or the state of a stack may be long, but neither has no end. */
const largest = 128 * 2 ** 20;

/**
 * Reads a file as text, or with `-` standard input.
 *
 * @param what - the contents, for messages.
 * @throws PalError PAL_CONFIG_INVALID.
 */
export async function readText(file: string, what: string): Promise<string> {
  const tooLarge = (): Error => new Error(`it is larger than ${largest / 2 ** 20} MiB`);
  try {
    return decoded(
      await (file === "-" ? boundedBytes(process.stdin, tooLarge, largest) : readSmallFile(file, largest)),
    );
  } catch (error) {
    throw new PalError("PAL_CONFIG_INVALID", `cannot read ${what} from ${nameOf(file)}: ${(error as Error).message}`);
  }
}

/** A file as messages name it. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** UTF-8, or what spreadsheets on Windows write instead: UTF-16, and letters of one byte. */
export function decoded(bytes: Buffer): string {
  return decoderFor(bytes).decode(bytes);
}

function decoderFor(bytes: Buffer): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le");
  try {
    const utf8 = new TextDecoder("utf-8", { fatal: true });
    utf8.decode(bytes);
    return utf8;
  } catch {
    return new TextDecoder("windows-1252");
  }
}
