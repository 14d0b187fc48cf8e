"use strict";

const { PartnerAdminLink } = require("pulumi-partner-admin-link");
const { findListedRole } = require("pulumi-partner-admin-link/recognition");
const { readKnown, unknown } = require("./readKnown");

/** Of azure-native itself, of one of its API versions, or of an SDK made for one version. */
const assignmentType = /^azure-native\w*:authorization(\/\w+)?:RoleAssignment$/;

const guid = { type: "string", pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" };

/** What the rules compare, read once: there are as many comparisons as links times assignments. */
function linksAndAssignments(resources, addedRoles) {
  return {
    links: resources
      .filter((resource) => resource.isType(PartnerAdminLink))
      .map((resource) => ({ resource, id: readId(resource, "objectId") })),
    assignments: resources
      .filter(({ type }) => assignmentType.test(type))
      .map((resource) => ({
        resource,
        id: readId(resource, "principalId"),
        sources: resource.propertyDependencies.principalId ?? [],
        counts: counts(resource, addedRoles),
      })),
  };
}

function readId({ props }, name) {
  const id = readKnown(props, name);
  return typeof id === "string" ? id.toLowerCase() : unknown;
}

/** Whether an assignment is for the identity of a link, or {@link unknown}. */
function isFor(link, { id, sources }) {
  if (link.id !== unknown && id !== unknown) return link.id === id;
  // A preview that does not know either knows where the one comes from.
  return sources.includes(link.resource) ? true : unknown;
}

/** Whether the role of an assignment counts, `undefined` where the list does not have it, or {@link unknown}. */
function counts({ props }, added = []) {
  const definition = readKnown(props, "roleDefinitionId");
  if (typeof definition !== "string") return unknown;
  const own = added.find(({ roleId }) => definition.toLowerCase().endsWith(roleId.toLowerCase()));
  return (own ?? findListedRole(definition))?.counts;
}

/** The name of a role that the list has. */
function roleName({ props }) {
  return findListedRole(readKnown(props, "roleDefinitionId"))?.name;
}

const remedy = "Assign a role that counts, such as Support Request Contributor (cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e).";

const roleCountsRule = {
  name: "pal-role-counts",
  description: "A linked identity that is given roles is given one that counts.",
  severity: "medium",
  configSchema: {
    properties: {
      roles: {
        type: "array",
        items: {
          type: "object",
          properties: { roleId: guid, counts: { type: "boolean" } },
          required: ["roleId", "counts"],
        },
      },
    },
  },
  validateStack: ({ resources, getConfig }, reportViolation) => {
    const { links, assignments } = linksAndAssignments(resources, getConfig().roles);
    for (const link of links) {
      const mayBeItsOwn = assignments.filter((assignment) => isFor(link, assignment) !== false);
      if (mayBeItsOwn.some((assignment) => [true, unknown].includes(assignment.counts))) continue;
      for (const { resource, counts } of mayBeItsOwn.filter((one) => isFor(link, one) === true)) {
        const found =
          counts === false
            ? `${roleName(resource) ?? "The role"} does not count`
            : "The role is not in Microsoft's list, so it is not known to count";
        reportViolation(
          `${found}, and no other role of the linked identity in this stack does. ${remedy}`,
          resource.urn,
        );
      }
    }
  },
};

const roleHasLinkRule = {
  name: "pal-role-has-link",
  description: "A service principal that is given a role that counts is linked.",
  severity: "low",
  configSchema: { properties: { ignorePrincipals: { type: "array", items: guid } } },
  validateStack: ({ resources, getConfig }, reportViolation) => {
    const { links, assignments } = linksAndAssignments(resources);
    const ignored = (getConfig().ignorePrincipals ?? []).map((id) => id.toLowerCase());
    for (const assignment of assignments) {
      const { resource, id, counts } = assignment;
      if (id === unknown || counts !== true || ignored.includes(id)) continue;
      if (readKnown(resource.props, "principalType") !== "ServicePrincipal") continue;
      if (!links.every((link) => isFor(link, assignment) === false)) continue;
      reportViolation(
        `${roleName(resource)} counts, but this stack declares no link of the service principal: declare one, or list the principal in ignorePrincipals of the policy config.`,
        resource.urn,
      );
    }
  },
};

module.exports = { roleRules: [roleCountsRule, roleHasLinkRule] };
