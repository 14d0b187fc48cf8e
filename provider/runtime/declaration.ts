import { isDeepStrictEqual } from "node:util";
import { type InputName, inputNames, isInputName } from "../args";
import { guid } from "../azure/guid";
import type { Identity } from "../azure/identity";
import { objectOf } from "../azure/json";
import type { ObservedAhead } from "../azure/observeAhead";
import { type CredentialBlock, type RunToken, runTokens, secretFields } from "../azure/settings";
import { parseObservedAhead } from "./observedAhead";
import { hasUnknown, secret, unknownValue } from "./wire";

/** What the engine hands to a callback: inputs, or outputs that contain the inputs. Values may be of any shape. */
export type Properties = Readonly<Record<string, unknown>>;

export type DriftCheck = "required" | "bestEffort" | "off";

/** Assertions about the identity and the partner. */
export interface Expectation {
  readonly tenantId?: string;
  readonly objectId?: string;
  readonly partnerName?: string;
}

/** Whose link it is; `unknown` in a preview that cannot tell. */
export type Ids = Pick<Identity, "tenantId" | "objectId"> | "unknown";

/**
 * What a program, or a state, declares of a link. A value of another type than declared counts as absent: `check` has
 * refused it before anything else sees it.
 */
export interface Declaration {
  /** Empty where it is absent or not known yet. */
  readonly partnerId: string;
  /** Without the tokens of one run; a field that is not known yet equals no value. */
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
  /** Tokens of one run that the credential had when it was declared. */
  readonly takenOut: readonly RunToken[];
  /** Those tokens, as long as they are at hand: never stored. */
  readonly tokens: CredentialBlock;
  /** Whether this is a preview. */
  readonly isPreview: boolean;
  /** What the program saw when it looked ahead: never stored. */
  readonly observation: ObservedAhead | undefined;
  /** Inputs that are not known before another resource exists; a part that is not known makes all of it so. */
  readonly unknown: readonly (InputName | "import")[];
  /** Keys that are no inputs, put in by a transform. */
  readonly unexpected: readonly string[];
  /** Whose link it is, as the last check said. */
  readonly ids: Ids | undefined;
  /** The inputs themselves, normalised and in plain text. */
  readonly inputs: Properties;
}

/** Keys of outputs, which a state or an import file has beside the inputs. */
const outputNames = "tenantId objectId partnerName state version createdTime updatedTime adopted".split(" ");

/** Reads inputs, or the inputs among outputs. Spaces around ids and capitals in GUIDs are dropped: they come from copying. */
export function parseDeclaration(properties: Properties): Declaration {
  const hidden = objectOf(properties["__declared"]) ?? {};
  const {
    urn,
    import: importId,
    ignoreChanges,
    credentialFromResource,
    dryRun,
    takenOut: takenBefore,
    observation,
  } = hidden;
  const { credential, tokens } = takeTokens(normaliseGuids(properties["credential"]));
  const takenOut = runTokens.filter(
    (name) => name in tokens || (Array.isArray(takenBefore) && takenBefore.includes(name)),
  );
  const { partnerId, overwrite, driftCheck, onDelete } = properties;
  const expect = normaliseGuids(properties["expect"]);
  const inputs = present({
    partnerId: typeof partnerId === "string" || typeof partnerId === "number" ? String(partnerId).trim() : partnerId,
    credential,
    expect,
    overwrite,
    driftCheck,
    onDelete,
    __declared: present({ urn, import: importId, ignoreChanges, credentialFromResource, takenOut: orAbsent(takenOut) }),
    __provider: properties["__provider"],
  });
  const unknown = inputNames.filter(
    (name) => hasUnknown(inputs[name]) || (name === "credential" && hasUnknown(tokens)),
  );
  const known = (name: InputName): unknown => (unknown.includes(name) ? undefined : inputs[name]);
  const partner = known("partnerId");
  return {
    partnerId: typeof partner === "string" ? partner : "",
    credential: knownFields(credential),
    expect: objectOf(known("expect")),
    overwrite: overwrite === true,
    driftCheck: driftCheck === "bestEffort" || driftCheck === "off" ? driftCheck : "required",
    onDelete: onDelete === "unlink" || onDelete === "retain" ? onDelete : undefined,
    urn: typeof urn === "string" ? urn : "",
    importId: typeof importId === "string" && !hasUnknown(importId) ? importId : undefined,
    ignoresPartner: Array.isArray(ignoreChanges) && ignoreChanges.includes("partnerId"),
    credentialFromResource: credentialFromResource === true,
    takenOut,
    tokens,
    isPreview: dryRun === true,
    observation: parseObservedAhead(observation),
    unknown: hasUnknown(importId) ? [...unknown, "import"] : unknown,
    unexpected: Object.keys(properties).filter((key) => !isExpected(key)),
    ids: parseIds(properties),
    inputs,
  };
}

function isExpected(key: string): boolean {
  return key.startsWith("__") || outputNames.includes(key) || isInputName(key);
}

function parseIds({ tenantId, objectId }: Properties): Ids | undefined {
  if (tenantId === unknownValue || objectId === unknownValue) return "unknown";
  return typeof tenantId === "string" && typeof objectId === "string" ? { tenantId, objectId } : undefined;
}

/** The inputs as the engine is to keep them: their secrets marked, whoever put them in. */
export function toInputs({ inputs }: Declaration, ids: Ids | undefined): Record<string, unknown> {
  const { credential } = inputs;
  const block = objectOf(credential);
  const marked = block === undefined ? credential : mapFields(block, markSecret);
  const { tenantId, objectId } = ids === "unknown" ? { tenantId: unknownValue, objectId: unknownValue } : (ids ?? {});
  return present({ ...inputs, credential: marked, tenantId, objectId });
}

function markSecret(name: string, value: unknown): unknown {
  return secretFields.includes(name) && !hasUnknown(value) ? secret(value) : value;
}

/** The declaration with another partner: what a refresh has found. */
export function withPartner(declaration: Declaration, partnerId: string): Declaration {
  return { ...declaration, partnerId, inputs: { ...declaration.inputs, partnerId } };
}

/**
 * The declaration with the tokens that the stored credential had, where `ignoreChanges` has the engine hand that one on. A
 * program that gives no token itself leaves it to the pipeline's own issuer.
 */
export function withStoredTokens(declaration: Declaration, { takenOut }: Declaration): Declaration {
  const ignored = objectOf(declaration.inputs["__declared"])?.["ignoreChanges"];
  const isStored = Array.isArray(ignored) && ignored.includes("credential");
  if (!isStored || takenOut.length === 0 || declaration.takenOut.length > 0) return declaration;
  return withTakenOut(declaration, takenOut);
}

/** The declaration with the credential of a state. */
export function withStoredCredential(
  declaration: Declaration,
  { credential, takenOut, inputs }: Declaration,
): Declaration {
  const stored = {
    credential,
    tokens: {},
    inputs: present({ ...declaration.inputs, credential: inputs["credential"] }),
  };
  return withTakenOut({ ...declaration, ...stored }, takenOut);
}

function withTakenOut(declaration: Declaration, takenOut: Declaration["takenOut"]): Declaration {
  const hidden = { ...objectOf(declaration.inputs["__declared"]), takenOut: orAbsent(takenOut) };
  return { ...declaration, takenOut, inputs: { ...declaration.inputs, __declared: present(hidden) } };
}

/** Tokens of one run are another each time and worth nothing later: what is stored is that there were some. */
function takeTokens(credential: unknown): { readonly credential: unknown; readonly tokens: CredentialBlock } {
  const block = objectOf(credential);
  if (block === undefined) return { credential, tokens: {} };
  const isToken = ([name, value]: [string, unknown]): boolean =>
    runTokens.some((token) => token === name) && value !== undefined && value !== null && value !== "";
  const fields = Object.entries(block);
  const tokens = Object.fromEntries(fields.filter(isToken));
  if (Object.keys(tokens).length === 0) return { credential, tokens };
  const kept = Object.fromEntries(fields.filter((field) => !isToken(field)));
  return { credential: { ...kept, useOidc: true }, tokens };
}

/** What stands for a field that is given and not known yet: it equals no value. */
const notKnown = {};

/** The block as far as it is known: it cannot sign in, but it tells whose it is. */
function knownFields(credential: unknown): CredentialBlock | undefined {
  const block = objectOf(credential);
  return block === undefined ? undefined : mapFields(block, (_, value) => (hasUnknown(value) ? notKnown : value));
}

/** Ids alone: a secret or a password may look like a GUID, and its case counts. */
const guidFields = ["tenantId", "clientId", "objectId"];

function normaliseGuids(value: unknown): unknown {
  const block = objectOf(value);
  if (block === undefined) return value;
  return mapFields(block, (name, field) => (guidFields.includes(name) ? lowerGuid(field) : field));
}

function lowerGuid(value: unknown): unknown {
  return typeof value === "string" && guid.test(value.trim()) ? value.trim().toLowerCase() : value;
}

/** Inputs that differ between state and program; one that is not known yet counts as another. */
export function changedInputs(state: Declaration, news: Declaration): readonly InputName[] {
  return inputNames.filter(
    (name) => news.unknown.includes(name) || !isDeepStrictEqual(state.inputs[name], news.inputs[name]),
  );
}

function mapFields(block: Properties, map: (name: string, value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(block).map(([name, value]) => [name, map(name, value)]));
}

function orAbsent<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** The engine's wire format has no undefined. */
export function present(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
