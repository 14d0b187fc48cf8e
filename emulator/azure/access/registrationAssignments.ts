import { refuse } from "../arm/errors";
import { pageOf } from "../arm/paging";
import { shownPrincipal } from "./principals";
import { placeOf, requireAction, subscriptionOf, type AccessRequest } from "./request";
import { scopeOfSubscription } from "./scopes";
import { stableGuid } from "./stableGuid";
import type { Authorization, Delegation, Subscription } from "./types";

const action = "Microsoft.ManagedServices/registrationAssignments/read";
const provisioningState = "Succeeded";

function authorization({ state }: AccessRequest, tenantId: string, { principalId, roleId }: Authorization) {
  const { displayName } = shownPrincipal(state, tenantId, principalId);
  return {
    principalId,
    roleDefinitionId: roleId,
    ...(displayName === "" ? {} : { principalIdDisplayName: displayName }),
  };
}

function plan(name: string) {
  return { plan: { name, product: `${name}-offer`, publisher: "contoso-offers", version: "1.0.0" } };
}

function definition(request: AccessRequest, subscription: Subscription, delegation: Delegation, id: string) {
  const { managedByTenantId, name = "Managed services", isOffer, authorizations, eligibleAuthorizations } = delegation;
  const nameOf = (tenantId: string) => request.state.directory.tenant(tenantId)?.name ?? "";
  const shown = (one: Authorization) => authorization(request, managedByTenantId, one);
  const justInTimeAccessPolicy = { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT8H" };
  return {
    id,
    type: "Microsoft.ManagedServices/registrationDefinitions",
    name: id.split("/").at(-1),
    ...(isOffer === true ? plan("managed-services") : {}),
    properties: {
      description: name,
      registrationDefinitionName: name,
      authorizations: authorizations.map(shown),
      ...(eligibleAuthorizations === undefined
        ? {}
        : { eligibleAuthorizations: eligibleAuthorizations.map((one) => ({ ...shown(one), justInTimeAccessPolicy })) }),
      managedByTenantId,
      managedByTenantName: nameOf(managedByTenantId),
      manageeTenantId: subscription.tenantId,
      manageeTenantName: nameOf(subscription.tenantId),
      provisioningState,
    },
  };
}

function row(request: AccessRequest, subscription: Subscription, delegation: Delegation, isExpanded: boolean) {
  const { subscriptionId, resourceGroup, managedByTenantId, name = "" } = delegation;
  const scope = scopeOfSubscription(subscriptionId, resourceGroup);
  const guid = stableGuid("registration", scope, managedByTenantId, name);
  const provider = "providers/Microsoft.ManagedServices";
  const registrationDefinitionId = `${scopeOfSubscription(subscriptionId)}/${provider}/registrationDefinitions/${guid}`;
  return {
    id: `${scope}/${provider}/registrationAssignments/${guid}`,
    type: "Microsoft.ManagedServices/registrationAssignments",
    name: guid,
    properties: {
      registrationDefinitionId,
      provisioningState,
      ...(isExpanded
        ? { registrationDefinition: definition(request, subscription, delegation, registrationDefinitionId) }
        : {}),
    },
  };
}

/** Lighthouse delegations of a subscription and its resource groups. A managing tenant sees its own only. */
export function listRegistrationAssignments(request: AccessRequest): Response {
  const { state, context, rights } = request;
  const { index, viewer } = rights;
  const subscription = subscriptionOf(request);
  requireAction(request, action, placeOf(subscription));
  if (context.req.query("$filter") !== undefined) {
    throw refuse(400, "BadRequest", "The emulator has no filter for registration assignments.");
  }
  const isExpanded = context.req.query("$expandRegistrationDefinition")?.toLowerCase() === "true";
  const rows = index
    .delegationsOf(subscription.subscriptionId)
    .filter(({ managedByTenantId }) => [subscription.tenantId, managedByTenantId].includes(viewer.tenantId))
    .map((delegation) => row(request, subscription, delegation, isExpanded));
  return Response.json(pageOf(state, context, rows));
}
