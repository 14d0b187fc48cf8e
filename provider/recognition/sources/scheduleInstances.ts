import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import { type JsonObject, objectOf } from "../../azure/json";
import type { Answer, RoleRow, Subject } from "../facts";
import { answerOf, checkedRows } from "./answer";
import { isMissing, nameIn, present, timeOf } from "./fields";
import { roleRow } from "./roleRow";

/** The identity's own roles at every scope, those by groups included: active ones, or those it may activate. */
export function readScheduleInstances(
  arm: ArmReader,
  { label }: Subject,
  kind: "roleAssignment" | "roleEligibility",
  now: number,
): Promise<Answer<RoleRow>> {
  const what = kind === "roleAssignment" ? "active" : "eligible";
  const request = {
    what: `list the ${what} roles of ${label} (asTarget)`,
    url: `/providers/Microsoft.Authorization/${kind}ScheduleInstances?api-version=2020-10-01&$filter=asTarget()`,
  };
  return answerOf(async () => {
    const rows = checkedRows(arm, request, await listRows(arm, request), (row) => instanceIn(row, now));
    return rows.filter(({ endTime }) => endTime === undefined || Date.parse(endTime) > now);
  });
}

/** Clocks may differ by so many milliseconds. */
const clockSkew = 300_000;

/** A state in which a role is in force: those of rows that were recorded, and what the description calls granted. */
const inForce = /^(Provisioned|Accepted|Granted|AdminApproved|ScheduleCreated)$/i;

/** Undefined for a row that may not be in force: left out, it would prove that there is no such role. */
function instanceIn(row: JsonObject, now: number): RoleRow | undefined {
  const properties = objectOf(row["properties"]);
  const common = roleRow(properties);
  const isActivated = activation(properties?.["assignmentType"]);
  const end = properties?.["endDateTime"];
  const endTime = timeOf(end);
  // An end that cannot be read would make an hour of access look permanent.
  if (common === undefined || isActivated === undefined || (endTime === undefined && !isMissing(end))) return undefined;
  const { status, startDateTime } = properties ?? {};
  if (!isMissing(status) && !(typeof status === "string" && inForce.test(status))) return undefined;
  const startTime = timeOf(startDateTime);
  if (!isMissing(startDateTime) && !(startTime !== undefined && Date.parse(startTime) <= now + clockSkew))
    return undefined;
  const expanded = objectOf(properties?.["expandedProperties"]);
  const role = objectOf(expanded?.["roleDefinition"]);
  return present<RoleRow>({
    ...common,
    isActivated,
    endTime,
    scopeName: nameIn(objectOf(expanded?.["scope"]), "displayName"),
    roleName: nameIn(role, "displayName"),
    roleType: roleType(role?.["type"]),
    principalName: nameIn(objectOf(expanded?.["principal"]), "displayName"),
  });
}

/** Undefined for a kind that is not documented. Eligible rows have none. */
function activation(value: unknown): boolean | undefined {
  if (isMissing(value)) return false;
  const kind = typeof value === "string" ? value.toLowerCase() : "";
  return kind === "activated" ? true : kind === "assigned" ? false : undefined;
}

function roleType(value: unknown): "BuiltIn" | "Custom" | undefined {
  if (typeof value !== "string") return undefined;
  return value.toLowerCase() === "customrole"
    ? "Custom"
    : value.toLowerCase() === "builtinrole"
      ? "BuiltIn"
      : undefined;
}
