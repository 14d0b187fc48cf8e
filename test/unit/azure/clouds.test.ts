import { cloudOf } from "../../../provider/azure/clouds";
import { thrownBy } from "../fixtures";

function named(value: string): Parameters<typeof cloudOf>[0] {
  return { environment: { value, source: "ARM_ENVIRONMENT" } };
}

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
