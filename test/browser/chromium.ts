import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** As Debian, Ubuntu and Google call it. */
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Starts the Chromium of `PAL_CHROMIUM`, or else of PATH, without a window. The sandbox is off, which root and many
 * containers cannot have: nothing but pages of this repository is opened.
 *
 * @throws when there is none
 */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["PAL_CHROMIUM"] ?? onPath(), chromiumSandbox: false });
}

function onPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `No Chromium on PATH (looked for ${names.join(", ")}). Install one, such as Debian's package chromium, or name it in PAL_CHROMIUM.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
