import { guid } from "../azure/guid";
import { objectOf } from "../azure/json";
import { signInMethod } from "../azure/methods";
import { resolveSettings, type SettingSources, unknownFields } from "../azure/settings";
import { asPalError, withCode } from "../errors";
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
  if (typeof value !== "string") return [{ property: "partnerId", reason: messages.invalidPartnerId("") }];
  if (/^\d+$/.test(value)) return [];
  const reason = guid.test(value) ? messages.guidPartnerId(value) : messages.invalidPartnerId(value);
  return [{ property: "partnerId", reason }];
}

function choiceFailures(inputs: Properties, property: string, choices: readonly unknown[]): Failure[] {
  const value = inputs[property];
  if (value === undefined || hasUnknown(value) || choices.includes(value)) return [];
  return [{ property, reason: `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}` }];
}

function expectFailures(expected: unknown): Failure[] {
  if (expected === undefined || hasUnknown(expected)) return [];
  if (typeof expected !== "object" || expected === null) return [{ property: "expect", reason: "must be an object" }];
  return Object.entries(expected).flatMap(([key, value]): Failure[] => {
    if (!["tenantId", "objectId", "partnerName"].includes(key)) {
      return [
        { property: "expect", reason: `expect.${key} is unknown; tenantId, objectId and partnerName can be expected` },
      ];
    }
    if (typeof value !== "string") return [{ property: "expect", reason: `expect.${key} must be a string` }];
    if (key === "partnerName" || guid.test(value)) return [];
    return [{ property: "expect", reason: `expect.${key} must be a GUID` }];
  });
}

function credentialFailures(
  value: unknown,
  tokens: Declaration["tokens"],
  takenOut: Declaration["takenOut"],
  sources: SettingSources,
): Failure[] {
  if (value === undefined || hasUnknown(value) || hasUnknown(tokens)) return [];
  const block = objectOf(value);
  if (block === undefined) return [{ property: "", reason: "credential must be an object" }];
  const unknown = unknownFields(block);
  if (unknown.length > 0) return [{ property: "", reason: messages.unknownCredentialFields(unknown) }];
  try {
    signInMethod(resolveSettings({ ...block, ...tokens }, sources, takenOut), true);
    return [];
  } catch (error) {
    return [{ property: "", reason: asPalError(error).text }];
  }
}
