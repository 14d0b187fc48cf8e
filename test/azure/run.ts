import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Acceptance, type Host, lifeAndFindings, readWithoutAccount, withOwnLink } from "./acceptance";
import { recordingOf, type SignInResult, textOf } from "./recording";
import { isSwitchedOn, readSettings, variables } from "./settings";

export const exitCodes = { passed: 0, failed: 1, misconfigured: 2, interrupted: 130 } as const;

/**
 * Runs each configured sign-in, one after the other, and writes `recording.json`. Returns the exit code.
 *
 * @param folder - receives the recording.
 */
export async function runAcceptance(host: Host, folder: string): Promise<number> {
  const { print, signal } = host;
  if (!isSwitchedOn(process.env)) {
    print(
      `Skipped: PAL_AZURE is not 1. The acceptance creates and removes a partner admin link on a real tenant.\n${help()}`,
    );
    return exitCodes.passed;
  }
  const settings = readSettings(process.env);
  if ("problems" in settings) {
    print(`Not started:\n${settings.problems.map((problem) => `  ${problem}\n`).join("")}${help()}`);
    return exitCodes.misconfigured;
  }
  const acceptance: Acceptance = { settings, host, asked: new Set() };
  const results: SignInResult[] = [];
  for (const one of settings.signIns) {
    if (!signal.aborted) results.push(await withOwnLink(acceptance, one, lifeAndFindings));
  }
  const delegated = signal.aborted ? undefined : await readWithoutAccount(acceptance);
  const all = delegated === undefined ? results : [...results, delegated];
  if (all.some(({ findings }) => findings.length > 0)) writeRecording(host, folder, all, settings.hasP2);
  if (signal.aborted) return exitCodes.interrupted;
  return all.every(isPassed) ? exitCodes.passed : exitCodes.failed;
}

function isPassed({ failure, life = [] }: SignInResult): boolean {
  return failure === undefined && life.every(({ misses }) => misses.length === 0);
}

function writeRecording({ print }: Host, folder: string, results: readonly SignInResult[], hasP2?: boolean): void {
  const recording = recordingOf(results, { recordedAt: new Date().toISOString(), hasP2: hasP2 ?? "not said" });
  const path = join(folder, "recording.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(recording, null, 2)}\n`);
  print(`\n${textOf(recording)}\nRecording with the evidence: ${path}\n`);
}

function help(): string {
  const width = Math.max(...Object.keys(variables).map(({ length }) => length));
  const lines = Object.entries(variables).map(([name, what]) => `  ${name.padEnd(width)}  ${what}\n`);
  return `Variables, in addition to the ARM_* variables of each sign-in:\n${lines.join("")}Use an identity that has no link. CONTRIBUTING.md tells how to set one up.\n`;
}
