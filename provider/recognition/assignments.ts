import { singleLine } from "../text";
import { type Facts, type RoleRow, rowsOf } from "./facts";
import { shownDuration } from "./durations";
import { type KnownRoles } from "./knownRoles";
import { permissionRoles } from "./permissionRoles";
import { permissionsIn } from "./placedRows";
import { parseScope, type Scope } from "./scopes";
import { present } from "./sources/fields";
import type { Assignment } from "./types";

type Kind = "active" | "eligible";

/** Every role of the identity that a source shows, each once: as `asTarget()` shows it where it does. */
export function assignmentsOf(facts: Facts, known: KnownRoles): Assignment[] {
  const { objectId } = facts.subject;
  const shown = (rows: readonly RoleRow[], kind: Kind = "active") =>
    rows.map((row) => assignmentOf(row, kind, row.principalId === objectId ? "direct" : "group", known));
  const sources = [...facts.sources.values()];
  const rows = [
    ...shown(rowsOf(facts.active)),
    ...shown(rowsOf(facts.eligible), "eligible"),
    ...shown(sources.flatMap(({ assignedTo }) => rowsOf(assignedTo))),
    ...shown(rowsOf(facts.graphRoles)),
    ...delegated(facts, known),
  ].filter((one) => one !== undefined);
  const found = unique(rows, ({ scope, roleId, principalId = "", assignmentType }) =>
    [scope.toLowerCase(), roleId, principalId, assignmentType === "eligible"].join(" "),
  );
  const ofPermissions = byPermissions(facts, known).filter(
    ({ scope, roleId }) =>
      !found.some((one) => one.roleId === roleId && one.assignmentType !== "eligible" && isAtOrAbove(one, scope)),
  );
  return [...found, ...ofPermissions];
}

function unique(rows: readonly Assignment[], keyOf: (row: Assignment) => string): Assignment[] {
  const byKey = new Map<string, Assignment>();
  for (const row of rows) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

/** Whether a role that permissions show may be this one. */
function isAtOrAbove({ scope, scopeType }: Assignment, subscription: string): boolean {
  return scopeType === "root" || scopeType === "managementGroup" || scope.toLowerCase() === subscription;
}

function assignmentOf(row: RoleRow, kind: Kind, via: Assignment["via"], known: KnownRoles): Assignment | undefined {
  const { scope, roleId, isActivated } = row;
  if (scope.kind === "other") return undefined;
  return present<Assignment>({
    scope: singleLine(scope.path),
    scopeType: scope.kind,
    scopeName: row.scopeName,
    roleId,
    roleName: known.nameOf(roleId),
    roleType: known.typeOf(roleId) ?? "unknown",
    via,
    principalId: row.principalId,
    assignmentType: kind === "eligible" ? "eligible" : isActivated ? "activated" : "assigned",
    createdTime: row.createdTime,
    endTime: row.endTime,
    condition: row.condition,
    counts: countsAs(row, kind, known),
  });
}

function countsAs(row: RoleRow, kind: Kind, { worthOf }: KnownRoles): Assignment["counts"] {
  const worth = worthOf(row.roleId);
  if (worth !== "counts") return worth;
  if (kind === "eligible") return "eligibleOnly";
  return shownDuration(row).lasts === "limited" ? "countsWhileActive" : "counts";
}

/** Authorizations of delegations that name the identity. */
function delegated({ subject, sources }: Facts, known: KnownRoles): (Assignment | undefined)[] {
  return [...sources.values()].flatMap(({ delegations }) =>
    rowsOf(delegations).flatMap(({ scope, permanent, eligible }) => {
      const own = (authorizations: typeof permanent, kind: Kind) =>
        authorizations
          .filter(({ principalId }) => principalId === subject.objectId)
          .map((one) => assignmentOf({ ...one, scope, isActivated: false }, kind, "lighthouse", known));
      return [...own(permanent, "active"), ...own(eligible, "eligible")];
    }),
  );
}

/** Listed roles by what the identity may do; who has them, itself or a group, does not show. */
function byPermissions({ sources }: Facts, known: KnownRoles): Assignment[] {
  return [...sources].flatMap(([subscriptionId, source]) => {
    const scope = parseScope(`/subscriptions/${subscriptionId}`) as Scope & { readonly kind: "subscription" };
    return (permissionRoles(permissionsIn(source), known.list)?.listed ?? []).map(({ roleId, name }): Assignment => ({
      scope: scope.path,
      scopeType: scope.kind,
      roleId,
      roleName: name,
      roleType: "BuiltIn",
      via: "permissions",
      assignmentType: "assigned",
      counts: known.worthOf(roleId) === "counts" ? "counts" : "doesNotCount",
    }));
  });
}
