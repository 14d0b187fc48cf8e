import { resolveSettings } from "../../../provider/azure/settings";
import { traitsOf } from "../../../provider/azure/traits";
import { clientId, tenantId } from "../fixtures";

const other = "33333333-3333-4333-8333-333333333333";
const application = { tenantId, clientId, clientSecret: "not-a-secret" };

describe("traitsOf", () => {
  const environment = { ...process.env };

  beforeEach(() => {
    process.env = {};
  });

  afterEach(() => {
    process.env = environment;
  });

  function traits(block: object, variables: Readonly<Record<string, string>> = {}): string {
    Object.assign(process.env, variables);
    const settings = resolveSettings(block, { config: () => undefined, environment: process.env });
    return JSON.stringify(traitsOf(settings, true));
  }

  it.each([
    ["another way to sign in", application, { ...application, clientSecret: undefined, useOidc: true, oidcToken: "t" }],
    ["another tenant", application, { ...application, tenantId: "fabrikam.example" }],
    ["another application", application, { ...application, clientId: other }],
    ["another cloud", application, { ...application, environment: "china" }],
    ["another host of metadata", application, { ...application, metadataHost: "arm.example" }],
    [
      "another source of ID tokens",
      { ...application, clientSecret: undefined, useOidc: true, oidcToken: "t" },
      { ...application, clientSecret: undefined, useOidc: true, oidcTokenFilePath: "/token" },
    ],
  ])("tell of %s", (_, one, other) => {
    expect(traits(one)).not.toBe(traits(other));
  });

  it.each([
    ["an Azure CLI of another folder", { useCli: true }, { AZURE_CONFIG_DIR: "/azure" }],
    ["another machine's endpoint", { useMsi: true }, { IDENTITY_ENDPOINT: "http://127.0.0.1:1" }],
    ["another identity of DefaultAzureCredential", { useDefaultAzureCredential: true }, { AZURE_CLIENT_ID: "other" }],
    ["a proxy", application, { HTTPS_PROXY: "http://user:not-a-secret@proxy.example:8080" }],
    ["other authorities", application, { NODE_EXTRA_CA_CERTS: "/ca.pem" }],
  ])("tell of %s", (_, block, variables) => {
    expect(traits(block)).not.toBe(traits(block, variables));
  });

  it("tell of no secret more than that there is one", () => {
    const variables = {
      HTTPS_PROXY: "http://user:not-a-secret@proxy.example:8080",
      AZURE_CLIENT_SECRET: "not-a-secret",
    };
    const told = [traits(application, variables), traits({ useDefaultAzureCredential: true }, variables)].join();
    expect(told).not.toContain("not-a-secret");
    expect(told).toContain("proxy.example:8080");
    expect(traits({ ...application, clientSecret: "another" })).toBe(traits(application));
  });

  it("are the same whatever the pipeline's issuer is called this time", () => {
    const oidc = { ...application, clientSecret: undefined, useOidc: true, oidcRequestToken: "t" };
    expect(traits({ ...oidc, oidcRequestUrl: "https://a.example" })).toBe(
      traits({ ...oidc, oidcRequestUrl: "https://b.example" }),
    );
  });

  it("do not hang on variables that have no say", () => {
    expect(traits(application, { AZURE_CONFIG_DIR: "/azure", IDENTITY_ENDPOINT: "http://127.0.0.1:1" })).toBe(
      traits(application),
    );
  });
});
