import type { Identity } from "../azure/identity";
import type { LiveLink } from "../azure/partnerClient";

/** What the engine hands to a callback: inputs, or outputs that contain the inputs. Values may be of any shape. */
export type Properties = Readonly<Record<string, unknown>>;

export type DriftCheck = "required" | "bestEffort" | "off";

/** What must turn out true of the link. */
export interface Expectation {
  readonly tenantId?: string;
  readonly objectId?: string;
  readonly partnerName?: string;
}

/** Inputs a program writes; every other key is an output or hidden. */
export const publicInputs = ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"] as const;

/** Inputs only the constructor knows: the URN for messages, an adopted id, ignored properties, a credential made by another resource. */
const hiddenInputs = ["__urn", "__import", "__ignoreChanges", "__credentialFromResource"] as const;

/** Inputs and outputs read as what they are; anything else than the declared type counts as absent. */
export function partnerIdOf(properties: Properties): string {
  return typeof properties["partnerId"] === "string" ? properties["partnerId"] : "";
}

export function urnOf(properties: Properties): string {
  return typeof properties["__urn"] === "string" ? properties["__urn"] : "";
}

export function credentialOf(properties: Properties): Readonly<Record<string, unknown>> | undefined {
  const credential = properties["credential"];
  return typeof credential === "object" && credential !== null ? (credential as Record<string, unknown>) : undefined;
}

export function expectationOf(properties: Properties): Expectation | undefined {
  const expected = properties["expect"];
  return typeof expected === "object" && expected !== null ? expected : undefined;
}

export function driftCheckOf(properties: Properties): DriftCheck {
  const value = properties["driftCheck"];
  return value === "bestEffort" || value === "off" ? value : "required";
}

/** Whether the program said to leave this property as it stands. */
export function ignores(properties: Properties, property: string): boolean {
  const ignored = properties["__ignoreChanges"];
  return Array.isArray(ignored) && ignored.includes(property);
}

/** What delete does: as declared, else it removes what this resource made and leaves what it found. */
export function unlinksOnDelete(state: Properties): boolean {
  const declared = state["onDelete"];
  if (declared === "unlink" || declared === "retain") return declared === "unlink";
  return state["adopted"] !== true;
}

/** The inputs among a resource's outputs, hidden ones included. */
export function inputsIn(properties: Properties): Record<string, unknown> {
  const keys = [...publicInputs, ...hiddenInputs];
  return Object.fromEntries(keys.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]]));
}

/** Outputs for a link that stands as declared. */
export function outputsFor(
  inputs: Properties,
  identity: Identity,
  live: LiveLink,
  adopted: boolean,
): Record<string, unknown> {
  const { partnerName, state, version, createdTime, updatedTime } = live;
  return present({
    ...inputsIn(inputs),
    tenantId: identity.tenantId,
    objectId: identity.objectId,
    partnerName,
    state: state ?? "Active",
    version,
    createdTime,
    updatedTime,
    adopted,
    __clientId: identity.clientId,
    __declaredPartnerId: live.partnerId,
    __provider: inputs["__provider"],
  });
}

/** Outputs after somebody looked: the live values over what was there. */
export function withLive(state: Properties, live: LiveLink): Record<string, unknown> {
  const { partnerId, partnerName, state: linkState, version, createdTime, updatedTime } = live;
  return present({
    ...state,
    partnerId,
    partnerName,
    state: linkState ?? "Active",
    version,
    createdTime,
    updatedTime,
  });
}

/** The engine's wire format has no undefined. */
function present(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
