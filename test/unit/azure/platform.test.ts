import { howToGetIdToken, howToSignIn, platform } from "../../../provider/azure/platform";
import { settingTable } from "../../../provider/azure/settings";
import { inheritedEnvironment, ownEnvironment } from "../environment";

describe("platform", () => {
  it.each<{ environment: Record<string, string>; expected: string }>([
    { environment: {}, expected: "elsewhere" },
    { environment: { GITHUB_ACTIONS: "true" }, expected: "githubActions" },
    { environment: { TF_BUILD: "True" }, expected: "azurePipelines" },
    { environment: { TF_BUILD: "true" }, expected: "azurePipelines" },
    { environment: { GITLAB_CI: "true" }, expected: "gitlab" },
    { environment: { GITHUB_ACTIONS: "false", TF_BUILD: "", GITLAB_CI: "" }, expected: "elsewhere" },
    { environment: { CI: "true" }, expected: "elsewhere" },
  ])("of $environment is $expected", ({ environment, expected }) => {
    expect(platform(environment)).toBe(expected);
  });
});

const application = ["ARM_USE_OIDC=true", "ARM_TENANT_ID", "ARM_CLIENT_ID"];
const rows: readonly { readonly on: string; readonly token: readonly string[]; readonly signIn: readonly string[] }[] =
  [
    {
      on: "GITHUB_ACTIONS",
      token: ["In GitHub Actions", "`permissions: { id-token: write, contents: read }`"],
      signIn: application,
    },
    {
      on: "TF_BUILD",
      token: [
        "In Azure Pipelines",
        "ARM_OIDC_REQUEST_TOKEN: $(System.AccessToken)",
        "ARM_OIDC_REQUEST_URL: $(System.OidcRequestUri)?serviceConnectionId=<ID of the service connection>",
      ],
      signIn: application,
    },
    {
      on: "GITLAB_CI",
      token: ["In GitLab", '`id_tokens: { ARM_OIDC_TOKEN: { aud: "api://AzureADTokenExchange" } }`'],
      signIn: application,
    },
  ];

describe("the advice of a pipeline", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it.each(rows)(
    "says where $on is set how to get an ID token, and what else a sign-in needs",
    ({ on, token, signIn }) => {
      process.env[on] = "true";
      for (const fact of token) expect(howToGetIdToken()).toContain(fact);
      for (const fact of [...token, ...signIn]) expect(howToSignIn()).toContain(fact);
    },
  );

  it.each(rows)("where $on is set does not send its user to a laptop", ({ on }) => {
    process.env[on] = "true";
    expect(howToSignIn()).not.toMatch(/az login|ARM_USE_MSI|ARM_CLIENT_SECRET/);
  });
});

describe("the advice elsewhere", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  it("is none for an ID token, whose issuer is not known", () => {
    expect(howToGetIdToken()).toBeUndefined();
  });

  it.each([
    "ARM_TENANT_ID",
    "ARM_CLIENT_ID",
    "ARM_CLIENT_SECRET",
    "ARM_CLIENT_CERTIFICATE_PATH",
    "On a machine in Azure set ARM_USE_MSI=true",
  ])("names %s", (fact) => {
    expect(howToSignIn()).toContain(fact);
  });
});

describe("any advice", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  const known = settingTable.flatMap(({ variables }) => variables);

  it.each(["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "ELSEWHERE"])(
    "names variables that are read, and their other places: %s",
    (on) => {
      process.env[on] = "true";
      const named = [...howToSignIn().matchAll(/\bARM_\w+/g)].map(String);
      expect(named.filter((name) => !known.includes(name))).toStrictEqual([]);
      expect(howToSignIn()).toMatch(
        /Stack config \(azure-native:clientId\) and a credential block \(clientId\) have the same settings$/,
      );
    },
  );
});
