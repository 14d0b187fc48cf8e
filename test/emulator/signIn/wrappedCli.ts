import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Emulator, Identity } from "../../../emulator/azure";

/**
 * Variables for a user who is logged in to an Azure CLI that runs these lines of shell first. In them `az` stands for the
 * emulator's own command with all that it needs to give a token of the user's home.
 */
export function wrappedCli(
  emulator: Emulator,
  user: Identity,
  folder: string,
  lines: (az: string) => readonly string[],
): Readonly<Record<string, string>> {
  const cli = emulator.environmentFor(user, { method: "azureCli" });
  const [original = "", ...others] = (cli["PATH"] ?? "").split(delimiter);
  const own = mkdtempSync(join(folder, "bin-"));
  const az = `exec "${join(original, "az")}" account get-access-token --output json --resource "${emulator.url}"`;
  writeFileSync(join(own, "az"), ["#!/bin/sh", ...lines(az), ""].join("\n"));
  chmodSync(join(own, "az"), 0o700);
  return { AZURE_CONFIG_DIR: cli["AZURE_CONFIG_DIR"] ?? "", PATH: [own, ...others].join(delimiter) };
}
