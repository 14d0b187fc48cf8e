import type { JsonObject } from "../../azure/json";
import type { RoleRow } from "../facts";
import { parseScope } from "../scopes";
import { guidOf, lastGuid, nameIn, present, timeOf } from "./fields";

/** What role assignments of every source have; undefined for what is none. */
export function roleRow(properties: JsonObject | undefined): RoleRow | undefined {
  const scope = parseScope(properties?.["scope"]);
  const roleId = lastGuid(properties?.["roleDefinitionId"]);
  const principalId = guidOf(properties?.["principalId"]);
  if (scope === undefined || roleId === undefined || principalId === undefined) return undefined;
  return present<RoleRow>({
    scope,
    roleId,
    principalId,
    isActivated: false,
    createdTime: timeOf(properties?.["createdOn"]),
    condition: nameIn(properties, "condition"),
  });
}
