import { signInMethod } from "../../azure/methods";
import { isTrue, resolveSettings, type SettingName, type Settings } from "../../azure/settings";
import type { Credential } from "../../credentialArgs";
import { PalError } from "../../errors";
import type { IdentityKind } from "../customers/customer";

/** Who signs in where. */
export interface NamedIdentity {
  readonly kind: IdentityKind;
  readonly tenantId: string;
  readonly clientId?: string;
}

export function labelOf({ kind, clientId }: NamedIdentity): string {
  const name = { azureCli: "Azure CLI", servicePrincipal: "service principal", managedIdentity: "managed identity" }[
    kind
  ];
  return clientId === undefined ? name : `${name} ${clientId}`;
}

/** The settings of the environment, which stack config has been put before. */
export function environmentSettings(): Settings {
  return resolveSettings(undefined, { config: () => undefined, environment: process.env });
}

/**
 * How an identity that a file names signs in. No file holds secrets: what proves a service principal is in the environment,
 * the same for all of them, as with an application of many directories or the tokens of a pipeline.
 *
 * @throws PalError PAL_CONFIG_INVALID for a service principal where nothing there proves one.
 */
export function credentialOf({ kind, tenantId, clientId }: NamedIdentity): Credential {
  const settings = environmentSettings();
  const client = clientId === undefined ? {} : { clientId };
  switch (kind) {
    case "azureCli":
      return { useCli: true, tenantId };
    case "managedIdentity":
      return { useMsi: true, tenantId, ...client };
    case "servicePrincipal":
      return { tenantId, ...client, ...proofIn(settings, labelOf({ kind, tenantId, ...client })) };
  }
}

/**
 * How whoever signs in by the environment does so in another directory.
 *
 * @throws PalError PAL_CONFIG_INVALID.
 */
export function credentialIn(tenantId: string): Credential {
  const settings = environmentSettings();
  const { kind } = signInMethod(settings, false);
  const client = valuesOf(settings, ["clientId"]);
  switch (kind) {
    case "azureCli":
      return { useCli: true, tenantId };
    case "managedIdentity":
      return { useMsi: true, tenantId, ...client };
    case "defaultAzureCredential":
      return { useDefaultAzureCredential: true, tenantId };
    default:
      return { tenantId, ...client, ...proofIn(settings, "the service principal") };
  }
}

/** In azure-native's order. */
function proofIn(settings: Settings, label: string): Credential {
  const { clientCertificatePath, clientSecret, useOidc, oidcToken } = settings;
  if (clientCertificatePath !== undefined)
    return valuesOf(settings, ["clientCertificatePath", "clientCertificatePassword"]);
  if (clientSecret !== undefined) return valuesOf(settings, ["clientSecret"]);
  if (isTrue(useOidc))
    return { useOidc: true, ...valuesOf(settings, [oidcToken === undefined ? "oidcTokenFilePath" : "oidcToken"]) };
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `no credential for ${label}: set ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or ARM_USE_OIDC, or the same in stack config (--config)`,
  );
}

/** Settings as fields of a block; those that are not set are left out. */
export function valuesOf(settings: Settings, names: readonly SettingName[]): Credential {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = settings[name]?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A message about such a block, with the names of the settings that it was made of. */
export function inSettings(text: string): string {
  const settings = environmentSettings();
  return text.replace(/\bcredential\.(\w+)/g, (field, name: string) =>
    name === "tenantId" || name === "clientId" ? name : (settings[name as SettingName]?.source ?? field),
  );
}
