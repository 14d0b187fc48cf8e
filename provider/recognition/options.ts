import { guid } from "../azure/guid";
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

/** @throws PalError PAL_CONFIG_INVALID naming the option that is wrong. */
export function checkedOptions(options: CheckOptions): CheckedOptions {
  const { partnerId, subscriptionIds, usage = "auto", roles = [], tenantName = false } = options;
  if (partnerId !== undefined && !/^\d{1,20}$/.test(partnerId)) throw wrong("partnerId", "digits", partnerId, /^\w+$/);
  if (!usages.includes(usage)) throw wrong("usage", '"auto", "cost" or "off"', usage, /^\w+$/);
  for (const [index, id] of (subscriptionIds ?? []).entries())
    if (!guid.test(id)) throw wrong(`subscriptionIds[${index}]`, "a GUID", id, /^[\w-]+$/);
  for (const [index, { roleId }] of roles.entries())
    if (!guid.test(roleId)) throw wrong(`roles[${index}].roleId`, "a GUID", roleId, /^[\w-]+$/);
  return { partnerId, subscriptionIds: subscriptionIds?.map((id) => id.toLowerCase()), usage, roles, tenantName };
}

function wrong(name: string, expected: string, value: unknown, form: RegExp): PalError {
  return new PalError("PAL_CONFIG_INVALID", `${name} must be ${expected}; it is ${shown(value, form)}`);
}
