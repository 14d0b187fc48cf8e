import { signInMethod } from "../../../../provider/azure/methods";
import { atOnce, declaredCredential, rowSignIn, signInTo } from "../../../../provider/command/customers/rowSignIn";
import { credentialSettings } from "../../../../provider/azure/credentialSettings";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { clientId, tenantId } from "../../fixtures";

const application = { tenantId, identity: "servicePrincipal", clientId } as const;
const another = { ARM_TENANT_ID: "bbbbbbbb-0000-4000-8000-00000000000b", ARM_CLIENT_ID: tenantId };

const noConfig = () => undefined;
const row = "the customer's row";

const set = (variables: Readonly<Record<string, string>>) => Object.assign(process.env, variables);

function methodOf(one: Parameters<typeof rowSignIn>[0], config: (key: string) => string | undefined = noConfig) {
  const { settings, hasBlock } = rowSignIn(one, config);
  return { ...signInMethod(settings, hasBlock), tenant: settings.tenantId?.value };
}

describe("rowSignIn", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  const everything = { ...another, ARM_CLIENT_SECRET: "s", ARM_USE_MSI: "true", ARM_USE_OIDC: "true" };

  it.each([
    { identity: "azureCli", clientId: "", method: { kind: "azureCli", implied: false, tenantId, source: row } },
    { identity: "managedIdentity", clientId: "", method: { kind: "managedIdentity", source: row } },
    { identity: "managedIdentity", clientId, method: { kind: "managedIdentity", clientId, source: row } },
  ] as const)("signs in by $identity $clientId, whatever the environment has", ({ method, ...one }) => {
    set(everything);
    expect(methodOf({ tenantId, ...one })).toEqual({ ...method, tenant: tenantId });
  });

  it.each<[Record<string, string>, object]>([
    [{ ARM_CLIENT_SECRET: "s" }, { kind: "clientSecret", clientSecret: "s" }],
    [
      { ARM_CLIENT_SECRET: "s", ARM_CLIENT_CERTIFICATE_PATH: "/c.pem", ARM_CLIENT_CERTIFICATE_PASSWORD: "p" },
      { kind: "clientCertificate", path: "/c.pem", password: "p" },
    ],
    [
      { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: "/f", ARM_USE_MSI: "true" },
      { kind: "oidcTokenFile", path: "/f" },
    ],
    [
      { ARM_CLIENT_SECRET: "s", ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true", ARM_USE_CLI: "false" },
      { kind: "clientSecret" },
    ],
  ])("signs in a service principal by %j", (variables, method) => {
    set({ ...another, ...variables });
    expect(methodOf(application)).toMatchObject({ ...method, tenantId, clientId });
  });

  it("takes what proves a service principal from stack config", () => {
    set({ ARM_CLIENT_SECRET: "of the environment" });
    const method = methodOf(application, (key) => ({ "azure-native:clientSecret": "of the stack" })[key]);
    expect(method).toMatchObject({ clientSecret: "of the stack", source: `${row}, azure-native:clientSecret` });
  });

  it("refuses a service principal that nothing proves", () => {
    set({ ARM_USE_OIDC: "false" });
    expect(() => rowSignIn(application, noConfig)).toThrow(
      `no credential for service principal ${clientId}: set ARM_CLIENT_SECRET`,
    );
  });
});

describe("signInTo", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each<[Record<string, string>, object]>([
    [{}, { kind: "azureCli" }],
    [{ ARM_TENANT_ID: another.ARM_TENANT_ID }, { kind: "azureCli" }],
    [
      { ...another, ARM_CLIENT_SECRET: "s" },
      { kind: "clientSecret", clientId: another.ARM_CLIENT_ID },
    ],
    [{ ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true" }, { kind: "defaultAzureCredential" }],
  ])("signs in elsewhere as %j does", (variables, method) => {
    set(variables);
    const { settings, hasBlock } = signInTo(tenantId, credentialSettings());
    expect(signInMethod(settings, hasBlock)).toMatchObject({ ...method, tenantId });
  });
});

describe("declaredCredential", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each([
    { what: "a person", one: { identity: "azureCli", clientId: "" }, credential: { useCli: true, tenantId } },
    { what: "the machine", one: { identity: "managedIdentity", clientId: "" }, credential: { useMsi: true } },
    {
      what: "a user-assigned managed identity",
      one: { identity: "managedIdentity", clientId },
      credential: { useMsi: true, clientId },
    },
  ] as const)("is that of $what", ({ one, credential }) => {
    expect(declaredCredential({ tenantId, ...one }, noConfig)).toEqual(credential);
  });

  it.each([
    { variables: { ARM_OIDC_TOKEN: "token" }, file: {} },
    { variables: { ARM_OIDC_TOKEN_FILE_PATH: "/f" }, file: { oidcTokenFilePath: "/f" } },
  ])("is that of an application by OpenID Connect with $variables", ({ variables, file }) => {
    set({ ARM_USE_OIDC: "true", ARM_CLIENT_ID: "another", ...variables });
    expect(declaredCredential(application, noConfig)).toEqual({ tenantId, clientId, useOidc: true, ...file });
  });

  it("is not told where it holds a secret", () => {
    set({ ARM_CLIENT_SECRET: "not-a-secret" });
    expect(declaredCredential(application, noConfig)).toBeUndefined();
  });
});

describe("atOnce", () => {
  it("is less where processes of the Azure CLI run", () => {
    expect(atOnce([{ identity: "servicePrincipal" }])).toBe(16);
    expect(atOnce([{ identity: "servicePrincipal" }, { identity: "azureCli" }])).toBe(4);
  });
});
