import { credentialIn, credentialOf, inSettings } from "../../../../provider/command/report/rowCredential";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { clientId, tenantId } from "../../fixtures";

const settings = (variables: Readonly<Record<string, string>>) => Object.assign(process.env, variables);
const application = { ARM_TENANT_ID: "bbbbbbbb-0000-4000-8000-00000000000b", ARM_CLIENT_ID: clientId };

describe("credentialOf", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each<[Record<string, string>, object]>([
    [{ ARM_CLIENT_SECRET: "s" }, { clientSecret: "s" }],
    [
      { ARM_CLIENT_SECRET: "s", ARM_CLIENT_CERTIFICATE_PATH: "/c.pem", ARM_CLIENT_CERTIFICATE_PASSWORD: "p" },
      { clientCertificatePath: "/c.pem", clientCertificatePassword: "p" },
    ],
    [
      { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t", ARM_OIDC_TOKEN_FILE_PATH: "/f" },
      { useOidc: true, oidcToken: "t" },
    ],
    [
      { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: "/f" },
      { useOidc: true, oidcTokenFilePath: "/f" },
    ],
    [{ ARM_USE_OIDC: "true", ACTIONS_ID_TOKEN_REQUEST_URL: "https://x" }, { useOidc: true }],
  ])("proves a service principal by %j", (variables, proof) => {
    settings({ ...application, ...variables });
    expect(credentialOf({ kind: "servicePrincipal", tenantId, clientId })).toEqual({ tenantId, clientId, ...proof });
  });

  it("refuses a service principal that nothing proves", () => {
    settings({ ARM_USE_OIDC: "false" });
    expect(() => credentialOf({ kind: "servicePrincipal", tenantId, clientId })).toThrow(
      `no credential for service principal ${clientId}: set ARM_CLIENT_SECRET`,
    );
  });
});

describe("credentialIn", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each<[Record<string, string>, object]>([
    [{}, { useCli: true, tenantId }],
    [{ ARM_TENANT_ID: application.ARM_TENANT_ID }, { useCli: true, tenantId }],
    [
      { ...application, ARM_CLIENT_SECRET: "s" },
      { tenantId, clientId, clientSecret: "s" },
    ],
    [
      { ARM_USE_MSI: "true", ARM_CLIENT_ID: clientId },
      { useMsi: true, tenantId, clientId },
    ],
    [{ ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true" }, { useDefaultAzureCredential: true, tenantId }],
  ])("signs in elsewhere as %j does", (variables, credential) => {
    settings(variables);
    expect(credentialIn(tenantId)).toEqual(credential);
  });

  it("refuses settings without an identity", () => {
    settings({ ARM_CLIENT_ID: clientId });
    expect(() => credentialIn(tenantId)).toThrow("clientId is set (ARM_CLIENT_ID)");
  });
});

describe("inSettings", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it("names the settings that a block was made of", () => {
    settings({ ARM_CLIENT_SECRET: "s" });
    expect(inSettings("(credential.clientSecret, credential.tenantId, credential.other)")).toBe(
      "(ARM_CLIENT_SECRET, tenantId, credential.other)",
    );
  });
});
