import { boundedBytes } from "../azure/boundedBytes";
import { objectOf, jsonObject, type JsonObject } from "../azure/json";
import { readSmallFile } from "../azure/smallFile";
import { PalError } from "../errors";

/**
 * Reads what `pulumi config --json --show-secrets` prints, from a file or with `-` from standard input.
 * @throws PalError PAL_CONFIG_INVALID for anything else; what was read, secrets included, is not quoted.
 */
export async function readConfig(file: string): Promise<(key: string) => string | undefined> {
  const invalid = (why: string): PalError =>
    new PalError(
      "PAL_CONFIG_INVALID",
      `cannot read stack config from ${file === "-" ? "standard input" : file}: ${why}`,
    );
  const tooLarge = (): Error => new Error("it is larger than 1 MiB");
  const text = await (file === "-" ? boundedBytes(process.stdin, tooLarge) : readSmallFile(file)).catch(
    (error: unknown) => {
      throw invalid((error as Error).message);
    },
  );
  const entries = jsonObject(text.toString("utf8"));
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
