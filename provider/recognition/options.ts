import { guid } from "../azure/guid";
import { objectOf } from "../azure/json";
import { PalError } from "../errors";
import { shown } from "../text";
import type { CheckOptions, RoleEligibility } from "./types";

/** Options of a check, of the right form and with their defaults. */
export interface CheckedOptions {
  readonly partnerId: string | undefined;
  /** In lower case. */
  readonly subscriptionIds: readonly string[] | undefined;
  readonly usage: NonNullable<CheckOptions["usage"]>;
  readonly roles: readonly RoleEligibility[];
  readonly tenantName: boolean;
}

const usages: readonly unknown[] = ["auto", "cost", "off"];

const names = ["credential", "partnerId", "subscriptionIds", "usage", "roles", "tenantName"];

/**
 * JavaScript may pass anything: a partner ID that is a number would equal none.
 * @throws PalError PAL_CONFIG_INVALID naming the option that is wrong.
 */
export function checkedOptions(options: CheckOptions): CheckedOptions {
  const { partnerId, subscriptionIds, usage = "auto", roles = [], tenantName = false } = options;
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new PalError("PAL_CONFIG_INVALID", `unknown option ${shown(unknown, /^\w+$/)}; known: ${names.join(", ")}`);
  if (partnerId !== undefined && !isText(partnerId, /^\d{1,20}$/))
    throw wrong("partnerId", "digits", partnerId, /^\w+$/);
  if (!usages.includes(usage)) throw wrong("usage", '"auto", "cost" or "off"', usage, /^\w+$/);
  if (subscriptionIds !== undefined && !(isList(subscriptionIds) && subscriptionIds.length > 0))
    throw wrong("subscriptionIds", "a list with at least one GUID", subscriptionIds, /^[\w-]+$/);
  for (const [index, id] of (subscriptionIds ?? []).entries())
    if (!isText(id, guid)) throw wrong(`subscriptionIds[${index}]`, "a GUID", id, /^[\w-]+$/);
  if (!isList(roles)) throw wrong("roles", "a list", roles, /^\w+$/);
  for (const [index, role] of roles.entries()) {
    const { roleId, counts } = objectOf(role) ?? {};
    if (!isText(roleId, guid)) throw wrong(`roles[${index}].roleId`, "a GUID", roleId, /^[\w-]+$/);
    if (typeof counts !== "boolean") throw wrong(`roles[${index}].counts`, "true or false", counts, /^\w+$/);
  }
  return { partnerId, subscriptionIds: subscriptionIds?.map((id) => id.toLowerCase()), usage, roles, tenantName };
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function wrong(name: string, expected: string, value: unknown, form: RegExp): PalError {
  return new PalError("PAL_CONFIG_INVALID", `${name} must be ${expected}; it is ${shown(value, form)}`);
}
