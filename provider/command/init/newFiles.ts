import { existsSync } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { PalError } from "../../errors";

/** @throws PalError PAL_CONFIG_INVALID naming the files of that folder that would be overwritten. */
export function assertNoneExists(folder: string, names: readonly string[]): void {
  const existing = names.filter((name) => existsSync(join(folder, name)));
  if (existing.length === 0) return;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `${folder} already contains ${existing.join(", ")}, and init overwrites no file. Choose another folder, or move ${existing.length === 1 ? "it" : "them"} away`,
  );
}

/** Writes all files, or none where one exists or cannot be written. */
export async function writeNewFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  assertNoneExists(folder, Object.keys(files));
  const made: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      const file = await open(path, "wx");
      made.push(path);
      await file.writeFile(text).finally(() => file.close());
    }
  } catch (error) {
    // Half a project would keep the next run from writing a whole one.
    await Promise.all(made.map((path) => rm(path, { force: true })));
    throw new PalError("PAL_CONFIG_INVALID", `cannot write to ${folder}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
