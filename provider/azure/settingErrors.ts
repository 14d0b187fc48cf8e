import { PalError } from "../errors";
import { shown } from "../text";
import { objectOf } from "./json";
import { azLogin, howToSignIn } from "./platform";
import { type SettingName, settingTable, unknownFields } from "./settings";

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

/** For an identity that nothing names, after the Azure CLI has given none either. */
export function nothingConfigured(why: string, tenantId: string | undefined): string {
  return `no identity to sign in with: no credential is configured, and ${why.replace(/\.$/, "")}. ${howToSignIn(`Run ${azLogin(tenantId)}. `)}`;
}

/** What a method lacks. */
export function missingSettings(missing: readonly SettingName[], hasBlock: boolean): string {
  const places = missing.map((name) => placeOf(name, hasBlock));
  if (!hasBlock) {
    return `no identity to sign in with: missing ${places.join("; ")}. Set them, or give the resource a credential block`;
  }
  return `the credential block lacks ${places.join(", ")}; a block stands alone, nothing is filled in from stack config or environment`;
}

/** Why a value is no `credential` block; undefined when it is one. */
export function notABlock(value: unknown): string | undefined {
  const block = objectOf(value);
  if (block === undefined) return `credential must be an object; it is ${shown(value, /^$/)}`;
  const unknown = unknownFields(block);
  if (unknown.length === 0) return undefined;
  return `unknown field ${unknown.map((name) => `credential.${name}`).join(", ")}; the fields of credential are ${settingTable.map(({ name }) => name).join(", ")}`;
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
