import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ExportedStack } from "../types";

/** The file that a stack is kept in. */
export class CheckpointStore {
  private readonly file: string;

  constructor(homeDirectory: string, projectName: string, stackName: string) {
    this.file = join(homeDirectory, "stand-in", projectName, `${stackName}.json`);
  }

  /** The stack as it was last written; `undefined` before the first time. */
  async read(): Promise<ExportedStack | undefined> {
    try {
      return JSON.parse(await readFile(this.file, "utf8")) as ExportedStack;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Writes beside the file first, so that a process that dies leaves the old one or the new one. */
  async write(stack: ExportedStack): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    const draft = `${this.file}.new`;
    await writeFile(draft, JSON.stringify(stack), { mode: 0o600 });
    await rename(draft, this.file);
  }
}
