import { credentialSettings } from "../../azure/credentialSettings";
import { limits } from "../../azure/limits";
import { signInMethod } from "../../azure/methods";
import { type Observation, observe } from "../../azure/observe";
import type { CredentialBlock, Settings } from "../../azure/settings";
import { signIn } from "../../azure/signIn";
import type { Customer, IdentityKind } from "./customer";

type Row = Pick<Customer, "tenantId" | "identity" | "clientId">;

/** Reads the link of the row's identity, in the row's directory. Never throws. */
export async function lookUpCustomer(row: Row): Promise<Observation> {
  return await observe(() => {
    const { settings, hasBlock } = settingsOf(row);
    return signIn(settings, hasBlock);
  });
}

/** How many rows are looked up at the same time. */
export function atOnce(identities: readonly IdentityKind[]): number {
  return identities.includes("azureCli") ? limits.azureCliSideBySide : limits.sideBySide;
}

/**
 * The `credential` that the program gives the row's link; undefined where that holds a secret. An application without a
 * secret in the environment signs in by OpenID Connect.
 */
export function declaredCredential({ tenantId, identity, clientId }: Row): CredentialBlock | undefined {
  if (identity === "azureCli") return { useCli: true, tenantId };
  if (identity === "managedIdentity") return { useMsi: true, ...(clientId === "" ? {} : { clientId }) };
  const { settings, hasBlock } = settingsOf({ tenantId, identity, clientId });
  const isToken = signInMethod(settings, hasBlock).kind.startsWith("oidc");
  return isToken ? { tenantId, clientId, useOidc: true } : undefined;
}

const none = { useMsi: undefined, useCli: undefined, useDefaultAzureCredential: undefined, subscriptionId: undefined };

/** All of them name the tenant, so that a sign-in elsewhere is an error. */
function settingsOf({ tenantId, identity, clientId }: Row): {
  readonly settings: Settings;
  readonly hasBlock: boolean;
} {
  const inRow = (value: string) => ({ value, source: "the customer's row" });
  const nothing = () => undefined;
  if (identity === "azureCli") return credentialSettings({ useCli: true, tenantId }, nothing);
  if (identity === "managedIdentity")
    return credentialSettings({ useMsi: true, tenantId, ...(clientId === "" ? {} : { clientId }) }, nothing);
  const { settings, hasBlock } = credentialSettings(undefined, nothing);
  const others = Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in none)));
  return { settings: { ...others, tenantId: inRow(tenantId), clientId: inRow(clientId) }, hasBlock };
}
