import { readdirSync, readFileSync } from "node:fs";

/** A process that somebody can be sent a signal of. */
export interface RunningProcess {
  readonly pid: number;
  /** Its command and arguments, one space between them. */
  readonly command: string;
}

/**
 * The processes that a folder's path was handed to in their environment, whoever started them and whether or not that
 * one lives on. Read from `/proc`.
 */
export function processesOf(folder: string): RunningProcess[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const isTheirs = textOf(pid, "environ").includes(folder);
    const command = textOf(pid, "cmdline").split("\0").join(" ").trim();
    return isTheirs && command !== "" ? [{ pid: Number(pid), command }] : [];
  });
}

/** A process may end while it is looked at, and others are not ours to read. */
function textOf(pid: string, file: "environ" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** Sends a signal to a process that may have ended. */
export function signal({ pid }: RunningProcess, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
