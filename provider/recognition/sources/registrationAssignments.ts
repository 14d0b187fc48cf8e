import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import { type JsonObject, objectOf, stringIn } from "../../azure/json";
import type { Answer, Authorization, Delegation, Subject, Subscription } from "../facts";
import { parseScope } from "../scopes";
import { answerOf, checkedRows } from "./answer";
import { guidOf, lastGuid, objectsOf } from "./fields";

/** Azure Lighthouse delegations of a subscription, and of its resource groups, to the identity's directory. */
export function readDelegations(
  arm: ArmReader,
  { tenantId, label }: Subject,
  { subscriptionId }: Subscription,
): Promise<Answer<Delegation>> {
  const request = {
    what: `list the delegations of subscription ${subscriptionId} as ${label}`,
    url: `/subscriptions/${subscriptionId}/providers/Microsoft.ManagedServices/registrationAssignments?api-version=2022-10-01&$expandRegistrationDefinition=true`,
  };
  return answerOf(async () => {
    const rows = checkedRows(arm, request, await listRows(arm, request), delegationIn);
    return rows.filter(({ managedBy }) => managedBy === tenantId);
  });
}

interface ReadDelegation extends Delegation {
  readonly managedBy: string;
}

/** Undefined for one that is not in force, too: what it will give is not known. */
function delegationIn(row: JsonObject): ReadDelegation | undefined {
  const properties = objectOf(row["properties"]);
  const definition = objectOf(objectOf(properties?.["registrationDefinition"])?.["properties"]);
  const scope = parseScope(
    stringIn(row, "id")?.replace(/\/providers\/Microsoft\.ManagedServices\/registrationAssignments\/[^/]+$/i, ""),
  );
  const managedBy = guidOf(definition?.["managedByTenantId"]);
  const permanent = authorizationsIn(definition?.["authorizations"]);
  const eligible = authorizationsIn(definition?.["eligibleAuthorizations"]);
  if (scope === undefined || managedBy === undefined || permanent === undefined || eligible === undefined)
    return undefined;
  return properties?.["provisioningState"] === "Succeeded" ? { scope, managedBy, permanent, eligible } : undefined;
}

function authorizationsIn(value: unknown): readonly Authorization[] | undefined {
  const found = objectsOf(value)?.map((row) => {
    const principalId = guidOf(row["principalId"]);
    const roleId = lastGuid(row["roleDefinitionId"]);
    return principalId === undefined || roleId === undefined ? undefined : { principalId, roleId };
  });
  return found?.every((one) => one !== undefined) === true ? found : undefined;
}
