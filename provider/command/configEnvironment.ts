import { settingTable } from "../azure/settings";
import { readConfig } from "./configFile";

/**
 * Puts the stack config of `--config FILE` before the environment, where they look for settings: a key that is present
 * wins, even when it is empty.
 * @throws PalError PAL_CONFIG_INVALID.
 */
export async function putBeforeEnvironment(
  file: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (file === undefined) return;
  const config = await readConfig(file);
  for (const { name, variables } of settingTable) {
    const value = config(`azure-native:${name}`);
    // An empty variable would count as none; a line break, which is dropped from a setting, does not.
    if (value !== undefined && variables[0] !== undefined) environment[variables[0]] = value === "" ? "\n" : value;
  }
}
