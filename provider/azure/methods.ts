import { PalError } from "../errors";
import { isTrue, type Setting, type SettingName, type Settings, settingTable } from "./settings";

interface Application {
  readonly tenantId: string;
  readonly clientId: string;
}

type Way =
  | ({ readonly kind: "clientSecret"; readonly clientSecret: string } & Application)
  | ({ readonly kind: "clientCertificate"; readonly path: string; readonly password?: string } & Application)
  | ({ readonly kind: "oidcToken"; readonly token: string } & Application)
  | ({ readonly kind: "oidcTokenFile"; readonly path: string } & Application)
  | ({
      readonly kind: "oidcRequest";
      readonly url: string;
      readonly requestToken: string;
      readonly audience: string;
    } & Application)
  | { readonly kind: "managedIdentity"; readonly clientId?: string }
  | { readonly kind: "azureCli"; readonly tenantId?: string; readonly implied: boolean }
  | { readonly kind: "defaultAzureCredential"; readonly tenantId?: string; readonly clientId?: string };

/** How an identity signs in, with the values for it and, for messages, where they came from. */
export type SignInMethod = Way & { readonly source: string };

type Selector =
  "useDefaultAzureCredential" | "clientCertificatePath" | "clientSecret" | "useOidc" | "useMsi" | "useCli";

/** Settings that select a method, in azure-native's order: the first that is configured is final. */
const selectors: readonly Selector[] = [
  "useDefaultAzureCredential",
  "clientCertificatePath",
  "clientSecret",
  "useOidc",
  "useMsi",
  "useCli",
];

const oidcFields = ["oidcToken", "oidcTokenFilePath", "oidcRequestUrl", "oidcRequestToken"] as const;

/**
 * The one method that the settings name. A `credential` block names exactly one; in stack config and environment the
 * first of azure-native's order counts, and the Azure CLI when nothing is configured.
 * @throws PalError PAL_CONFIG_INVALID naming the setting that is missing or contradicts another.
 */
export function signInMethod(settings: Settings, hasBlock: boolean): SignInMethod {
  const selector = hasBlock ? selectedByBlock(settings) : selectors.find((name) => isSelected(settings, name));
  return selector === undefined ? impliedCli(settings) : build(selector, settings, hasBlock);
}

function isSelected(settings: Settings, selector: Selector): boolean {
  return selector.startsWith("use") ? isTrue(settings[selector]) : settings[selector] !== undefined;
}

function selectedByBlock(settings: Settings): Selector {
  const isOwn = (name: SettingName): boolean => settings[name]?.source.startsWith("credential.") === true;
  const named = selectors.filter(
    (name) => isSelected(settings, name) || (name === "useOidc" && oidcFields.some((field) => isOwn(field))),
  );
  const spelled = (name: Selector): string =>
    name === "useOidc" ? (oidcFields.find((field) => isOwn(field)) ?? name) : name;
  const [first, ...others] = named;
  if (first === undefined) {
    throw invalid(
      `the credential block names no way to sign in: give it one of ${selectors.map(spelled).join(", ")}; a block stands alone, nothing is filled in from stack config or environment`,
    );
  }
  if (others.length > 0) {
    throw invalid(`the credential block names ${named.map(spelled).join(" and ")}: it can sign in one way only`);
  }
  if (isOwn("clientCertificatePassword") && first !== "clientCertificatePath") {
    throw invalid("the credential block has clientCertificatePassword but no clientCertificatePath");
  }
  return first;
}

function build(selector: Selector, settings: Settings, hasBlock: boolean): SignInMethod {
  switch (selector) {
    case "clientSecret":
      return withApplication(settings, hasBlock, ["clientSecret"], ({ clientSecret }) => ({
        kind: "clientSecret",
        clientSecret,
      }));
    case "clientCertificatePath":
      return withApplication(settings, hasBlock, ["clientCertificatePath"], ({ clientCertificatePath }) => ({
        kind: "clientCertificate",
        path: clientCertificatePath,
        ...optional("password", settings.clientCertificatePassword),
      }));
    case "useOidc":
      return oidcMethod(settings, hasBlock);
    case "useMsi":
      return {
        kind: "managedIdentity",
        ...optional("clientId", settings.clientId),
        source: sourcesOf([settings.useMsi, settings.clientId]),
      };
    case "useCli":
      return {
        kind: "azureCli",
        implied: false,
        ...optional("tenantId", settings.tenantId),
        source: sourcesOf([settings.useCli, settings.tenantId]),
      };
    case "useDefaultAzureCredential":
      return {
        kind: "defaultAzureCredential",
        ...optional("tenantId", settings.tenantId),
        ...optional("clientId", settings.clientId),
        source: sourcesOf([settings.useDefaultAzureCredential, settings.tenantId, settings.clientId]),
      };
  }
}

const defaultAudience = "api://AzureADTokenExchange";

function oidcMethod(settings: Settings, hasBlock: boolean): SignInMethod {
  if (settings.oidcToken !== undefined && settings.oidcTokenFilePath !== undefined && hasBlock) {
    throw invalid("the credential block has oidcToken and oidcTokenFilePath: give one of them");
  }
  if (settings.oidcToken !== undefined) {
    return withApplication(settings, hasBlock, ["oidcToken"], ({ oidcToken }) => ({
      kind: "oidcToken",
      token: oidcToken,
    }));
  }
  if (settings.oidcTokenFilePath !== undefined) {
    return withApplication(settings, hasBlock, ["oidcTokenFilePath"], ({ oidcTokenFilePath }) => ({
      kind: "oidcTokenFile",
      path: oidcTokenFilePath,
    }));
  }
  if (settings.oidcRequestUrl === undefined && settings.oidcRequestToken === undefined) {
    const places = (["oidcToken", "oidcTokenFilePath", "oidcRequestUrl"] as const).map((name) => placeOf(name, false));
    throw invalid(
      `OpenID Connect is asked for (${sourcesOf([settings.useOidc])}) but there is no ID token: missing one of ${places.join("; ")}. In GitHub Actions grant the job \`permissions: id-token: write\``,
    );
  }
  return withApplication(settings, hasBlock, ["oidcRequestUrl", "oidcRequestToken"], (found) => ({
    kind: "oidcRequest",
    url: found.oidcRequestUrl,
    requestToken: found.oidcRequestToken,
    audience: settings.oidcAudience?.value ?? defaultAudience,
  }));
}

type ApplicationWay = Extract<Way, Application>;
type WithoutApplication<T> = T extends Application ? Omit<T, keyof Application> : never;

/** Completes a method that signs in as an application of a tenant. */
function withApplication<Name extends SettingName>(
  settings: Settings,
  hasBlock: boolean,
  names: readonly Name[],
  way: (found: Readonly<Record<Name, string>>) => WithoutApplication<ApplicationWay>,
): SignInMethod {
  const needed: readonly SettingName[] = ["tenantId", "clientId", ...names];
  const missing = needed.filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw invalid(missingSettings(missing, hasBlock));
  const found = Object.fromEntries(needed.map((name) => [name, settings[name]?.value ?? ""]));
  return {
    ...way(found as Record<Name, string>),
    tenantId: found["tenantId"] ?? "",
    clientId: found["clientId"] ?? "",
    source: sourcesOf(needed.map((name) => settings[name])),
  };
}

/** What is left when nothing is configured, unless something is half configured: then another identity would be linked. */
function impliedCli(settings: Settings): SignInMethod {
  const { clientId, useCli, tenantId } = settings;
  const choices = selectors.filter((name) => name !== "useCli").map((name) => placeOf(name, false));
  if (clientId !== undefined) {
    throw invalid(
      `clientId is set (${clientId.source}) but nothing it could sign in with: missing one of ${choices.join("; ")}`,
    );
  }
  if (useCli !== undefined) {
    throw invalid(
      `no identity to sign in with: the Azure CLI is ruled out (${useCli.source}), and none of ${choices.join("; ")} is set`,
    );
  }
  return { kind: "azureCli", implied: true, ...optional("tenantId", tenantId), source: sourcesOf([tenantId]) };
}

/** For an identity that nothing names: every place that was looked at. */
export function nothingConfigured(why: string): string {
  const choices = selectors.filter((name) => name !== "useCli").map((name) => placeOf(name, false));
  const application = (["tenantId", "clientId"] as const).map((name) => placeOf(name, false));
  return `no identity to sign in with: none of ${choices.join("; ")} is set, the first three with ${application.join(" and ")}, and ${why.replace(/\.$/, "")}. Set what azure-native uses, or give the resource a credential block`;
}

function missingSettings(missing: readonly SettingName[], hasBlock: boolean): string {
  const places = missing.map((name) => placeOf(name, hasBlock));
  if (!hasBlock) {
    return `no identity to sign in with: missing ${places.join("; ")}. Set them, or give the resource a credential block`;
  }
  return `the credential block lacks ${places.join(", ")}; a block stands alone, nothing is filled in from stack config or environment`;
}

function placeOf(name: SettingName, hasBlock: boolean): string {
  const { variables, endpoint } = settingTable.find((spec) => spec.name === name) ?? { variables: [], endpoint: false };
  if (hasBlock && !endpoint) return `credential.${name}`;
  return `${name} (stack config azure-native:${name}, environment ${variables.join(" or ")})`;
}

function optional<Name extends string>(name: Name, setting: Setting | undefined): Partial<Record<Name, string>> {
  return setting === undefined ? {} : ({ [name]: setting.value } as Record<Name, string>);
}

function sourcesOf(settings: readonly (Setting | undefined)[]): string {
  return [...new Set(settings.flatMap((setting) => (setting === undefined ? [] : [setting.source])))].join(", ");
}

function invalid(message: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", message);
}
