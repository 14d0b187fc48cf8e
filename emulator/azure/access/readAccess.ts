import { arrayOf, boolean, guid, integer, InvalidInput, matching, object, oneOf, text, type Reader } from "../validate";
import type {
  Access,
  Authorization,
  CustomRole,
  Delegation,
  EligibleAssignment,
  Group,
  ManagementGroup,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from "./types";

const id: Reader<string> = (value, at) => guid(value, at).toLowerCase();

/** A name that can stand in a path. */
const segment = matching(/^[^/?#%\s](?:[^/?#%]*[^/?#%\s])?$/, "a name without / ? # %");
const scope = matching(/^\//, "a scope such as /subscriptions/GUID");
const dateTime = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, "a time in UTC such as 2026-01-31T12:00:00Z");
const resourceType = matching(/^[^/\s]+(\/[^/\s]+)+$/, "a type such as Microsoft.Compute/virtualMachines");

const amount: Reader<number> = (value, at) => {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    throw new InvalidInput(`${at}: must be a number of at least 0`);
  }
  return value;
};

const time: Reader<string> = (value, at) => {
  const read = dateTime(value, at);
  if (Number.isNaN(Date.parse(read))) {
    throw new InvalidInput(`${at}: is not a valid time`);
  }
  return read;
};

const subscription = object<Subscription>(
  { subscriptionId: id, tenantId: id, name: text },
  {
    state: oneOf("Enabled", "Warned", "PastDue", "Disabled", "Deleted"),
    quotaId: text,
    managementGroup: segment,
    resourceGroups: arrayOf(object<ResourceGroup>({ name: segment, resources: integer(0) }, { resourceType })),
    cost: amount,
    showsCost: boolean,
  },
);

const assigned = { scope, roleId: id, tenantId: id, principalId: id };
const assignedOptions = { endDateTime: time, createdOn: time, condition: text };
const authorizations = arrayOf(object<Authorization>({ principalId: id, roleId: id }, {}));

/** Access whose keys are known and of the right form; whether they fit together is for `checkAccess`. */
export const accessObject = object<Access>(
  {},
  {
    managementGroups: arrayOf(
      object<ManagementGroup>({ name: segment, tenantId: id }, { displayName: text, parent: segment }),
    ),
    subscriptions: arrayOf(subscription),
    groups: arrayOf(object<Group>({ tenantId: id, objectId: id, name: text, members: arrayOf(id) }, {})),
    customRoles: arrayOf(
      object<CustomRole>(
        { roleId: id, tenantId: id, name: text, actions: arrayOf(text) },
        { notActions: arrayOf(text) },
      ),
    ),
    roleAssignments: arrayOf(object<RoleAssignment>(assigned, { activated: boolean, ...assignedOptions })),
    eligibleAssignments: arrayOf(object<EligibleAssignment>(assigned, assignedOptions)),
    delegations: arrayOf(
      object<Delegation>(
        { subscriptionId: id, managedByTenantId: id, authorizations },
        { resourceGroup: segment, name: text, isOffer: boolean, eligibleAuthorizations: authorizations },
      ),
    ),
  },
);
