import { PalError } from "../errors";

/** Field of a `credential` block and key of azure-native's configuration. */
export type SettingName =
  | "tenantId"
  | "clientId"
  | "clientSecret"
  | "clientCertificatePath"
  | "clientCertificatePassword"
  | "oidcToken"
  | "oidcTokenFilePath"
  | "oidcRequestUrl"
  | "oidcRequestToken"
  | "oidcAudience"
  | "useOidc"
  | "useMsi"
  | "useCli"
  | "useDefaultAzureCredential"
  | "auxiliaryTenantIds"
  | "environment"
  | "metadataHost"
  | "disableInstanceDiscovery";

export interface SettingSpec {
  readonly name: SettingName;
  /** Environment variables, the first that is set wins. */
  readonly variables: readonly string[];
  readonly secret: boolean;
  /** Where the identity signs in rather than who it is: read from config and environment beside a `credential` block too. */
  readonly endpoint: boolean;
}

function setting(
  name: SettingName,
  variables: readonly string[],
  kind: "secret" | "endpoint" | "plain" = "plain",
): SettingSpec {
  return { name, variables, secret: kind === "secret" || name === "oidcRequestToken", endpoint: kind === "endpoint" };
}

/** Every setting that says who signs in and where; azure-native's own names throughout. */
export const settingTable: readonly SettingSpec[] = [
  setting("tenantId", ["ARM_TENANT_ID", "AZURE_TENANT_ID"]),
  setting("clientId", ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"]),
  setting("clientSecret", ["ARM_CLIENT_SECRET"], "secret"),
  setting("clientCertificatePath", ["ARM_CLIENT_CERTIFICATE_PATH"]),
  setting("clientCertificatePassword", ["ARM_CLIENT_CERTIFICATE_PASSWORD"], "secret"),
  setting("oidcToken", ["ARM_OIDC_TOKEN"], "secret"),
  setting("oidcTokenFilePath", ["ARM_OIDC_TOKEN_FILE_PATH"]),
  setting("oidcRequestUrl", ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"], "endpoint"),
  setting("oidcRequestToken", ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"], "endpoint"),
  setting("oidcAudience", ["ARM_OIDC_AUDIENCE"], "endpoint"),
  setting("useOidc", ["ARM_USE_OIDC"]),
  setting("useMsi", ["ARM_USE_MSI"]),
  setting("useCli", ["ARM_USE_CLI"]),
  setting("useDefaultAzureCredential", ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"]),
  setting("auxiliaryTenantIds", ["ARM_AUXILIARY_TENANT_IDS"]),
  setting("environment", ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"], "endpoint"),
  setting("metadataHost", ["ARM_METADATA_HOSTNAME"], "endpoint"),
  setting("disableInstanceDiscovery", ["ARM_DISABLE_INSTANCE_DISCOVERY"], "endpoint"),
];

export interface Setting {
  readonly value: string;
  /** Where it was found, for messages: `credential.clientId`, `azure-native:clientId` or `ARM_CLIENT_ID`. */
  readonly source: string;
}

/** The settings in force for one resource; what is empty or absent is left out. */
export type Settings = Readonly<Partial<Record<SettingName, Setting>>>;

/** Where settings are looked for beside a `credential` block. */
export interface SettingSources {
  /** Value of a full stack config key such as `azure-native:clientId`. */
  readonly config: (key: string) => string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

function fromSources(spec: SettingSpec, sources: SettingSources): Setting | undefined {
  const key = `azure-native:${spec.name}`;
  const configured = sources.config(key);
  // As in azure-native, a key that is present wins even when it is empty.
  if (configured !== undefined) return configured === "" ? undefined : { value: configured, source: key };
  const variable = spec.variables.find((name) => (sources.environment[name] ?? "") !== "");
  return variable === undefined ? undefined : { value: sources.environment[variable] ?? "", source: variable };
}

function fromBlock(spec: SettingSpec, block: Readonly<Record<string, unknown>>): Setting | undefined {
  const value = block[spec.name];
  if (value === undefined || value === null || value === "") return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { value: text, source: `credential.${spec.name}` };
}

/** Settings of a resource: a `credential` block stands alone but for endpoints; without one, config and then environment, per key. */
export function resolveSettings(
  block: Readonly<Record<string, unknown>> | undefined,
  sources: SettingSources,
): Settings {
  const found = settingTable.map((spec): [SettingName, Setting | undefined] => {
    if (block === undefined) return [spec.name, fromSources(spec, sources)];
    return [spec.name, fromBlock(spec, block) ?? (spec.endpoint ? fromSources(spec, sources) : undefined)];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** Values of the secrets among the settings, to be kept out of every text. */
export function secretsOf(settings: Settings): string[] {
  return settingTable.flatMap(({ name, secret }) => {
    const found = settings[name];
    return secret && found !== undefined ? [found.value] : [];
  });
}

/** A service principal with a secret, the method this version signs in with. */
export interface ClientSecretSettings {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the three came from, for messages. */
  readonly source: string;
}

/**
 * Which identity the settings name.
 * @throws PalError PAL_CONFIG_INVALID naming the settings that are missing and where they were looked for.
 */
export function clientSecretSettings(settings: Settings, hasBlock: boolean): ClientSecretSettings {
  const { tenantId, clientId, clientSecret } = settings;
  if (tenantId !== undefined && clientId !== undefined && clientSecret !== undefined) {
    const source = [...new Set([tenantId.source, clientId.source, clientSecret.source])].join(", ");
    return { tenantId: tenantId.value, clientId: clientId.value, clientSecret: clientSecret.value, source };
  }
  const missing = (["tenantId", "clientId", "clientSecret"] as const).filter((name) => settings[name] === undefined);
  throw new PalError("PAL_CONFIG_INVALID", missingSettings(missing, hasBlock));
}

function missingSettings(missing: readonly SettingName[], hasBlock: boolean): string {
  if (hasBlock) {
    const fields = missing.map((name) => `credential.${name}`).join(", ");
    return `the credential block lacks ${fields}; a block stands alone, nothing is filled in from stack config or environment`;
  }
  const places = settingTable
    .filter(({ name }) => missing.includes(name))
    .map(({ name, variables }) => `${name} (stack config azure-native:${name}, environment ${variables.join(" or ")})`);
  return `no identity to sign in with: missing ${places.join("; ")}. Set them, or give the resource a credential block`;
}
