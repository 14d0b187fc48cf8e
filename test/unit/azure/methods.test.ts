import { signInMethod } from "../../../provider/azure/methods";
import { resolveSettings } from "../../../provider/azure/settings";

const tenantId = "aaaaaaaa-0000-4000-8000-000000000001";
const clientId = "cccccccc-0000-4000-8000-000000000003";
const app = { tenantId, clientId };

function fromBlock(block: Readonly<Record<string, unknown>>, environment: Record<string, string> = {}) {
  return signInMethod(resolveSettings(block, { config: () => undefined, environment }), true);
}

function fromEnvironment(environment: Record<string, string>) {
  return signInMethod(resolveSettings(undefined, { config: () => undefined, environment }), false);
}

const application = { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId };
const everything = {
  ...application,
  ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true",
  ARM_CLIENT_CERTIFICATE_PATH: "c.pem",
  ARM_CLIENT_SECRET: "s",
  ARM_USE_OIDC: "true",
  ARM_OIDC_TOKEN: "idt",
  ARM_OIDC_TOKEN_FILE_PATH: "token.txt",
  ARM_OIDC_REQUEST_URL: "https://issuer",
  ARM_OIDC_REQUEST_TOKEN: "r",
  ARM_USE_MSI: "true",
  ARM_USE_CLI: "true",
};

function without(...names: (keyof typeof everything)[]): Record<string, string> {
  return Object.fromEntries(Object.entries(everything).filter(([name]) => !names.some((gone) => gone === name)));
}

describe("signInMethod of a credential block", () => {
  it.each([
    [
      { ...app, clientSecret: "s" },
      { kind: "clientSecret", clientSecret: "s" },
    ],
    [
      { ...app, clientCertificatePath: "c.pem" },
      { kind: "clientCertificate", path: "c.pem" },
    ],
    [
      { ...app, clientCertificatePath: "c.pfx", clientCertificatePassword: "p" },
      { kind: "clientCertificate", path: "c.pfx", password: "p" },
    ],
    [
      { ...app, oidcToken: "idt" },
      { kind: "oidcToken", token: "idt" },
    ],
    [
      { ...app, useOidc: true, oidcTokenFilePath: "token.txt" },
      { kind: "oidcTokenFile", path: "token.txt" },
    ],
    [
      { ...app, oidcRequestUrl: "https://issuer", oidcRequestToken: "r" },
      { kind: "oidcRequest", url: "https://issuer", requestToken: "r", audience: "api://AzureADTokenExchange" },
    ],
    [{ useMsi: true }, { kind: "managedIdentity" }],
    [
      { useMsi: true, clientId },
      { kind: "managedIdentity", clientId },
    ],
    [
      { useCli: true, tenantId },
      { kind: "azureCli", tenantId, implied: false },
    ],
    [{ useDefaultAzureCredential: true }, { kind: "defaultAzureCredential" }],
    [
      { useDefaultAzureCredential: true, clientId },
      { kind: "defaultAzureCredential", clientId },
    ],
    [
      { useCli: true, subscriptionId: "s" },
      { kind: "azureCli", subscriptionId: "s" },
    ],
  ])("reads %j", (block, expected) => {
    expect(fromBlock(block)).toMatchObject(expected);
  });

  it("takes the issuer of the pipeline from the environment", () => {
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://issuer", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "r" };
    const method = fromBlock({ ...app, useOidc: true }, { ...environment, ARM_OIDC_AUDIENCE: "api://other" });
    expect(method).toMatchObject({ kind: "oidcRequest", url: "https://issuer", audience: "api://other" });
  });

  it("never picks up a client ID for its managed identity", () => {
    expect(fromBlock({ useMsi: true }, { AZURE_CLIENT_ID: clientId, ARM_CLIENT_ID: clientId })).toStrictEqual({
      kind: "managedIdentity",
      source: "credential.useMsi",
    });
  });

  it("never picks up another identity's secret", () => {
    expect(() => fromBlock(app, everything)).toThrow("names no way to sign in");
    expect(() => fromBlock({ clientSecret: "s" }, everything)).toThrow(
      "lacks credential.tenantId, credential.clientId",
    );
  });

  it.each([
    [
      {},
      "give it one of useDefaultAzureCredential, clientCertificatePath, clientSecret, useOidc, useMsi, useCli; a block",
    ],
    [{ ...app, useOidc: false, useMsi: false }, "names no way to sign in"],
    [{ ...app, clientSecret: "s", useMsi: true }, "names clientSecret and useMsi: it can sign in one way only"],
    [{ ...app, clientSecret: "s", oidcToken: "idt" }, "names clientSecret and oidcToken"],
    [{ ...app, oidcToken: "idt", oidcTokenFilePath: "f" }, "oidcToken and oidcTokenFilePath: give one of them"],
    [{ tenantId, clientSecret: "s" }, "lacks credential.clientId"],
    [{ clientId, clientCertificatePath: "c.pem" }, "lacks credential.tenantId"],
    [
      { ...app, clientSecret: "s", clientCertificatePassword: "p" },
      "clientCertificatePassword but no clientCertificatePath",
    ],
    [
      { ...app, useOidc: true },
      "there is no ID token. Set one of credential.oidcToken; credential.oidcTokenFilePath; oidcRequestUrl (stack config",
    ],
    [{ useMsi: true, clientId: "my-identity" }, 'credential.clientId must be a GUID; it is "my-identity"'],
    [{ useCli: true, tenantId: "contoso" }, "credential.tenantId must be a GUID or a domain name"],
    [{ useCli: true, tenantId, subscriptionId: "a/b" }, "credential.subscriptionId must be a GUID or a name"],
    [{ useDefaultAzureCredential: true, tenantId: "contoso" }, "credential.tenantId must be a GUID or a domain name"],
    [{ useDefaultAzureCredential: true, clientId: "my-identity" }, "credential.clientId must be a GUID"],
    [{ ...app, oidcRequestUrl: "https://issuer" }, "oidcRequestToken (stack config azure-native:oidcRequestToken"],
  ])("refuses %j", (block, message) => {
    expect(() => fromBlock(block)).toThrow(expect.objectContaining({ code: "PAL_CONFIG_INVALID" }) as Error);
    expect(() => fromBlock(block)).toThrow(message);
  });
});

describe("signInMethod of stack config and environment", () => {
  it.each([
    ["defaultAzureCredential", everything],
    ["clientCertificate", without("ARM_USE_DEFAULT_AZURE_CREDENTIAL")],
    ["clientSecret", without("ARM_USE_DEFAULT_AZURE_CREDENTIAL", "ARM_CLIENT_CERTIFICATE_PATH")],
    ["oidcToken", without("ARM_USE_DEFAULT_AZURE_CREDENTIAL", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_SECRET")],
    ["oidcTokenFile", { ...application, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: "f", ARM_USE_MSI: "true" }],
    [
      "oidcRequest",
      { ...application, ARM_USE_OIDC: "true", ARM_OIDC_REQUEST_URL: "https://i", ARM_OIDC_REQUEST_TOKEN: "r" },
    ],
    ["managedIdentity", { ...application, ARM_OIDC_TOKEN: "idt", ARM_USE_MSI: "true", ARM_USE_CLI: "true" }],
    ["azureCli", { ARM_USE_MSI: "false", ARM_USE_CLI: "true", ARM_TENANT_ID: tenantId }],
    ["azureCli", { ARM_TENANT_ID: tenantId }],
    ["azureCli", {}],
  ])("is %s first, of what is set", (kind, environment) => {
    expect(fromEnvironment(environment).kind).toBe(kind);
  });

  it.each([
    [{ ARM_USE_MSI: "true" }, { kind: "managedIdentity", source: "ARM_USE_MSI" }],
    [
      { ARM_CLIENT_ID: clientId, AZURE_CLIENT_ID: "other", ARM_USE_MSI: "true" },
      { kind: "managedIdentity", clientId, source: "ARM_USE_MSI, ARM_CLIENT_ID" },
    ],
    [
      { ARM_CLIENT_ID: clientId, ARM_USE_MSI: "true" },
      { kind: "managedIdentity", clientId, source: "ARM_USE_MSI, ARM_CLIENT_ID" },
    ],
    [
      { ARM_CLIENT_ID: clientId, ARM_TENANT_ID: tenantId, ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true" },
      { kind: "defaultAzureCredential", tenantId, source: "ARM_USE_DEFAULT_AZURE_CREDENTIAL, ARM_TENANT_ID" },
    ],
    [
      { ARM_SUBSCRIPTION_ID: "s" },
      { kind: "azureCli", subscriptionId: "s", implied: true, source: "ARM_SUBSCRIPTION_ID" },
    ],
    [
      { ARM_SUBSCRIPTION_ID: "s", ARM_TENANT_ID: tenantId },
      { kind: "azureCli", tenantId, implied: true, source: "ARM_TENANT_ID" },
    ],
  ])("takes from %j what azure-native takes, and nothing else", (environment, expected) => {
    expect(fromEnvironment(environment)).toStrictEqual(expected);
  });

  it("knows the Azure CLI that was asked for from the one that is left", () => {
    expect(fromEnvironment({ ARM_USE_CLI: "true" })).toMatchObject({ implied: false, source: "ARM_USE_CLI" });
    expect(fromEnvironment({})).toMatchObject({ implied: true, source: "" });
  });

  it("says where each value came from", () => {
    const settings = resolveSettings(undefined, {
      config: (key) => new Map([["azure-native:clientId", clientId]]).get(key),
      environment: { ARM_TENANT_ID: tenantId, ARM_CLIENT_SECRET: "s" },
    });
    expect(signInMethod(settings, false).source).toBe("ARM_TENANT_ID, azure-native:clientId, ARM_CLIENT_SECRET");
  });

  it.each([
    [
      { ARM_CLIENT_SECRET: "s", ARM_CLIENT_ID: clientId },
      "missing tenantId (stack config azure-native:tenantId, environment ARM_TENANT_ID or AZURE_TENANT_ID)",
    ],
    [{ ARM_CLIENT_CERTIFICATE_PATH: "c.pem" }, "missing tenantId"],
    [{ ARM_USE_OIDC: "true", ...application }, "OpenID Connect is requested (ARM_USE_OIDC), but there is no ID token"],
    [{ ARM_USE_OIDC: "true", ARM_OIDC_REQUEST_URL: "https://i", ...application }, "missing oidcRequestToken"],
    [
      application,
      "clientId is set (ARM_CLIENT_ID), but no secret, certificate, OpenID Connect or managed identity to sign in with",
    ],
    [{ ARM_USE_CLI: "false" }, "the Azure CLI is ruled out (ARM_USE_CLI)"],
    [
      { AZURE_CLIENT_ID: clientId, ARM_USE_MSI: "true" },
      "named by AZURE_CLIENT_ID alone, which azure-native does not read. Set ARM_CLIENT_ID or azure-native:clientId to its client ID; for the system-assigned identity unset AZURE_CLIENT_ID",
    ],
  ])("refuses %j", (environment, message) => {
    expect(() => fromEnvironment(environment)).toThrow(
      expect.objectContaining({ code: "PAL_CONFIG_INVALID" }) as Error,
    );
    expect(() => fromEnvironment(environment)).toThrow(message);
  });
});
