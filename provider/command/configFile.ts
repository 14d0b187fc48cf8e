import { objectOf, jsonObject, type JsonObject } from "../azure/json";
import type { StackConfig } from "../azure/settings";
import { PalError } from "../errors";
import { limits } from "../azure/limits";
import { nameOf, readText } from "./inputFile";

/**
 * Reads what `pulumi config --json --show-secrets` prints, from a file or with `-` from standard input.
 *
 * @param file - undefined for no config.
 * @throws PalError PAL_CONFIG_INVALID for anything else; what was read, secrets included, is not quoted.
 */
export async function readConfig(file: string | undefined): Promise<StackConfig> {
  if (file === undefined) return () => undefined;
  const invalid = (why: string): PalError =>
    new PalError("PAL_CONFIG_INVALID", `cannot read stack config from ${nameOf(file)}: ${why}`);
  const entries = jsonObject(await readText(file, "stack config", limits.body));
  if (entries === undefined || !Object.values(entries).every(isEntry))
    throw invalid("it is not what `pulumi config --json --show-secrets` prints");
  return (key) => {
    const { value, objectValue, secret } = objectOf(entries[key]) ?? {};
    if (secret === true && value === undefined)
      throw invalid(`it has no value for ${key}, a secret: print it with --show-secrets`);
    return value === undefined && objectValue !== undefined
      ? JSON.stringify(objectValue)
      : (value as string | undefined);
  };
}

function isEntry(entry: unknown): entry is JsonObject {
  const { value } = objectOf(entry) ?? { value: null };
  return value === undefined || typeof value === "string";
}
