import type { Trial } from "./types";

/** How often each credential and each not yet propagated principal was tried. */
export class Trials {
  private readonly attempts = new Map<string, number>();

  /** Counts an attempt and says whether it is one of those that are accepted. */
  isAccepted(key: string, { refusedFirst = 0, acceptedTimes = Infinity }: Trial): boolean {
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, attempt);
    return attempt > refusedFirst && attempt <= refusedFirst + acceptedTimes;
  }

  forget(key: string): void {
    this.attempts.delete(key);
  }

  clear(): void {
    this.attempts.clear();
  }
}
