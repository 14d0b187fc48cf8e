interface BehaviourOption {
  /** What the option decides. */
  readonly about: string;
  /** Every value it can have; the first is the default. */
  readonly values: readonly [string, ...string[]];
}

/** Unrecorded behaviour of ManagementPartner. */
export const partnerBehaviour = {
  createSamePartner: {
    about: "PUT of the partner that is linked already: an error like any other link, or accepted without a new version",
    values: ["alreadyLinked", "unchanged"],
  },
  alreadyLinked: {
    about: "PUT where a link exists",
    values: ["409 PartnerIdAlreadyLinked", "400 PartnerIdAlreadyLinked", "409 Conflict"],
  },
  getUnlinked: {
    about:
      "GET where nothing is linked; `200 Deleted` shows the tombstone of a former link, and a link that never was as 404",
    values: ["404 NotFound", "404 ResourceNotFound", "200 Deleted"],
  },
  getOtherPartner: {
    about: "GET by another partner ID than the linked one",
    values: ["404 NotFound", "400 BadRequest"],
  },
  updateUnlinked: {
    about: "PATCH where nothing is linked",
    values: ["404 NotFound", "404 ResourceNotFound", "400 NotFound"],
  },
  updateSamePartner: {
    about: "PATCH to the partner that is linked already: no change at all, or a new version",
    values: ["unchanged", "newVersion"],
  },
  deleteUnlinked: {
    about: "DELETE where nothing is linked",
    values: ["404 NotFound", "400 NotFound", "200 OK", "204 NoContent"],
  },
  deleteOtherPartner: {
    about:
      "DELETE by another partner ID than the linked one; `200 kept` and `200 deleted` say what becomes of the link",
    values: ["404 NotFound", "400 BadRequest", "200 kept", "200 deleted"],
  },
  unknownPartner: {
    about: "PUT or PATCH of a partner ID that no location account has, a global account's ID included",
    values: ["400 BadRequest", "404 NotFound"],
  },
  invalidPartnerId: {
    about: "PUT or PATCH of a partner ID that is not digits",
    values: ["400 BadRequest", "404 NotFound"],
  },
  noAccount: {
    about: "any operation by a principal without an account in the tenant",
    values: ["400 BadRequest", "403 Forbidden", "401 Unauthorized"],
  },
  errorBody: {
    about:
      "where an error's code and message stand: inside `error`, or on top, which the service's description allows too",
    values: ["wrapped", "flat"],
  },
  partnerName: {
    about: "whether answers carry `partnerName`",
    values: ["given", "absent"],
  },
  idOfGetWithoutId: {
    about: "the `id` and `type` that GET without a partner ID answers: as by ID, or `…/partners` and `…/partner`",
    values: ["withPartnerId", "withoutPartnerId"],
  },
} as const satisfies Record<string, BehaviourOption>;

/** Unrecorded behaviour of the services that report access. */
const accessBehaviour = {
  tenantNames: {
    about: "whether the list of tenants has their names and domains",
    values: ["given", "absent"],
  },
  asTarget: {
    about: "`$filter=asTarget()` of a user; `silent` is an empty list",
    values: ["answers", "400 AadPremiumLicenseRequired", "403 AuthorizationFailed", "silent"],
  },
  asTargetForServicePrincipals: {
    about: "`$filter=asTarget()` of a service principal or managed identity",
    values: ["answers", "400 AadPremiumLicenseRequired", "403 AuthorizationFailed", "silent"],
  },
  asTargetWithoutP2: {
    about: "`$filter=asTarget()` in a tenant with `premium: false`; with `answers`, the two options above apply",
    values: ["400 AadPremiumLicenseRequired", "answers", "403 AuthorizationFailed", "silent"],
  },
  asTargetDelegated: {
    about: "whether schedule instances of the caller's own roles include those by Lighthouse",
    values: ["no", "yes"],
  },
  managementGroupAssignments: {
    about: "role assignments of a management group, for a caller who may not read them",
    values: ["403 AuthorizationFailed", "silent"],
  },
  resourceGraphWithoutRead: {
    about: "Resource Graph, for a caller who may read nothing",
    values: ["403 AccessDenied", "silent"],
  },
  permissionsRead: {
    about: "whether reading one's own permissions needs `Microsoft.Authorization/permissions/read`",
    values: ["notNeeded", "needed"],
  },
  permissionsWithoutRole: {
    about: "permissions of a caller without a role at the subscription or above it",
    values: ["200 empty", "403 AuthorizationFailed"],
  },
  permissionsEntries: {
    about: "permissions: an entry for each role, or one for all of them",
    values: ["perRole", "merged"],
  },
  hiddenCost: {
    about: "cost of a subscription that does not show it to its users",
    values: ["403 AuthorizationFailed", "empty"],
  },
} as const satisfies Record<string, BehaviourOption>;

/**
 * Unrecorded behaviour of the real services, one named option each. A value `"404 NotFound"` means that
 * HTTP status with an error body of that code.
 */
export const behaviourTable = { ...partnerBehaviour, ...accessBehaviour } as const;

export type BehaviourName = keyof typeof behaviourTable;

/** A value for every option of {@link behaviourTable}. */
export type Behaviour = { readonly [Name in BehaviourName]: (typeof behaviourTable)[Name]["values"][number] };

const names = Object.keys(behaviourTable) as BehaviourName[];

/** The first value of every option. */
export const defaultBehaviour: Behaviour = Object.fromEntries(
  names.map((name) => [name, behaviourTable[name].values[0]]),
) as Behaviour;

/**
 * Changes some options of a behaviour.
 *
 * @throws Error when a name or a value is not in {@link behaviourTable}.
 */
export function withBehaviour(current: Behaviour, changes: Partial<Behaviour>): Behaviour {
  for (const [name, value] of Object.entries(changes)) {
    if (!names.includes(name as BehaviourName)) {
      throw new Error(`There is no behaviour "${name}". Known: ${names.join(", ")}.`);
    }
    const { values }: BehaviourOption = behaviourTable[name as BehaviourName];
    if (!values.includes(value)) {
      throw new Error(`Behaviour "${name}" cannot be "${value}". Allowed: ${values.join(", ")}.`);
    }
  }
  return { ...current, ...changes };
}
