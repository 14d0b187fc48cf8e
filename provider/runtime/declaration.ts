import { isDeepStrictEqual } from "node:util";
import { guid } from "../azure/guid";
import { objectOf } from "../azure/json";
import type { CredentialBlock } from "../azure/settings";
import { type InputName, inputNames } from "../args";
import { hasUnknown } from "./unknowns";

/** What the engine hands to a callback: inputs, or outputs that contain the inputs. Values may be of any shape. */
export type Properties = Readonly<Record<string, unknown>>;

export type DriftCheck = "required" | "bestEffort" | "off";

/** What must turn out true of the link. */
export interface Expectation {
  readonly tenantId?: string;
  readonly objectId?: string;
  readonly partnerName?: string;
}

/**
 * What a program, or a state, declares of a link. A value of another type than declared counts as absent: `check` has
 * refused it before anything else sees it.
 */
export interface Declaration {
  /** Empty where it is absent or not known yet. */
  readonly partnerId: string;
  readonly credential: CredentialBlock | undefined;
  readonly expect: Expectation | undefined;
  readonly overwrite: boolean;
  readonly driftCheck: DriftCheck;
  readonly onDelete: "unlink" | "retain" | undefined;
  /** Of the resource, for messages and to tell resources apart; empty where a transform has dropped it. */
  readonly urn: string;
  /** Id given as the option `import`. */
  readonly importId: string | undefined;
  /** Whether the program ignores changes of `partnerId`. */
  readonly ignoresPartner: boolean;
  /** Whether another resource makes any part of the credential. */
  readonly credentialFromResource: boolean;
  /** Inputs that are not known before another resource exists; a part that is not known makes all of it so. */
  readonly unknown: readonly (InputName | "import")[];
  /** The inputs themselves, normalised, to be handed back to the engine. */
  readonly inputs: Properties;
}

/** Reads inputs, or the inputs among outputs. Spaces around ids and capitals in GUIDs are dropped: they come from copying. */
export function parseDeclaration(properties: Properties): Declaration {
  const inputs = normalise(properties);
  const unknown = inputNames.filter((name) => hasUnknown(inputs[name]));
  const known = Object.fromEntries(Object.entries(inputs).filter(([name]) => !unknown.some((one) => one === name)));
  const { partnerId, credential, expect, overwrite, driftCheck, onDelete } = known;
  const hidden = objectOf(inputs["__declared"]) ?? {};
  const { urn, import: importId, ignoreChanges, credentialFromResource } = hidden;
  return {
    partnerId: typeof partnerId === "string" ? partnerId : "",
    credential: objectOf(credential),
    expect: objectOf(expect),
    overwrite: overwrite === true,
    driftCheck: driftCheck === "bestEffort" || driftCheck === "off" ? driftCheck : "required",
    onDelete: onDelete === "unlink" || onDelete === "retain" ? onDelete : undefined,
    urn: typeof urn === "string" ? urn : "",
    importId: typeof importId === "string" ? importId : undefined,
    ignoresPartner: Array.isArray(ignoreChanges) && ignoreChanges.includes("partnerId"),
    credentialFromResource: credentialFromResource === true,
    unknown: hasUnknown(importId) ? [...unknown, "import"] : unknown,
    inputs,
  };
}

/** The declaration with another partner: what a refresh has found. */
export function withPartner(declaration: Declaration, partnerId: string): Declaration {
  return { ...declaration, partnerId, inputs: { ...declaration.inputs, partnerId } };
}

function normalise(properties: Properties): Properties {
  const { partnerId, credential, expect, overwrite, driftCheck, onDelete } = properties;
  return present({
    partnerId: typeof partnerId === "string" || typeof partnerId === "number" ? String(partnerId).trim() : partnerId,
    credential: normaliseGuids(credential),
    expect: normaliseGuids(expect),
    overwrite,
    driftCheck,
    onDelete,
    __declared: properties["__declared"],
    __provider: properties["__provider"],
  });
}

/** The engine's wire format has no undefined. */
export function present(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Ids alone: a secret or a password may look like a GUID, and its case counts. */
const guidFields = ["tenantId", "clientId", "objectId"];

function normaliseGuids(block: unknown): unknown {
  const fields = objectOf(block);
  if (fields === undefined) return block;
  const lower = (value: unknown): unknown =>
    typeof value === "string" && guid.test(value.trim()) ? value.trim().toLowerCase() : value;
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, guidFields.includes(key) ? lower(value) : value]),
  );
}

/** Tokens of a run: another one each time, and never a reason to update. */
const perRun = ["oidcToken", "oidcRequestToken", "oidcRequestUrl"];

/** Inputs that differ between state and program; one that is not known yet counts as another. */
export function changedInputs(state: Declaration, news: Declaration): readonly InputName[] {
  return inputNames.filter(
    (name) => news.unknown.includes(name) || !isDeepStrictEqual(comparable(state, name), comparable(news, name)),
  );
}

function comparable({ inputs }: Declaration, name: InputName): unknown {
  const block = name === "credential" ? objectOf(inputs[name]) : undefined;
  if (block === undefined) return inputs[name];
  return Object.fromEntries(
    Object.entries(block).filter(([field, value]) => !perRun.includes(field) && value !== undefined),
  );
}
