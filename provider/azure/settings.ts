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
  | "subscriptionId"
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
  /** The setting in a few words, as the table of docs/settings.md has them. */
  readonly doc: string;
}

type Trait = "secret" | "endpoint";

function setting(
  name: SettingName,
  variables: readonly string[],
  doc: string,
  traits: readonly Trait[] = [],
): SettingSpec {
  return { name, variables, doc, secret: traits.includes("secret"), endpoint: traits.includes("endpoint") };
}

/** Every setting that says who signs in and where; azure-native's own names throughout. */
export const settingTable: readonly SettingSpec[] = [
  setting("tenantId", ["ARM_TENANT_ID", "AZURE_TENANT_ID"], "tenant in which the identity signs in and is linked"),
  setting(
    "clientId",
    ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"],
    "application (client) ID, also of a user-assigned identity",
  ),
  setting("clientSecret", ["ARM_CLIENT_SECRET"], "the application's secret", ["secret"]),
  setting(
    "clientCertificatePath",
    ["ARM_CLIENT_CERTIFICATE_PATH"],
    "file with certificate and private key, PEM or PFX",
  ),
  setting("clientCertificatePassword", ["ARM_CLIENT_CERTIFICATE_PASSWORD"], "password of that file", ["secret"]),
  setting("useOidc", ["ARM_USE_OIDC"], "`true` signs in by OpenID Connect"),
  setting("oidcToken", ["ARM_OIDC_TOKEN"], "ID token for OpenID Connect", ["secret"]),
  setting("oidcTokenFilePath", ["ARM_OIDC_TOKEN_FILE_PATH"], "file with the ID token, read again for each sign-in"),
  setting(
    "oidcRequestUrl",
    ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"],
    "URL that returns an ID token, as in GitHub Actions and Azure Pipelines",
    ["endpoint"],
  ),
  setting(
    "oidcRequestToken",
    ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
    "bearer token for that URL",
    ["endpoint", "secret"],
  ),
  setting("oidcAudience", ["ARM_OIDC_AUDIENCE"], "audience of that ID token; `api://AzureADTokenExchange` by default", [
    "endpoint",
  ]),
  setting("useMsi", ["ARM_USE_MSI"], "`true` signs in as the machine's managed identity"),
  setting(
    "useCli",
    ["ARM_USE_CLI"],
    "`true` signs in as the account that is logged in to the Azure CLI; `false` never does",
  ),
  setting(
    "useDefaultAzureCredential",
    ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"],
    "`true` signs in by `DefaultAzureCredential`, which reads `AZURE_*` variables",
  ),
  setting(
    "subscriptionId",
    ["ARM_SUBSCRIPTION_ID"],
    "the Azure CLI's account for this subscription signs in if `tenantId` is not set",
  ),
  setting("auxiliaryTenantIds", ["ARM_AUXILIARY_TENANT_IDS"], "further tenants, a JSON array; links do not need them"),
  setting(
    "environment",
    ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
    "cloud: `public` (default), `usgovernment` or `china`",
    ["endpoint"],
  ),
  setting("metadataHost", ["ARM_METADATA_HOSTNAME"], "host that describes any other cloud; wins over `environment`", [
    "endpoint",
  ]),
  setting(
    "disableInstanceDiscovery",
    ["ARM_DISABLE_INSTANCE_DISCOVERY"],
    "`true` for a login host that Microsoft does not know",
    ["endpoint"],
  ),
];

export interface Setting {
  readonly value: string;
  /** Where it was found, for messages: `credential.clientId`, `azure-native:clientId` or `ARM_CLIENT_ID`. */
  readonly source: string;
}

/** The settings in force for one resource; what is empty or absent is left out. */
export type Settings = Readonly<Partial<Record<SettingName, Setting>>>;

/** Value of a full stack config key such as `azure-native:clientId`. */
export type StackConfig = (key: string) => string | undefined;

/** Where settings are looked for beside a `credential` block. */
export interface SettingSources {
  readonly config: StackConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Without what `echo` and files add at the end of a value; a secret may begin or end with a blank. */
function settingOf({ secret }: SettingSpec, value: string, source: string): Setting | undefined {
  const trimmed = secret ? value.replace(/^[\r\n]+|[\r\n]+$/g, "") : value.trim();
  return trimmed === "" ? undefined : { value: trimmed, source };
}

function fromSources(spec: SettingSpec, sources: SettingSources): Setting | undefined {
  const key = `azure-native:${spec.name}`;
  const configured = sources.config(key);
  // As in azure-native, a key that is present wins even when it is empty.
  if (configured !== undefined) return settingOf(spec, configured, key);
  const variable = spec.variables.find((name) => (sources.environment[name] ?? "") !== "");
  return variable === undefined ? undefined : settingOf(spec, sources.environment[variable] ?? "", variable);
}

/** A `credential` block; its values are checked where they are read. */
export type CredentialBlock = Readonly<Partial<Record<SettingName, unknown>>>;

function fromBlock(spec: SettingSpec, block: CredentialBlock): Setting | undefined {
  const value = block[spec.name];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return settingOf(spec, text, `credential.${spec.name}`);
}

/** Fields of a `credential` block that no setting has. */
export function unknownFields(block: object): string[] {
  return Object.keys(block).filter((key) => !settingTable.some(({ name }) => name === key));
}

/** Tokens of one run: another one each time, and worth nothing afterwards. */
export const runTokens = ["oidcToken", "oidcRequestToken", "oidcRequestUrl"] as const satisfies readonly SettingName[];

export type RunToken = (typeof runTokens)[number];

/**
 * Settings of a resource: a `credential` block stands alone but for endpoints; without one, config and then environment,
 * per key.
 *
 * @param takenOut - tokens that the block had when it was declared, and that are looked for elsewhere where it lacks them.
 */
export function resolveSettings(
  block: CredentialBlock | undefined,
  sources: SettingSources,
  takenOut: readonly RunToken[] = [],
): Settings {
  const found = settingTable.map((spec): [SettingName, Setting | undefined] => {
    if (block === undefined) return [spec.name, fromSources(spec, sources)];
    const isElsewhere = spec.endpoint || takenOut.some((name) => name === spec.name);
    return [spec.name, fromBlock(spec, block) ?? (isElsewhere ? fromSources(spec, sources) : undefined)];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** Names of the fields of a `credential` block that are secrets. */
export const secretFields: readonly string[] = settingTable.filter(({ secret }) => secret).map(({ name }) => name);

/** As in azure-native, only the text `true` counts. */
export function isTrue(setting: Setting | undefined): boolean {
  return setting?.value === "true";
}

/** Values of the secrets among the settings, to be kept out of every text. */
export function secretsOf(settings: Settings): string[] {
  return settingTable.flatMap(({ name, secret }) => {
    const found = settings[name];
    return secret && found !== undefined ? [found.value] : [];
  });
}
