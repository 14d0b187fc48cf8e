import { invalid, missingSettings, placeOf, type Selector, selectors } from "./settingErrors";
import { howToGetIdToken, howToSignIn } from "./platform";
import { assertForm, assertForms } from "./settingForms";
import { isTrue, type Setting, type SettingName, type Settings } from "./settings";

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
  | {
      readonly kind: "azureCli";
      readonly tenantId?: string;
      readonly subscriptionId?: string;
      /** Nothing else is configured. */
      readonly implied: boolean;
    }
  | { readonly kind: "defaultAzureCredential"; readonly tenantId?: string; readonly clientId?: string };

/** How an identity signs in, with the values for it and, for messages, where they came from. */
export type SignInMethod = Way & { readonly source: string };

const oidcFields = ["oidcToken", "oidcTokenFilePath", "oidcRequestUrl", "oidcRequestToken"] as const;

/**
 * The one method that the settings name. A `credential` block names exactly one; in stack config and environment the
 * first of azure-native's order counts, and the Azure CLI when nothing is configured.
 * @throws PalError PAL_CONFIG_INVALID naming the setting that is missing, of the wrong form, or contradicts another.
 */
export function signInMethod(settings: Settings, hasBlock: boolean): SignInMethod {
  const selector = hasBlock ? selectedByBlock(settings) : selectors.find((name) => isSelected(settings, name));
  return selector === undefined ? impliedCli(settings) : build(selector, settings, hasBlock);
}

function isSelected(settings: Settings, selector: Selector): boolean {
  if (!selector.startsWith("use")) return settings[selector] !== undefined;
  assertForm(selector, settings[selector]);
  return isTrue(settings[selector]);
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
      return managedIdentity(settings);
    case "useCli":
      return azureCli(settings, false);
    case "useDefaultAzureCredential":
      return defaultAzureCredential(settings, hasBlock);
  }
}

/** azure-native would take the system-assigned identity where AZURE_CLIENT_ID alone names one; other tools, the named one. */
function managedIdentity({ useMsi, clientId }: Settings): SignInMethod {
  if (clientId?.source === "AZURE_CLIENT_ID") {
    throw invalid(
      "the managed identity to sign in as is named by AZURE_CLIENT_ID alone, which azure-native does not read. " +
        "Set ARM_CLIENT_ID or azure-native:clientId to its client ID; for the system-assigned identity unset AZURE_CLIENT_ID",
    );
  }
  assertForm("clientId", clientId);
  return { kind: "managedIdentity", ...optional("clientId", clientId), source: sourcesOf([useMsi, clientId]) };
}

/** The CLI takes a tenant or a subscription, not both. */
function azureCli(settings: Settings, implied: boolean): SignInMethod {
  const { useCli, tenantId, subscriptionId } = settings;
  assertForms(settings, ["tenantId", "subscriptionId"]);
  const subscription = tenantId === undefined ? subscriptionId : undefined;
  return {
    kind: "azureCli",
    implied,
    ...optional("tenantId", tenantId),
    ...optional("subscriptionId", subscription),
    source: sourcesOf([useCli, tenantId, subscription]),
  };
}

/** It has variables of its own for the client, which another setting must not overrule. */
function defaultAzureCredential(settings: Settings, hasBlock: boolean): SignInMethod {
  const { useDefaultAzureCredential, tenantId } = settings;
  assertForms(settings, ["tenantId", "clientId"]);
  const clientId = hasBlock ? settings.clientId : undefined;
  return {
    kind: "defaultAzureCredential",
    ...optional("tenantId", tenantId),
    ...optional("clientId", clientId),
    source: sourcesOf([useDefaultAzureCredential, tenantId, clientId]),
  };
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
    const places = (["oidcToken", "oidcTokenFilePath", "oidcRequestUrl"] as const).map((name) =>
      placeOf(name, hasBlock),
    );
    const remedy = howToGetIdToken() ?? `Set one of ${places.join("; ")}`;
    throw invalid(
      `OpenID Connect is requested (${sourcesOf([settings.useOidc])}), but there is no ID token. ${remedy}`,
    );
  }
  return withApplication(settings, hasBlock, ["oidcRequestUrl", "oidcRequestToken"], (found) => ({
    kind: "oidcRequest",
    url: found.oidcRequestUrl,
    requestToken: found.oidcRequestToken,
    audience: audienceIn(settings),
  }));
}

function audienceIn({ oidcAudience }: Settings): string {
  assertForm("oidcAudience", oidcAudience);
  return oidcAudience?.value ?? defaultAudience;
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
  assertForms(settings, needed);
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
  const { clientId, useCli } = settings;
  if (clientId !== undefined) {
    throw invalid(
      `clientId is set (${clientId.source}), but no secret, certificate, OpenID Connect or managed identity to sign in with. Set one of them, or unset clientId to use the Azure CLI`,
    );
  }
  if (useCli !== undefined) {
    throw invalid(
      `no identity to sign in with: no credential is configured, and the Azure CLI is ruled out (${useCli.source}). ${howToSignIn()}`,
    );
  }
  return azureCli(settings, true);
}

function optional<Name extends string>(name: Name, setting: Setting | undefined): Partial<Record<Name, string>> {
  return setting === undefined ? {} : ({ [name]: setting.value } as Record<Name, string>);
}

/** Places that values came from, for messages. */
function sourcesOf(settings: readonly (Setting | undefined)[]): string {
  return [...new Set(settings.flatMap((setting) => (setting === undefined ? [] : [setting.source])))].join(", ");
}
