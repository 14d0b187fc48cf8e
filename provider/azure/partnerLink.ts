import { quotable } from "../text";
import type { Identity } from "./identity";
import { type JsonObject, jsonObject, objectOf, stringIn } from "./json";

/** A link as the service reports it, each field checked. */
export interface LiveLink {
  /** Digits. */
  readonly partnerId: string;
  /** One line; absent where the service does not resolve it. */
  readonly partnerName?: string;
  readonly state?: string;
  /** A count, from 0. */
  readonly version?: number;
  /** ISO 8601. */
  readonly createdTime?: string;
  /** ISO 8601. */
  readonly updatedTime?: string;
}

export interface LinkAnswer {
  /** Undefined when the answer shows what is left of a removed link. */
  readonly link: LiveLink | undefined;
  /** Whether the answer says whose link it is; an answer that names another identity is none. */
  readonly isIdentityNamed: boolean;
}

/**
 * The partner object in an answer; undefined for anything else. Its `id` is not used: the service writes it in two ways.
 * What decides about a link, its partner, identity and state, must be of the right form and not contradict itself; any
 * other field may be missing, and is left out when it is of a wrong one.
 */
export function linkIn(body: string, identity: Identity): LinkAnswer | undefined {
  const answer = jsonObject(body);
  const properties = objectOf(answer?.["properties"]);
  const partnerId = digits(properties?.["partnerId"]);
  if (properties === undefined || partnerId === undefined) return undefined;
  if ((digits(answer?.["name"]) ?? partnerId) !== partnerId) return undefined;
  const whose = (["tenantId", "objectId"] as const).map((name) => named(properties[name], identity[name]));
  const state = stateIn(properties);
  if (whose.includes("other") || state === undefined) return undefined;
  const partnerName = quotable(stringIn(properties, "partnerName") ?? "");
  const link = {
    partnerId,
    partnerName: partnerName === "" ? undefined : partnerName,
    state,
    version: count(properties["version"]),
    createdTime: isoTime(properties, "createdTime"),
    updatedTime: isoTime(properties, "updatedTime"),
  };
  const present = Object.entries(link).filter(([, value]) => value !== undefined);
  return {
    link: state === "Deleted" ? undefined : (Object.fromEntries(present) as unknown as LiveLink),
    isIdentityNamed: whose.every((found) => found === "same"),
  };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function named(value: unknown, own: string): "same" | "other" | "unnamed" {
  if (isMissing(value)) return "unnamed";
  return typeof value === "string" && value.toLowerCase() === own ? "same" : "other";
}

/** Undefined for any other state, and for none: it may be what is left of a removed link. */
function stateIn(properties: JsonObject): "Active" | "Deleted" | undefined {
  const stated = stringIn(properties, "state")?.toLowerCase();
  return (["Active", "Deleted"] as const).find((state) => stated === state.toLowerCase());
}

function digits(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? value : undefined;
}

/** Older descriptions of the service have it as a text. */
function count(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

/** The service's times have more digits than a Date; one without a zone is in UTC. */
function isoTime(properties: JsonObject, name: string): string | undefined {
  const [, text = "", zone = ""] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(stringIn(properties, name) ?? "") ?? [];
  const time = new Date(`${text}${zone === "" ? "Z" : zone}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
