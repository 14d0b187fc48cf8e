import { PalError } from "../errors";
import { type SettingName, settingTable } from "./settings";

export type Selector =
  "useDefaultAzureCredential" | "clientCertificatePath" | "clientSecret" | "useOidc" | "useMsi" | "useCli";

/** Settings that select a method, in azure-native's order: the first that is configured is final. */
export const selectors: readonly Selector[] = [
  "useDefaultAzureCredential",
  "clientCertificatePath",
  "clientSecret",
  "useOidc",
  "useMsi",
  "useCli",
];

/** What could be set to sign in, and where; the Azure CLI needs nothing to be set. */
export function choices(): string {
  const names = selectors.filter((name) => name !== "useCli");
  return names.map((name) => placeOf(name, false)).join("; ");
}

/** For an identity that nothing names: every place that was looked at. */
export function nothingConfigured(why: string): string {
  const application = (["tenantId", "clientId"] as const).map((name) => placeOf(name, false));
  return `no identity to sign in with: none of ${choices()} is set, the first three with ${application.join(" and ")}, and ${why.replace(/\.$/, "")}. Set what azure-native uses, or give the resource a credential block`;
}

/** What a method lacks. */
export function missingSettings(missing: readonly SettingName[], hasBlock: boolean): string {
  const places = missing.map((name) => placeOf(name, hasBlock));
  if (!hasBlock) {
    return `no identity to sign in with: missing ${places.join("; ")}. Set them, or give the resource a credential block`;
  }
  return `the credential block lacks ${places.join(", ")}; a block stands alone, nothing is filled in from stack config or environment`;
}

/** Where a setting can be set. */
export function placeOf(name: SettingName, hasBlock: boolean): string {
  const { variables, endpoint } = settingTable.find((spec) => spec.name === name) ?? { variables: [], endpoint: false };
  if (hasBlock && !endpoint) return `credential.${name}`;
  return `${name} (stack config azure-native:${name}, environment ${variables.join(" or ")})`;
}

export function invalid(message: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", message);
}
