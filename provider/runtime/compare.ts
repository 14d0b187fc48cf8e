import { isDeepStrictEqual } from "node:util";
import type { Observation } from "../azure/partnerClient";
import { credentialOf, ignores, partnerIdOf, type Properties, publicInputs } from "./state";

/** Tokens of a run: another one each time, and never a reason to update. */
const perRun = ["oidcToken", "oidcRequestToken", "oidcRequestUrl"];
const methodKeys = [
  "clientSecret",
  "clientCertificatePath",
  "oidcToken",
  "oidcTokenFilePath",
  "useOidc",
  "useMsi",
  "useCli",
  "useDefaultAzureCredential",
];

function comparable(properties: Properties, key: string): unknown {
  const value = properties[key];
  if (key !== "credential") return value;
  const block = credentialOf(properties);
  if (block === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(block).filter(([field, held]) => !perRun.includes(field) && held !== undefined),
  );
}

/** Public inputs that differ between state and program. */
export function changedInputs(state: Properties, inputs: Properties): string[] {
  return publicInputs.filter((key) => !isDeepStrictEqual(comparable(state, key), comparable(inputs, key)));
}

/** Whether two `credential` blocks name the same identity, as far as that shows without signing in. */
export function sameIdentity(state: Properties, inputs: Properties): "same" | "different" | "unclear" {
  const before = credentialOf(state);
  const after = credentialOf(inputs);
  if (before === undefined && after === undefined) return "same";
  if (before === undefined || after === undefined) return "unclear";
  const differs = (key: string): boolean => before[key] !== after[key];
  const bothGiven = (key: string): boolean => typeof before[key] === "string" && typeof after[key] === "string";
  if (bothGiven("clientId") && differs("clientId")) return "different";
  // The same ids in another cloud are somebody else.
  if (["tenantId", "clientId", "environment", "metadataHost"].some(differs)) return "unclear";
  const method = (block: Properties): string => methodKeys.filter((key) => block[key] !== undefined).join();
  return bothGiven("clientId") || method(before) === method(after) ? "same" : "unclear";
}

/** Whether the live link needs no write. */
export function isAsDeclared(inputs: Properties, live: Observation): boolean {
  if (live === undefined) return false;
  return live.partnerId === partnerIdOf(inputs) || ignores(inputs, "partnerId");
}
