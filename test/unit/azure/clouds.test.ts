import { cloudOf } from "../../../provider/azure/clouds";
import { bodyOf } from "../../../provider/azure/http";
import { thrownBy } from "../fixtures";

function named(value: string): Parameters<typeof cloudOf>[0] {
  return { environment: { value, source: "ARM_ENVIRONMENT" } };
}

jest.mock("../../../provider/azure/http");

describe("cloudOf, by metadataHost", () => {
  beforeEach(() => {
    jest.mocked(bodyOf).mockReset().mockResolvedValue("{}");
  });

  it.each([
    { value: "arm.local.test", origin: "https://arm.local.test" },
    { value: "arm.local.test/", origin: "https://arm.local.test" },
    { value: "https://host", origin: "https://host" },
    { value: "host:8443", origin: "https://host:8443" },
    { value: "http://host:8080", origin: "http://host:8080" },
    { value: "localhost", origin: "https://localhost" },
    { value: "127.0.0.1:8443", origin: "https://127.0.0.1:8443" },
    { value: "[::1]:8443", origin: "https://[::1]:8443" },
  ])("asks $origin for $value", async ({ value, origin }) => {
    await thrownBy(() => cloudOf({ metadataHost: { value, source: "ARM_METADATA_HOSTNAME" } }));
    expect(jest.mocked(bodyOf).mock.lastCall?.[0].url).toMatch(`${origin}/metadata/endpoints?`);
  });
});

describe("cloudOf, by name", () => {
  it.each([
    {
      names: ["public", "AzureCloud", "AzurePublicCloud", "PUBLIC"],
      login: "microsoftonline.com",
      arm: "management.azure.com",
    },
    {
      names: ["usgovernment", "AzureUSGovernment", "AzureUSGovernmentCloud"],
      login: "microsoftonline.us",
      arm: "management.usgovcloudapi.net",
    },
    { names: ["china", "AzureChinaCloud"], login: "chinacloudapi.cn", arm: "management.chinacloudapi.cn" },
  ])("knows $names", async ({ names, login, arm }) => {
    for (const name of names) {
      expect(await cloudOf(named(name))).toStrictEqual({
        authority: `https://login.${login}`,
        resourceManager: `https://${arm}`,
        scope: `https://${arm}/.default`,
        skipInstanceDiscovery: false,
      });
    }
  });

  it("is the public cloud when nothing is set", async () => {
    expect(await cloudOf({})).toStrictEqual(await cloudOf(named("public")));
  });

  it.each([
    { value: "true", skips: true },
    { value: "false", skips: false },
  ])("skips instance discovery: $skips for disableInstanceDiscovery $value", async ({ value, skips }) => {
    const cloud = await cloudOf({ disableInstanceDiscovery: { value, source: "ARM_DISABLE_INSTANCE_DISCOVERY" } });
    expect(cloud.skipInstanceDiscovery).toBe(skips);
  });

  it.each(["german", "azure", "constructor", "__proto__"])(
    "refuses %s, naming where it was set and the way out",
    async (name) => {
      expect(await thrownBy(() => cloudOf(named(name)))).toMatchObject({
        code: "PAL_CONFIG_INVALID",
        text: `ARM_ENVIRONMENT names an unknown cloud, "${name}"; use public, usgovernment or china, or metadataHost for any other`,
      });
    },
  );
});
