import type { CredentialBlock, SettingName } from "../azure/settings";
import type { Declaration } from "./declaration";

const methodFields: readonly SettingName[] = [
  "clientSecret",
  "clientCertificatePath",
  "oidcToken",
  "oidcTokenFilePath",
  "useOidc",
  "useMsi",
  "useCli",
  "useDefaultAzureCredential",
];

/** Where the same ids are another identity's. */
const placeFields: readonly SettingName[] = ["tenantId", "clientId", "environment", "metadataHost"];

/** Whether two `credential` blocks name the same identity, as far as that shows without signing in. */
export function compareIdentity(
  { credential: before }: Pick<Declaration, "credential">,
  { credential: after }: Pick<Declaration, "credential">,
): "same" | "different" | "unclear" {
  if (before === undefined && after === undefined) return "same";
  if (before === undefined || after === undefined) return "unclear";
  const differs = (field: SettingName): boolean => before[field] !== after[field];
  const areClientsGiven = typeof before.clientId === "string" && typeof after.clientId === "string";
  if (areClientsGiven && differs("clientId")) return "different";
  if (placeFields.some(differs)) return "unclear";
  return methodOf(before) === methodOf(after) ? "same" : "unclear";
}

function methodOf(block: CredentialBlock): string {
  return methodFields.filter((field) => block[field] !== undefined && block[field] !== false).join();
}
