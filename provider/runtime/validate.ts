import { guid } from "../azure/guid";
import { signInMethod } from "../azure/methods";
import { notABlock } from "../azure/missingSettings";
import { type CredentialBlock, resolveSettings, type SettingSources } from "../azure/settings";
import { asPalError, withCode } from "../errors";
import { shown } from "../text";
import type { Declaration, Properties } from "./declaration";
import * as messages from "./messages";
import { hasUnknown } from "./wire";

export interface Failure {
  /** Never `credential`: the engine prints the value of the property it names. */
  readonly property: string;
  readonly reason: string;
}

type ToValidate = Pick<Declaration, "inputs" | "tokens" | "takenOut">;

const nowhere: SettingSources = { config: () => undefined, environment: {} };

/** What is wrong with the inputs whoever signs in; values that are not known yet are left for later. */
export function validate({ inputs, tokens, takenOut }: ToValidate, sources: SettingSources = nowhere): Failure[] {
  const failures = [
    ...partnerIdFailures(inputs["partnerId"]),
    ...choiceFailures(inputs, "driftCheck", ["required", "bestEffort", "off"]),
    ...choiceFailures(inputs, "onDelete", ["unlink", "retain"]),
    ...choiceFailures(inputs, "overwrite", [true, false]),
    ...expectFailures(inputs["expect"]),
    ...credentialFailures(inputs["credential"], tokens, takenOut, sources),
  ];
  return failures.map(({ property, reason }) => ({ property, reason: withCode(reason, "PAL_CONFIG_INVALID") }));
}

function partnerIdFailures(value: unknown): Failure[] {
  if (hasUnknown(value)) return [];
  if (typeof value === "string" && /^\d+$/.test(value)) return [];
  const isGuid = typeof value === "string" && guid.test(value);
  const reason = isGuid ? messages.guidPartnerId : messages.invalidPartnerId(shown(value, /^[\d .-]+$/));
  return [{ property: "partnerId", reason }];
}

function choiceFailures(inputs: Properties, property: string, choices: readonly unknown[]): Failure[] {
  const value = inputs[property];
  if (value === undefined || hasUnknown(value) || choices.includes(value)) return [];
  const reason = `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
  const isBoolean = typeof choices[0] === "boolean";
  const given = shown(value, /^\w+$/);
  return [
    { property, reason: isBoolean ? `must be the boolean true or false; it is ${given}` : `${reason}; it is ${given}` },
  ];
}

function expectFailures(expected: unknown): Failure[] {
  if (expected === undefined || hasUnknown(expected)) return [];
  if (typeof expected !== "object" || expected === null)
    return [{ property: "expect", reason: `must be an object; it is ${shown(expected, /^$/)}` }];
  return Object.entries(expected).flatMap(([key, value]): Failure[] => {
    if (!["tenantId", "objectId", "partnerName"].includes(key)) {
      return [
        { property: "expect", reason: `expect.${key} is unknown; tenantId, objectId and partnerName can be expected` },
      ];
    }
    if (typeof value === "string" && (key === "partnerName" || guid.test(value))) return [];
    const form = key === "partnerName" ? "a string" : "a GUID";
    return [{ property: "expect", reason: `expect.${key} must be ${form}; it is ${shown(value, /^[\w.-]+$/)}` }];
  });
}

function credentialFailures(
  value: unknown,
  tokens: Declaration["tokens"],
  takenOut: Declaration["takenOut"],
  sources: SettingSources,
): Failure[] {
  if (value === undefined || hasUnknown(value) || hasUnknown(tokens)) return [];
  const wrong = notABlock(value);
  if (wrong !== undefined) return [{ property: "", reason: wrong }];
  const settings = resolveSettings({ ...(value as CredentialBlock), ...tokens }, sources, takenOut);
  const missing = takenOut.filter((name) => settings[name] === undefined);
  if (missing.length > 0) return [{ property: "", reason: messages.tokenNotStored(missing) }];
  try {
    signInMethod(settings, true);
    return [];
  } catch (error) {
    return [{ property: "", reason: asPalError(error).text }];
  }
}
