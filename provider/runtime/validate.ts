import { guid } from "../azure/guid";
import { signInMethod } from "../azure/methods";
import { notABlock } from "../azure/settingErrors";
import { type CredentialBlock, resolveSettings, type SettingSources } from "../azure/settings";
import { asPalError, withCode } from "../errors";
import { shown } from "../text";
import type { Declaration, Properties } from "./declaration";
import * as messages from "./messages";
import { hasUnknown } from "./wire";

export interface Failure {
  /** Empty where its value may be a secret: the engine prints the value of the property it names. */
  readonly property: string;
  readonly reason: string;
}

type ToValidate = Pick<Declaration, "inputs" | "tokens" | "takenOut">;

const nowhere: SettingSources = { config: () => undefined, environment: {} };

/** What is wrong with the inputs whoever signs in; values that are not known yet are left for later. */
export function validate({ inputs, tokens, takenOut }: ToValidate, sources: SettingSources = nowhere): Failure[] {
  const reasons = [
    ...wrongPartnerId(inputs["partnerId"]),
    ...wrongChoice(inputs, "driftCheck", ["required", "bestEffort", "off"]),
    ...wrongChoice(inputs, "onDelete", ["unlink", "retain"]),
    ...notBoolean(inputs, "overwrite"),
    ...wrongExpectations(inputs["expect"]),
    ...wrongCredential(inputs["credential"], tokens, takenOut, sources),
  ];
  return reasons.map((reason) => ({ property: "", reason: withCode(reason, "PAL_CONFIG_INVALID") }));
}

function wrongPartnerId(value: unknown): string[] {
  if (hasUnknown(value)) return [];
  if (typeof value === "string" && /^\d+$/.test(value)) return [];
  const isGuid = typeof value === "string" && guid.test(value);
  return [isGuid ? messages.guidPartnerId : messages.invalidPartnerId(shown(value, /^[\d .-]+$/))];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !hasUnknown(value);
}

function wrongChoice(inputs: Properties, name: string, choices: readonly unknown[]): string[] {
  const value = inputs[name];
  if (!isGiven(value) || choices.includes(value)) return [];
  const allowed = choices.map((choice) => JSON.stringify(choice)).join(", ");
  return [`${name} must be one of ${allowed}; it is ${shown(value, /^\w+$/)}`];
}

function notBoolean(inputs: Properties, name: string): string[] {
  const value = inputs[name];
  if (!isGiven(value) || typeof value === "boolean") return [];
  return [`${name} must be the boolean true or false; it is ${shown(value, /^\w+$/)}`];
}

function wrongExpectations(expected: unknown): string[] {
  if (!isGiven(expected)) return [];
  if (typeof expected !== "object" || expected === null)
    return [`expect must be an object; it is ${shown(expected, /^$/)}`];
  return Object.entries(expected).flatMap(([key, value]) => {
    if (!["tenantId", "objectId", "partnerName"].includes(key))
      return [`expect.${key} is unknown; tenantId, objectId and partnerName can be expected`];
    if (typeof value === "string" && (key === "partnerName" || guid.test(value))) return [];
    const form = key === "partnerName" ? "a string" : "a GUID";
    return [`expect.${key} must be ${form}; it is ${shown(value, /^[\w.-]+$/)}`];
  });
}

function wrongCredential(
  value: unknown,
  tokens: Declaration["tokens"],
  takenOut: Declaration["takenOut"],
  sources: SettingSources,
): string[] {
  if (!isGiven(value) || hasUnknown(tokens)) return [];
  const wrong = notABlock(value);
  if (wrong !== undefined) return [wrong];
  const settings = resolveSettings({ ...(value as CredentialBlock), ...tokens }, sources, takenOut);
  const missing = takenOut.filter((name) => settings[name] === undefined);
  if (missing.length > 0) return [messages.tokenNotStored(missing)];
  try {
    signInMethod(settings, true);
    return [];
  } catch (error) {
    return [asPalError(error).text];
  }
}
