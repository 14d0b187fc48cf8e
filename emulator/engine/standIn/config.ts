import type { ConfigValue } from "../types";
import { type PropertyMap, Secret } from "./values";

/** The stack's configuration by full key: a key without a namespace is the project's. */
export type StackConfig = ReadonlyMap<string, ConfigValue>;

export function stackConfig(projectName: string, values: Readonly<Record<string, ConfigValue>> = {}): StackConfig {
  return new Map(
    Object.entries(values).map(([key, value]) => [key.includes(":") ? key : `${projectName}:${key}`, value]),
  );
}

/** Everything for a dynamic provider, under its full key; for another package what is of its own namespace, without it. */
export function packageConfig(config: StackConfig, packageName: string): PropertyMap {
  const isDynamic = packageName === "pulumi-nodejs";
  const own = [...config].filter(([key]) => isDynamic || key.startsWith(`${packageName}:`));
  return Object.fromEntries(
    own.map(([key, { value, secret = false }]) => [
      isDynamic ? key : key.slice(packageName.length + 1),
      secret ? new Secret(value) : value,
    ]),
  );
}

/** `PULUMI_CONFIG` and `PULUMI_CONFIG_SECRET_KEYS`, as the language host hands them to a program. */
export function programConfig(config: StackConfig): Record<string, string> {
  const values = [...config].map(([key, { value }]) => [key.replace(":", ":config:"), value] as const);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(values)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys(config)),
  };
}

/** `PULUMI_CONFIG`, as the engine hands it to a provider. */
export function providerConfig(config: StackConfig): Record<string, string> {
  return { PULUMI_CONFIG: JSON.stringify(Object.fromEntries([...config].map(([key, { value }]) => [key, value]))) };
}

function secretKeys(config: StackConfig): string[] {
  return [...config].filter(([, { secret }]) => secret === true).map(([key]) => key);
}

/** Shorter secrets would blot out half of every message. */
const shortestHidden = 3;

/** Puts `[secret]` for every secret of the configuration that a message contains. */
export function hideConfigSecrets(config: StackConfig, text: string): string {
  const secrets = [...config.values()].filter(({ secret, value }) => secret === true && value.length >= shortestHidden);
  return secrets.reduce((so, { value }) => so.replaceAll(value, "[secret]"), text);
}
