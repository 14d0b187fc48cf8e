import { credentialSettings, type SignInSettings } from "../../azure/credentialSettings";
import { limits } from "../../azure/limits";
import { signInMethod } from "../../azure/methods";
import { type Observation, observe } from "../../azure/observe";
import {
  type CredentialBlock,
  isTrue,
  type Settings,
  type SettingName,
  type StackConfig,
  settingTable,
} from "../../azure/settings";
import { signIn } from "../../azure/signIn";
import { PalError } from "../../errors";
import type { Customer } from "./customer";

type Row = Pick<Customer, "tenantId" | "identity" | "clientId">;

/**
 * How the identity of a row signs in, in the row's directory: a sign-in elsewhere is an error. No file holds secrets; what
 * proves a service principal is in stack config or environment, the same for all of them, as with an application of many
 * directories or the tokens of a pipeline.
 *
 * @throws PalError PAL_CONFIG_INVALID for a service principal where nothing there proves one.
 */
export function rowSignIn({ tenantId, identity, clientId }: Row, config: StackConfig): SignInSettings {
  const { settings } = credentialSettings(undefined, config);
  const inRow = (value: string) => ({ value, source: "the customer's row" });
  const named = { tenantId: inRow(tenantId), ...(clientId === "" ? {} : { clientId: inRow(clientId) }) };
  switch (identity) {
    case "azureCli":
      return { settings: { ...onlyEndpoints(settings), ...named, useCli: inRow("true") }, hasBlock: false };
    case "managedIdentity":
      return { settings: { ...onlyEndpoints(settings), ...named, useMsi: inRow("true") }, hasBlock: false };
    case "servicePrincipal":
      assertProof(settings, clientId);
      return { settings: { ...without(settings, otherWays), ...named }, hasBlock: false };
  }
}

/** How whoever the settings name signs in to another directory. */
export function signInTo(tenantId: string, { settings, hasBlock }: SignInSettings): SignInSettings {
  return { settings: { ...settings, tenantId: { value: tenantId, source: "the directory" } }, hasBlock };
}

/** Reads the link of the row's identity, in the row's directory. Never throws. */
export async function lookUpCustomer(row: Row, config: StackConfig): Promise<Observation> {
  return await observe(() => {
    const { settings, hasBlock } = rowSignIn(row, config);
    return signIn(settings, hasBlock);
  });
}

/**
 * The `credential` that the program gives the row's link; undefined where that holds a secret. An application without a
 * secret signs in by OpenID Connect.
 */
export function declaredCredential(row: Row, config: StackConfig): CredentialBlock | undefined {
  const { tenantId, identity, clientId } = row;
  if (identity === "azureCli") return { useCli: true, tenantId };
  if (identity === "managedIdentity") return { useMsi: true, ...(clientId === "" ? {} : { clientId }) };
  const { settings, hasBlock } = rowSignIn(row, config);
  const method = signInMethod(settings, hasBlock);
  if (!method.kind.startsWith("oidc")) return undefined;
  const file = method.kind === "oidcTokenFile" ? { oidcTokenFilePath: method.path } : {};
  return { tenantId, clientId, useOidc: true, ...file };
}

/** How many rows are looked up at the same time. */
export function atOnce(rows: readonly Pick<Row, "identity">[]): number {
  return rows.some(({ identity }) => identity === "azureCli") ? limits.azureCliSideBySide : limits.sideBySide;
}

const otherWays: readonly SettingName[] = ["useMsi", "useCli", "useDefaultAzureCredential", "subscriptionId"];

const identities = settingTable.filter(({ endpoint }) => !endpoint).map(({ name }) => name);

function onlyEndpoints(settings: Settings): Settings {
  return without(settings, identities);
}

function without(settings: Settings, names: readonly SettingName[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.some((other) => other === name)));
}

function assertProof({ clientCertificatePath, clientSecret, useOidc }: Settings, clientId: string): void {
  if (clientCertificatePath !== undefined || clientSecret !== undefined || isTrue(useOidc)) return;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `no credential for service principal ${clientId}: set ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or ARM_USE_OIDC, or the same in stack config (--config)`,
  );
}
