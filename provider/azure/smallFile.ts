import { constants, existsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { limits } from "./limits";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this process may not read it",
  EPERM: "this process may not read it",
};

/**
 * Reads a file. A device or a pipe, which may never end, is refused.
 *
 * @param largest - most bytes of it. Default 1 MiB.
 * @throws Error whose message continues a sentence that names the file.
 */
export async function readSmallFile(path: string, largest: number = limits.body): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Opening a pipe would wait for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error("it is not a regular file");
    if (stats.size > largest) throw new Error(`it is larger than ${largest / limits.body} MiB`);
    return await file.readFile();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === undefined ? message : (reasons[code] ?? code), { cause: error });
  } finally {
    await file?.close();
  }
}

const extension = /\.(pem|pfx|p12|cer|crt|key|txt|jwt|token|json)$/i;

/** A path as messages name it. What leads nowhere may be a secret that was put in its place. */
export function shownPath(path: string): string {
  const folder = dirname(path);
  const isBare = dirname(folder) === folder;
  const isKnown = existsSync(path) || path.startsWith("~/") || (!isBare && existsSync(folder)) || extension.test(path);
  return isKnown ? path : `(a string of length ${path.length} that leads nowhere, not shown)`;
}
