import type { Access, Delegation, Identity, RoleAssignment } from "../../../emulator/azure";
import { customerTenant, outcome, partnerTenant } from "../http";
import { anyText } from "../matchers";
import { shareEmulator } from "../running";
import {
  assign,
  atSubscription,
  estate,
  get,
  manager,
  outcomeOf,
  paths,
  production,
  roles,
  rowsOf,
  user,
} from "./directory";

const engineers = "bbbbbbbb-0000-4000-8000-000000000001";

function delegation(more: Partial<Delegation> = {}): Delegation {
  return { subscriptionId: production, managedByTenantId: partnerTenant, authorizations: [], ...more };
}

/** The manager is one of the engineers. */
function managed(delegations: readonly Delegation[], ...roleAssignments: readonly RoleAssignment[]): Access {
  const group = { tenantId: partnerTenant, objectId: engineers, name: "Engineers", members: [manager.objectId] };
  return { ...estate, groups: [...estate.groups, group], delegations, roleAssignments };
}

describe("registration assignments", () => {
  const { running, start, reset, stop } = shareEmulator();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  it.each<[string, Access, Identity, string]>([
    ["a customer's Reader", managed([], assign(atSubscription(production), roles.reader)), user, "200"],
    [
      "a customer's Support Request Contributor",
      managed([], assign(atSubscription(production), roles.supportRequestContributor)),
      user,
      "403 AuthorizationFailed",
    ],
    [
      "a delegated Reader",
      managed([delegation({ authorizations: [{ principalId: manager.objectId, roleId: roles.reader }] })]),
      manager,
      "200",
    ],
    [
      "a delegated Reader by a group",
      managed([delegation({ authorizations: [{ principalId: engineers, roleId: roles.reader }] })]),
      manager,
      "200",
    ],
    [
      "a delegated Support Request Contributor",
      managed([delegation({ authorizations: [{ principalId: engineers, roleId: roles.supportRequestContributor }] })]),
      manager,
      "403 AuthorizationFailed",
    ],
    [
      "a Reader of a delegated resource group",
      managed([
        delegation({ resourceGroup: "web", authorizations: [{ principalId: engineers, roleId: roles.reader }] }),
      ]),
      manager,
      "403 AuthorizationFailed",
    ],
    [
      "a principal of the managing tenant without an authorization",
      managed([delegation()]),
      manager,
      "403 AuthorizationFailed",
    ],
    ["a tenant without delegation", managed([]), manager, "401 InvalidAuthenticationTokenTenant"],
  ])("may be read by %s", async (_, access, identity, expected) => {
    running().setAccess(access);
    expect(outcome(await get(running(), paths.delegations(production), identity))).toBe(expected);
  });

  it("of other managing tenants are shown to the customer alone", async () => {
    const toPartner = delegation({
      name: "Fabrikam",
      authorizations: [{ principalId: manager.objectId, roleId: roles.reader }],
    });
    const other = "33333333-3333-4333-8333-333333333333";
    const { directory, setDirectory } = running();
    setDirectory({
      ...directory,
      tenants: [...directory.tenants, { tenantId: other, name: "Tailspin", principals: [] }],
      access: managed(
        [toPartner, delegation({ managedByTenantId: other, name: "Tailspin" })],
        assign(atSubscription(production), roles.reader),
      ),
    });
    const nameOf = async (identity: Identity) => {
      const rows = rowsOf(await get(running(), paths.delegations(production), identity));
      return rows.map(({ properties }) => properties["registrationDefinition"]);
    };
    expect(await nameOf(manager)).toMatchObject([{ properties: { registrationDefinitionName: "Fabrikam" } }]);
    expect(await nameOf(user)).toMatchObject([
      { properties: { managedByTenantName: "Fabrikam" } },
      { properties: { managedByTenantName: "Tailspin" } },
    ]);
    setDirectory(directory);
  });

  it("have their definition where it is asked for", async () => {
    running().setAccess(
      managed([
        delegation({
          name: "Managed by Fabrikam",
          isOffer: true,
          authorizations: [{ principalId: engineers, roleId: roles.reader }],
          eligibleAuthorizations: [{ principalId: manager.objectId, roleId: roles.contributor }],
        }),
      ]),
    );
    const [row] = rowsOf(await get(running(), paths.delegations(production), manager));
    expect(row).toMatchObject({
      type: "Microsoft.ManagedServices/registrationAssignments",
      properties: {
        provisioningState: "Succeeded",
        registrationDefinitionId: anyText,
        registrationDefinition: {
          plan: { name: anyText, product: anyText, publisher: anyText, version: anyText },
          properties: {
            registrationDefinitionName: "Managed by Fabrikam",
            managedByTenantId: partnerTenant,
            managedByTenantName: "Fabrikam",
            manageeTenantId: customerTenant,
            manageeTenantName: "Contoso",
            authorizations: [
              { principalId: engineers, principalIdDisplayName: "Engineers", roleDefinitionId: roles.reader },
            ],
            eligibleAuthorizations: [
              {
                principalId: manager.objectId,
                principalIdDisplayName: "fabrikam-deploy",
                roleDefinitionId: roles.contributor,
                justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT8H" },
              },
            ],
          },
        },
      },
    });
    const [short] = rowsOf(await get(running(), paths.delegations(production, ""), manager));
    expect(short?.properties).not.toHaveProperty("registrationDefinition");
  });

  it("give permissions at the subscription, and no permission by a resource group", async () => {
    const actions = async (more: Partial<Delegation>) => {
      const authorizations = [{ principalId: engineers, roleId: roles.reader }];
      running().setAccess(managed([delegation({ authorizations, ...more })]));
      return outcomeOf(await get(running(), paths.permissions(production), manager), (row) => row["actions"]);
    };
    expect(await actions({})).toEqual([["*/read"]]);
    expect(await actions({ resourceGroup: "web" })).toEqual([]);
  });
});
