import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PalError } from "../../errors";
import { singleLine } from "../../text";
import { pageOf } from "../page";
import type { Report } from "./types";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "this process may not write it",
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "what it names as its folder is a file",
  EPERM: "this process may not write it",
  EROFS: "the disk cannot be written to",
};

/**
 * Refuses a file that cannot be written, while nothing has been read for minutes. Leaves the folder as it is.
 *
 * @throws PalError PAL_CONFIG_INVALID.
 */
export async function assertCanBeWritten(file: string): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory() === true) throw cannotWrite(file, { code: "EISDIR" });
  // A file in place of the folder fails with the dot only.
  await access(existing === undefined ? `${dirname(file)}/.` : file, constants.W_OK).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
}

/** @throws PalError PAL_CONFIG_INVALID where the file cannot be written. */
export async function writePage(file: string, report: Report): Promise<void> {
  await writeFile(file, pageOf(report)).catch((error: unknown) => {
    throw cannotWrite(file, error);
  });
}

function cannotWrite(file: string, error: unknown): PalError {
  const { code = "", message } = error as Partial<NodeJS.ErrnoException>;
  const why = reasons[code] ?? message ?? code;
  return new PalError("PAL_CONFIG_INVALID", `cannot write the page to ${singleLine(file)}: ${why}`);
}
