import { type SettingName, settingTable } from "../../../provider/azure/settings";
import type { Application } from "./applications";
import { expectRefused } from "./expectRefused";
import { applicationMethods } from "./methods";
import type { SignInRequest } from "./openProvider";
import { shareSignIn } from "./shareSignIn";
import { asBlock, asConfig, asEnvironment, type Values } from "./sources";

/** Where a message sends the reader to set what is missing. */
function placesOf(name: SettingName): string {
  const variables = settingTable.find((spec) => spec.name === name)?.variables ?? [];
  return `${name} (stack config azure-native:${name}, environment ${variables.join(" or ")})`;
}

/** What each method cannot do without, beside what selects it. */
const needed: readonly (readonly [string, readonly SettingName[]])[] = [
  ["client secret", ["tenantId", "clientId"]],
  ["certificate, PEM, key first", ["tenantId", "clientId"]],
  ["ID token", ["tenantId", "clientId"]],
  ["ID token file", ["tenantId", "clientId"]],
  ["GitHub Actions", ["tenantId", "clientId", "oidcRequestUrl", "oidcRequestToken"]],
  ["Azure Pipelines", ["tenantId", "clientId", "oidcRequestUrl", "oidcRequestToken"]],
];
const missing = needed.flatMap(([name, settings]) => settings.map((setting) => ({ name, setting })));

describe("signIn, not fully configured", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  function settingsWithout(name: string, setting: SettingName): Values {
    const method = applicationMethods.find((candidate) => candidate.name === name);
    const { [setting]: _, ...others } = method?.settings(applications().contoso, running()) ?? {};
    return others;
  }

  async function expectInvalid(request: SignInRequest, says: readonly string[]): Promise<void> {
    expectRefused(await signIn(request), request, { code: "PAL_CONFIG_INVALID", says });
    expect(
      running()
        .requests()
        .map(({ operation }) => operation),
    ).not.toContain("entra.token");
  }

  const application = ({ tenantId, clientId }: Application): Values => ({ tenantId, clientId });

  describe.each(missing)("by $name without $setting", ({ name, setting }) => {
    it("names the places that were looked at", async () => {
      const values = settingsWithout(name, setting);
      const says = ["no identity to sign in with", "missing", placesOf(setting), "credential block"];
      await expectInvalid({ environment: asEnvironment(values) }, says);
      await expectInvalid({ config: asConfig(values) }, says);
      await expectInvalid({ config: { ...asConfig(values), [`azure-native:${setting}`]: "" } }, says);
    });
  });

  const identifying = missing.filter(({ setting }) => setting === "tenantId" || setting === "clientId");

  it.each(identifying)("does not complete a block by $name that lacks $setting", async ({ name, setting }) => {
    const block = asBlock(settingsWithout(name, setting));
    const { fabrikam } = applications();
    const environment = asEnvironment({ ...application(fabrikam), clientSecret: fabrikam.clientSecret });
    const says = [`the credential block lacks credential.${setting}`, "a block stands alone"];
    await expectInvalid({ block, environment, config: asConfig(application(fabrikam)) }, says);
  });

  it("says what OpenID Connect lacks", async () => {
    const values = { ...application(applications().contoso), useOidc: "true" };
    const tokens = (["oidcToken", "oidcTokenFilePath", "oidcRequestUrl"] as const).map(placesOf);
    const rest = ["OpenID Connect is requested", "there is no ID token. Set one of"];
    await expectInvalid({ environment: asEnvironment(values) }, ["ARM_USE_OIDC", ...tokens, ...rest]);
    await expectInvalid({ config: asConfig(values) }, ["azure-native:useOidc", ...tokens, ...rest]);
    await expectInvalid({ block: asBlock(values) }, ["credential.useOidc", "credential.oidcToken", ...rest]);
  });

  it("wants something to sign in with for a clientId", async () => {
    const values = application(applications().contoso);
    const says = (source: string) => [
      `clientId is set (${source}), but no secret, certificate, OpenID Connect or managed identity to sign in with`,
      "unset clientId to use the Azure CLI",
    ];
    await expectInvalid({ environment: asEnvironment(values) }, says("ARM_CLIENT_ID"));
    const last = { AZURE_CLIENT_ID: applications().contoso.clientId };
    await expectInvalid({ environment: last }, says("AZURE_CLIENT_ID"));
    await expectInvalid({ config: asConfig(values) }, says("azure-native:clientId"));
  });

  it("never asks the Azure CLI when it is ruled out", async () => {
    const { user } = applications().contoso;
    const cli = running().environmentFor(user, { method: "azureCli" });
    const says = ["the Azure CLI is ruled out", "). For a service principal set ARM_TENANT_ID"];
    await expectInvalid({ environment: { ...cli, ARM_USE_CLI: "false" } }, ["ARM_USE_CLI", ...says]);
    await expectInvalid({ environment: cli, config: asConfig({ useCli: "false" }) }, ["azure-native:useCli", ...says]);
  });

  it.each(["1", "yes", "True", "TRUE"])(
    "refuses %j for a switch, which azure-native takes for false",
    async (value) => {
      const { fabrikam } = applications();
      const values = { ...application(fabrikam), useOidc: value, useMsi: value, oidcToken: fabrikam.idToken };
      const says = ["ARM_USE_OIDC must be true or false", `it is "${value}"`];
      await expectInvalid({ environment: asEnvironment(values) }, says);
    },
  );

  const either = "it can sign in one way only";
  it.each<[string, (who: Application) => Record<string, unknown>, readonly string[]]>([
    ["nothing", () => ({}), ["names no way to sign in", "clientSecret", "useMsi", "useCli", "a block stands alone"]],
    ["an application alone", application, ["names no way to sign in"]],
    ["methods that are off", () => ({ useMsi: false, useCli: false, useOidc: false }), ["names no way to sign in"]],
    [
      "a secret and an ID token",
      (who) => ({ ...application(who), clientSecret: who.clientSecret, oidcToken: who.idToken }),
      ["clientSecret and oidcToken", either],
    ],
    [
      "a certificate and a secret",
      (who) => ({ ...application(who), clientSecret: who.clientSecret, clientCertificatePath: who.files.pem }),
      ["clientCertificatePath and clientSecret", either],
    ],
    ["a managed identity and the CLI", () => ({ useMsi: true, useCli: true }), ["useMsi and useCli", either]],
    [
      "everything",
      (who) => ({ clientSecret: who.clientSecret, useOidc: true, useDefaultAzureCredential: true }),
      ["useDefaultAzureCredential and clientSecret and useOidc", either],
    ],
    [
      "a secret and a certificate's password",
      (who) => ({ clientSecret: who.clientSecret, clientCertificatePassword: who.password }),
      ["clientCertificatePassword", "no clientCertificatePath"],
    ],
    [
      "an ID token twice",
      (who) => ({ ...application(who), oidcToken: who.idToken, oidcTokenFilePath: who.files.idToken }),
      ["oidcToken and oidcTokenFilePath", "give one of them"],
    ],
  ])("says what is wrong with a block of %s", async (_, block, says) => {
    const { contoso, fabrikam } = applications();
    const { clientSecret } = fabrikam;
    const environment = asEnvironment({ ...application(fabrikam), clientSecret });
    await expectInvalid({ block: block(contoso), environment }, ["the credential block", ...says]);
  });

  it.each(['{"a":1}', "[1]", "11111111-1111-4111-8111-111111111111", "[", '"text"'])(
    "wants auxiliaryTenantIds to be a list, not %s",
    async (auxiliaryTenantIds) => {
      const { contoso } = applications();
      const values = { ...application(contoso), clientSecret: contoso.clientSecret, auxiliaryTenantIds };
      await expectInvalid({ config: asConfig(values) }, [
        "azure-native:auxiliaryTenantIds",
        "JSON array of tenant IDs",
      ]);
      await expectInvalid({ environment: asEnvironment(values) }, ["ARM_AUXILIARY_TENANT_IDS"]);
      await expectInvalid({ block: asBlock(values) }, ["credential.auxiliaryTenantIds"]);
    },
  );

  it.each<[string, (values: Values) => SignInRequest, string]>([
    ["stack config", (values) => ({ config: asConfig(values) }), "azure-native:environment"],
    ["the environment", (values) => ({ environment: asEnvironment(values) }), "ARM_ENVIRONMENT"],
    [
      "AZURE_ENVIRONMENT",
      ({ environment = "" }) => ({ environment: { AZURE_ENVIRONMENT: environment } }),
      "AZURE_ENVIRONMENT",
    ],
    ["a block", (values) => ({ block: asBlock(values) }), "credential.environment"],
  ])("knows no cloud of another name, from %s", async (_, place, source) => {
    const request = place({ useMsi: "true", environment: "germany" });
    const environment = { ARM_USE_MSI: "true", ...request.environment, ARM_METADATA_HOSTNAME: "" };
    const says = [source, 'unknown cloud, "germany"', "public, usgovernment or china", "metadataHost"];
    await expectInvalid({ ...request, environment }, says);
    expect(running().requests()).toEqual([]);
  });
});
