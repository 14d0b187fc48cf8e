import { guid } from "../azure/guid";
import type { Identity } from "../azure/identity";
import { jsonObject, objectOf } from "../azure/json";
import { limits } from "../azure/limits";
import type { ObservedAhead } from "../azure/observeAhead";
import type { LiveLink } from "../azure/partnerLink";
import { quotable } from "../text";

/** What the program saw; undefined for anything that it would not hand on: a transform may have changed it. */
export function parseObservedAhead(value: unknown): ObservedAhead | undefined {
  const seen = typeof value === "string" ? jsonObject(value) : undefined;
  const { time, hanging, traits: decided, identity: whose, live: link } = seen ?? {};
  if (typeof time !== "string" || Number.isNaN(Date.parse(time))) return undefined;
  if (typeof hanging === "string") return URL.canParse(hanging) ? { time, hanging } : undefined;
  const traits = texts(decided);
  const identity = identityIn(whose);
  const live = link === null ? null : linkIn(link);
  if (traits === undefined || identity === undefined || live === undefined) return undefined;
  return { time, traits, identity, live };
}

/** Whether it still says something of the link. A clock that was set back makes it of no use. */
export function isRecent({ time }: ObservedAhead): boolean {
  const age = Date.now() - Date.parse(time);
  return age >= 0 && age < limits.observationAge;
}

function texts(value: unknown): Readonly<Record<string, string>> | undefined {
  const object = objectOf(value);
  if (object === undefined) return undefined;
  return Object.values(object).every((text) => typeof text === "string")
    ? (object as Readonly<Record<string, string>>)
    : undefined;
}

function identityIn(value: unknown): Identity | undefined {
  const { tenantId, objectId, clientId, isPerson, label } = objectOf(value) ?? {};
  if (!isGuid(tenantId) || !isGuid(objectId) || typeof isPerson !== "boolean" || typeof label !== "string")
    return undefined;
  if (clientId !== undefined && !isGuid(clientId)) return undefined;
  return { tenantId, objectId, isPerson, label: quotable(label), ...(clientId === undefined ? {} : { clientId }) };
}

function isGuid(value: unknown): value is string {
  return typeof value === "string" && guid.test(value) && value === value.toLowerCase();
}

function isLine(value: unknown): boolean {
  return typeof value === "string" && value === quotable(value);
}

const forms = new Map<string, (value: unknown) => boolean>([
  ["partnerId", (value) => typeof value === "string" && /^\d{1,20}$/.test(value)],
  ["partnerName", isLine],
  ["state", isLine],
  ["version", (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  ["createdTime", isLine],
  ["updatedTime", isLine],
]);

function linkIn(value: unknown): LiveLink | undefined {
  const link = objectOf(value);
  if (link === undefined || !("partnerId" in link)) return undefined;
  const isRight = Object.entries(link).every(([name, field]) => forms.get(name)?.(field));
  return isRight ? (link as unknown as LiveLink) : undefined;
}
