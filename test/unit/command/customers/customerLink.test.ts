import { atOnce, declaredCredential } from "../../../../provider/command/customers/customerLink";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { clientId, tenantId } from "../../fixtures";

const application = { tenantId, identity: "servicePrincipal", clientId } as const;

describe("declaredCredential", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each([
    { what: "a person", row: { identity: "azureCli", clientId: "" }, credential: { useCli: true, tenantId } },
    { what: "the machine", row: { identity: "managedIdentity", clientId: "" }, credential: { useMsi: true } },
    {
      what: "a user-assigned managed identity",
      row: { identity: "managedIdentity", clientId },
      credential: { useMsi: true, clientId },
    },
  ] as const)("is that of $what", ({ row, credential }) => {
    expect(declaredCredential({ tenantId, ...row })).toEqual(credential);
  });

  it("is that of an application by OpenID Connect", () => {
    Object.assign(process.env, { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "token", ARM_CLIENT_ID: "another" });
    expect(declaredCredential(application)).toEqual({ tenantId, clientId, useOidc: true });
  });

  it("is not told where it holds a secret", () => {
    process.env["ARM_CLIENT_SECRET"] = "not-a-secret";
    expect(declaredCredential(application)).toBeUndefined();
  });
});

describe("atOnce", () => {
  it("is less where processes of the Azure CLI run", () => {
    expect([atOnce(["servicePrincipal"]), atOnce(["servicePrincipal", "azureCli"])]).toEqual([16, 4]);
  });
});
