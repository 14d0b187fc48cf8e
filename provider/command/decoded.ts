import { TextDecoder } from "node:util";

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
