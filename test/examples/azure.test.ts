import { type Played, playProgram } from "./playProgram";

/* Examples that declare resources of azure-native or azuread: their plugins cannot be had offline. */

const linkType = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";
const assignmentType = "azure-native:authorization:RoleAssignment";
const partnerId = "123456";
const objectId = "22222222-2222-4222-8222-222222222222";
const supportRequestContributor = "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e";

/** A role, as an assignment names it. */
function roleIn(subscriptionId: string, role = supportRequestContributor): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

/** What the link's own provider adds. */
const linked = { [linkType]: { tenantId: "tenant", objectId, partnerName: "Fabrikam Consulting" } };

describe("examples/quickstart", () => {
  const play = (config: { readonly principalType?: string } = {}) =>
    playProgram(() => import("../../examples/quickstart/index.js"), {
      config: { partnerId, ...config },
      outputs: linked,
      clientConfig: { default: { subscriptionId: "sub" } },
    });

  it("links the deploying identity to the partner of the stack's configuration, and exports its object id", async () => {
    const { registered, outputs } = await play();
    expect(registered[`${linkType} link`]?.inputs).toStrictEqual({ partnerId });
    expect(outputs).toStrictEqual({
      partnerName: "Fabrikam Consulting",
      linkedIdentity: objectId,
      recognisedScope: "id-of-customer",
    });
  });

  it.each([
    { config: {}, principalType: "ServicePrincipal" },
    { config: { principalType: "User" }, principalType: "User" },
  ])("assigns the recommended role to the linked $principalType with config $config", async (row) => {
    const { registered } = await play(row.config);
    expect(registered[`${assignmentType} recognition`]?.inputs).toStrictEqual({
      principalId: objectId,
      principalType: row.principalType,
      roleDefinitionId: roleIn("sub"),
      scope: "id-of-customer",
    });
  });
});

describe("examples/servicePrincipal", () => {
  const secret = "not-a-secret, of the new service principal";
  let played: Played;

  beforeAll(async () => {
    played = await playProgram(() => import("../../examples/servicePrincipal/index.js"), {
      config: { partnerId, scope: "/subscriptions/sub/resourceGroups/operations" },
      outputs: {
        ...linked,
        "azuread:index/application:Application": { clientId: "client" },
        "azuread:index/servicePrincipal:ServicePrincipal": { objectId },
        "azuread:index/applicationPassword:ApplicationPassword": { value: secret },
      },
      clientConfig: { default: { tenantId: "tenant", subscriptionId: "sub" } },
    });
  });

  it("makes a service principal and a password of one application", () => {
    const { registered } = played;
    expect(registered["azuread:index/servicePrincipal:ServicePrincipal operations"]?.inputs).toMatchObject({
      clientId: "client",
    });
    expect(registered["azuread:index/applicationPassword:ApplicationPassword operations"]?.inputs).toMatchObject({
      applicationId: "id-of-operations",
    });
  });

  it("links only the new service principal, by its own secret", () => {
    const { registered } = played;
    expect(registered[`${linkType} operations`]).toStrictEqual({
      inputs: {
        partnerId,
        credential: { tenantId: "tenant", clientId: "client", clientSecret: secret },
        expect: { objectId },
      },
      secrets: ["credential"],
      provider: undefined,
    });
  });

  it("assigns the recommended role at the configured scope to the linked identity", () => {
    const { registered } = played;
    expect(registered[`${assignmentType} recognition`]?.inputs).toStrictEqual({
      scope: "/subscriptions/sub/resourceGroups/operations",
      principalId: objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId: roleIn("sub"),
    });
  });

  it("exports no secret", () => {
    const { outputs } = played;
    expect(outputs).toStrictEqual({ partnerName: "Fabrikam Consulting", linkedIdentity: objectId });
  });
});

describe("examples/twoCustomers", () => {
  const names = ["contoso", "tailspin"] as const;
  const customer = (name: string) => ({
    tenantId: `tenant-of-${name}`,
    subscriptionId: `sub-of-${name}`,
    clientId: `client-of-${name}`,
  });
  const secretOf = (name: string) => `not-a-secret, of ${name}`;
  let played: Played;

  beforeAll(async () => {
    played = await playProgram(() => import("../../examples/twoCustomers/index.js"), {
      config: { partnerId, customers: JSON.stringify(Object.fromEntries(names.map((name) => [name, customer(name)]))) },
      secretConfig: Object.fromEntries(names.map((name) => [`${name}Secret`, secretOf(name)])),
      outputs: linked,
      clientConfig: Object.fromEntries(names.map((name) => [name, { objectId: `deployer-of-${name}` }])),
    });
  });

  it.each(names)("deploys to %s as its service principal", (name) => {
    const { registered } = played;
    expect(registered[`pulumi:providers:azure-native ${name}`]).toMatchObject({
      inputs: { ...customer(name), clientSecret: secretOf(name) },
      secrets: ["clientId", "clientSecret"],
    });
    expect(registered[`azure-native:resources:ResourceGroup ${name}`]?.provider).toBe(name);
  });

  it.each(names)("links in %s the identity that deploys there, by the same credential", (name) => {
    const { tenantId, clientId } = customer(name);
    const { registered } = played;
    expect(registered[`${linkType} ${name}`]).toStrictEqual({
      inputs: {
        partnerId,
        credential: { tenantId, clientId, clientSecret: secretOf(name) },
        expect: { objectId: `deployer-of-${name}` },
      },
      secrets: ["credential"],
      provider: undefined,
    });
  });

  it.each(names)("assigns the recommended role in %s to the linked identity", (name) => {
    const { registered } = played;
    expect(registered[`${assignmentType} ${name}`]).toMatchObject({
      inputs: { scope: `id-of-${name}`, principalId: objectId, roleDefinitionId: roleIn(`sub-of-${name}`) },
      provider: name,
    });
  });

  it("exports the linked identities and no secret", () => {
    const { outputs } = played;
    expect(outputs).toStrictEqual({ linkedIdentities: ["id-of-contoso", "id-of-tailspin"] });
  });
});

describe("examples/lighthouse", () => {
  const names = ["contoso", "tailspin"] as const;
  const customer = (name: string) => ({ tenantId: `tenant-of-${name}`, subscriptionId: `sub-of-${name}` });
  const clientSecret = "not-a-secret, of the partner's service principal";
  let played: Played;

  beforeAll(async () => {
    played = await playProgram(() => import("../../examples/lighthouse/index.js"), {
      config: {
        partnerId,
        tenantId: "home",
        clientId: "client",
        customers: JSON.stringify(Object.fromEntries(names.map((name) => [name, customer(name)]))),
      },
      secretConfig: { clientSecret },
      outputs: linked,
    });
  });

  it("links one service principal of the partner's own tenant, whatever the number of customers", () => {
    const { registered } = played;
    expect(Object.keys(registered).filter((key) => key.startsWith(linkType))).toStrictEqual([`${linkType} operations`]);
    expect(registered[`${linkType} operations`]).toStrictEqual({
      inputs: { partnerId, credential: { tenantId: "home", clientId: "client", clientSecret } },
      secrets: ["credential"],
      provider: undefined,
    });
  });

  it.each(names)("has %s delegate its subscription to the linked identity, with roles that count", (name) => {
    const { registered } = played;
    const definition = registered[`azure-native:managedservices:RegistrationDefinition ${name}`];
    const principalIdDisplayName = "Fabrikam operations";
    expect(definition).toMatchObject({
      inputs: {
        scope: `/subscriptions/sub-of-${name}`,
        properties: {
          managedByTenantId: "tenant",
          authorizations: [
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            supportRequestContributor,
            "91c1777a-f3dc-4fae-b103-61d183457e46",
          ].map((roleDefinitionId) => ({ principalId: objectId, principalIdDisplayName, roleDefinitionId })),
        },
      },
      provider: name,
    });
  });

  it.each(names)("assigns the delegation of %s as that customer", (name) => {
    const { registered } = played;
    expect(registered[`azure-native:managedservices:RegistrationAssignment ${name}`]).toMatchObject({
      inputs: {
        scope: `/subscriptions/sub-of-${name}`,
        properties: { registrationDefinitionId: `id-of-${name}` },
      },
      provider: name,
    });
  });

  it("exports no secret", () => {
    const { outputs } = played;
    expect(outputs).toStrictEqual({ partnerName: "Fabrikam Consulting", linkedIdentity: "id-of-operations" });
  });
});
