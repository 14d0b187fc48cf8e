import { pairOf } from "../azure/identity";
import type { CredentialBlock, SettingName } from "../azure/settings";
import type { Declaration } from "./declaration";

const methodFields: readonly SettingName[] = [
  "clientSecret",
  "clientCertificatePath",
  "oidcTokenFilePath",
  "useOidc",
  "useMsi",
  "useCli",
  "useDefaultAzureCredential",
];

/** Methods that the machine or its user gives another identity without the block telling. */
const changingMethods: readonly SettingName[] = ["useMsi", "useCli", "useDefaultAzureCredential"];

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
  if (methodOf(before) !== methodOf(after)) return "unclear";
  return changingMethods.some((field) => after[field] === true) ? "unclear" : "same";
}

/** Whether the program says whose link it is: `expect` may name a tenant or a partner alone. */
export function namesIdentity({ credential, expect }: Pick<Declaration, "credential" | "expect">): boolean {
  return credential !== undefined || expect?.objectId !== undefined;
}

/** Whether the program expects another identity than the one whose link it is in state. */
export function expectsOther({ expect }: Pick<Declaration, "expect">, id: string): boolean {
  const expected = expect?.objectId;
  return expected !== undefined && expected !== pairOf(id).objectId;
}

function methodOf(block: CredentialBlock): string {
  return methodFields.filter((field) => block[field] !== undefined && block[field] !== false).join();
}
