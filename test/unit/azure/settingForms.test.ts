import { cloudOf } from "../../../provider/azure/clouds";
import { signInMethod } from "../../../provider/azure/methods";
import { assertForm } from "../../../provider/azure/settingForms";
import { resolveSettings, type SettingName, type Settings, settingTable } from "../../../provider/azure/settings";
import { signIn } from "../../../provider/azure/signIn";
import type { PalError } from "../../../provider/errors";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { clientId, tenantId, thrownBy } from "../fixtures";

const aBoolean = "true or false";
const aPath = "the path of a file";
const aTenant = "a GUID or a domain name such as contoso.onmicrosoft.com";
const aToken = "a token, without blanks and of ASCII characters";
const aHost = "a host name, with a port where needed, such as management.local.azurestack.external";
const tenants = 'a JSON array of tenant IDs, such as ["00000000-0000-0000-0000-000000000000"]';
/** As long as an application's secret, and of its characters. */
const secret = "not-a-secret~0123456789abcdefghijklmnop.";
const hidden = `a string of length ${secret.length} (not shown, it may be a secret)`;

const webToken = `eyJhbGciOiJub25lIn0.${"e30".repeat(90)}.${"c2ln".repeat(14)}`.padEnd(350, "x");

type Block = Readonly<Partial<Record<SettingName, string>>>;

const app: Block = { tenantId, clientId };
const request: Block = { ...app, oidcRequestUrl: "https://issuer.test", oidcRequestToken: "not-a-secret" };

interface Place {
  readonly place: string;
  readonly resolve: (block: Block) => Settings;
  readonly source: (name: SettingName) => string;
}

const nothing = { config: () => undefined, environment: {} };

function variableOf(name: string): string {
  return settingTable.find((spec) => spec.name === name)?.variables[0] ?? "";
}

const places: readonly Place[] = [
  {
    place: "a credential block",
    resolve: (block) => resolveSettings(block, nothing),
    source: (name) => `credential.${name}`,
  },
  {
    place: "stack config",
    resolve: (block) => {
      const config = new Map(Object.entries(block).map(([name, value]) => [`azure-native:${name}`, value]));
      return resolveSettings(undefined, { ...nothing, config: (key) => config.get(key) });
    },
    source: (name) => `azure-native:${name}`,
  },
  {
    place: "the environment",
    resolve: (block) => {
      const environment = Object.fromEntries(Object.entries(block).map(([name, value]) => [variableOf(name), value]));
      return resolveSettings(undefined, { ...nothing, environment });
    },
    source: variableOf,
  },
];

type Checked = Exclude<SettingName, "clientSecret" | "clientCertificatePassword">;

/** Where each setting is read, beside what else the settings need to come that far. */
const readers: Readonly<Record<Checked, readonly [rest: Block, read: (settings: Settings) => unknown]>> = {
  tenantId: [{ clientId, clientSecret: "s" }, (settings) => signInMethod(settings, false)],
  clientId: [{ tenantId, clientSecret: "s" }, (settings) => signInMethod(settings, false)],
  clientCertificatePath: [app, (settings) => signInMethod(settings, false)],
  oidcToken: [{ ...app, useOidc: "true" }, (settings) => signInMethod(settings, false)],
  oidcRequestToken: [{ ...request, useOidc: "true" }, (settings) => signInMethod(settings, false)],
  oidcTokenFilePath: [{ ...app, useOidc: "true" }, (settings) => signInMethod(settings, false)],
  oidcRequestUrl: [{ ...request, useOidc: "true" }, (settings) => signInMethod(settings, false)],
  oidcAudience: [{ ...request, useOidc: "true" }, (settings) => signInMethod(settings, false)],
  useOidc: [{}, (settings) => signInMethod(settings, false)],
  useMsi: [{}, (settings) => signInMethod(settings, false)],
  useCli: [{}, (settings) => signInMethod(settings, false)],
  useDefaultAzureCredential: [{}, (settings) => signInMethod(settings, false)],
  subscriptionId: [{ useCli: "true" }, (settings) => signInMethod(settings, false)],
  auxiliaryTenantIds: [{ ...app, clientSecret: "s" }, (settings) => signIn(settings, false)],
  environment: [{}, cloudOf],
  metadataHost: [{}, cloudOf],
  disableInstanceDiscovery: [{}, cloudOf],
};

/** What is said of a value of the wrong form, after the place where it stands. */
const wrong: readonly (readonly [name: Checked, value: string, said: string])[] = [
  ["tenantId", "contoso", ` must be ${aTenant}; it is "contoso"`],
  ["tenantId", "adfs2", ` must be ${aTenant}; it is "adfs2"`],
  ["tenantId", "contoso..com", ` must be ${aTenant}; it is "contoso..com"`],
  ["tenantId", "-a.com", ` must be ${aTenant}; it is "-a.com"`],
  [
    "tenantId",
    `${"a.".repeat(127)}com`,
    ` must be ${aTenant}; it is a string of length 257 (not shown, it may be a secret)`,
  ],
  [
    "tenantId",
    "https://contoso.com",
    ` must be ${aTenant}; it is a string of length 19 (not shown, it may be a secret)`,
  ],
  ["tenantId", secret, ` must be ${aTenant}; it is ${hidden}`],
  ["clientId", "my-app", ' must be a GUID; it is "my-app"'],
  ["clientId", `{${clientId}}`, " must be a GUID; it is a string of length 38 (not shown, it may be a secret)"],
  ["clientId", secret, ` must be a GUID; it is ${hidden}`],
  [
    "clientCertificatePath",
    "-----BEGIN PRIVATE KEY-----",
    ` must be ${aPath}; it is a string of length 27 (not shown, it may be a secret)`,
  ],
  ["clientCertificatePath", "a\nb", ` must be ${aPath}; it is a string of length 3 (not shown, it may be a secret)`],
  [
    "clientCertificatePath",
    "x".repeat(1025),
    ` must be ${aPath}; it is a string of length 1025 (not shown, it may be a secret)`,
  ],
  [
    "oidcTokenFilePath",
    "eyJhbGciOiJub25lIn0.e30.",
    ` must be ${aPath}; it is a string of length 24 (not shown, it may be a secret)`,
  ],
  ...(["oidcToken", "oidcRequestToken"] as const).flatMap((name): [Checked, string, string][] => [
    [name, "a b", ` must be ${aToken}; it is a string of length 3 (not shown, it may be a secret)`],
    [name, "a\nb", ` must be ${aToken}; it is a string of length 3 (not shown, it may be a secret)`],
    [name, "ü", ` must be ${aToken}; it is a string of length 1 (not shown, it may be a secret)`],
  ]),
  ...["http://issuer.test/token", "http://127.0.0.1.nip.test", "http://localhost.test"].map(
    (url): [Checked, string, string] => [
      "oidcRequestUrl",
      url,
      ` must be a URL that begins with https://; it is a string of length ${url.length} (not shown, it may be a secret)`,
    ],
  ),
  [
    "oidcRequestUrl",
    "issuer.test",
    " must be a URL that begins with https://; it is a string of length 11 (not shown, it may be a secret)",
  ],
  [
    "oidcRequestUrl",
    "file:///etc",
    " must be a URL that begins with https://; it is a string of length 11 (not shown, it may be a secret)",
  ],
  ["oidcRequestUrl", secret, ` must be a URL that begins with https://; it is ${hidden}`],
  [
    "oidcAudience",
    "api://a b",
    " must be a text without blanks; it is a string of length 9 (not shown, it may be a secret)",
  ],
  ["subscriptionId", "a/b", " must be a GUID or a name; it is a string of length 3 (not shown, it may be a secret)"],
  ["subscriptionId", secret, ` must be a GUID or a name; it is ${hidden}`],
  ["auxiliaryTenantIds", clientId, ` must be ${tenants}; it is a string of length 36 (not shown, it may be a secret)`],
  ["auxiliaryTenantIds", "{}", ` must be ${tenants}; it is a string of length 2 (not shown, it may be a secret)`],
  [
    "auxiliaryTenantIds",
    '["contoso"]',
    ` must be ${tenants}; it is a string of length 11 (not shown, it may be a secret)`,
  ],
  [
    "auxiliaryTenantIds",
    '[["a.b"]]',
    ` must be ${tenants}; it is a string of length 9 (not shown, it may be a secret)`,
  ],
  ["auxiliaryTenantIds", "[5]", ` must be ${tenants}; it is a string of length 3 (not shown, it may be a secret)`],
  ["auxiliaryTenantIds", secret, ` must be ${tenants}; it is ${hidden}`],
  ["environment", "mars", ' names an unknown cloud, "mars"'],
  ["environment", secret, ` names an unknown cloud, ${hidden}`],
  ["metadataHost", "host", ` must be ${aHost}; it is "host"`],
  [
    "metadataHost",
    "not-a-secret-0123456789",
    ` must be ${aHost}; it is a string of length 23 (not shown, it may be a secret)`,
  ],
  ["metadataHost", webToken, ` must be ${aHost}; it is a string of length 350 (not shown, it may be a secret)`],
  ["metadataHost", "Host", ` must be ${aHost}; it is "Host"`],
  ["metadataHost", "ftp://host", ` must be ${aHost}; it is "ftp://host"`],
  [
    "metadataHost",
    "user:not-a-secret@host.test",
    ` must be ${aHost}; it is a string of length 27 (not shown, it may be a secret)`,
  ],
  ["metadataHost", "host/path", ` must be ${aHost}; it is "host/path"`],
  ["metadataHost", secret, ` must be ${aHost}; it is ${hidden}`],
  ...(["useOidc", "useMsi", "useCli", "useDefaultAzureCredential", "disableInstanceDiscovery"] as const).flatMap(
    (name): [Checked, string, string][] => [
      [name, "yes", ` must be ${aBoolean}; it is "yes"`],
      [name, "True", ` must be ${aBoolean}; it is "True"`],
      [name, "1", ` must be ${aBoolean}; it is "1"`],
      [name, secret, ` must be ${aBoolean}; it is ${hidden}`],
    ],
  ),
];

describe.each(places)("a setting of $place", ({ resolve, source }) => {
  beforeEach(() => {
    ownEnvironment();
    // Should a value be taken after all, its request ends here.
    process.env["HTTPS_PROXY"] = "http://127.0.0.1:1";
  });

  afterEach(inheritedEnvironment);

  it.each(wrong)(
    "that is wrong is refused by its key, and shown where it cannot be a secret: %s %s",
    async (name, value, said) => {
      const [rest, read] = readers[name];
      const error = (await thrownBy(() => read(resolve({ ...rest, [name]: value })))) as PalError;
      expect(error).toMatchObject({ code: "PAL_CONFIG_INVALID" });
      expect(error.text.startsWith(`${source(name)}${said}`)).toBe(true);
    },
  );
});

describe("the settings that are no secret", () => {
  /** A path is taken for one, and kept back where it is shown; an audience is shown nowhere. */
  const taken = ["clientCertificatePath", "oidcTokenFilePath", "oidcAudience"];
  const open = settingTable.filter(({ secret: isSecret }) => !isSecret).map(({ name }) => name);

  it("refuse a secret that was put into one of them, but for those that it cannot be told from", () => {
    const refused = wrong.filter(([, value]) => value === secret).map(([name]) => name);
    expect([...refused, ...taken].sort()).toStrictEqual([...open].sort());
  });
});

describe("assertForm", () => {
  it.each<[SettingName, string]>([
    ["tenantId", tenantId.toUpperCase()],
    ["tenantId", "contoso.onmicrosoft.com"],
    ["tenantId", "Contoso-2.co.uk"],
    ["tenantId", "a.b"],
    ["tenantId", "adfs"],
    ["oidcToken", "eyJhbGciOiJub25lIn0.e30.c2ln-_~+/="],
    ["oidcRequestToken", "!"],
    ["clientId", clientId.toUpperCase()],
    ["clientId", "00000000-0000-0000-0000-000000000000"],
    ["clientCertificatePath", "/certificates/of contoso (1).pfx"],
    ["clientCertificatePath", "C:\\certificates\\grüße.pem"],
    ["clientCertificatePath", "x".repeat(1024)],
    ["oidcRequestUrl", "http://127.0.0.1:8080/token?serviceConnectionId=x"],
    ["oidcRequestUrl", "HTTPS://issuer.test"],
    ["oidcRequestUrl", "http://localhost:8080/token"],
    ["oidcRequestUrl", "http://[::1]:8080/token"],
    ["oidcAudience", "api://AzureADTokenExchange"],
    ["subscriptionId", clientId],
    ["subscriptionId", "Pay-As-You-Go 2_a.b"],
    ["auxiliaryTenantIds", "[]"],
    ["auxiliaryTenantIds", `["${tenantId}", "contoso.com"]`],
    ["useOidc", "true"],
    ["useMsi", "false"],
    ["clientSecret", " any text\tat all "],
  ])("takes %s %s", (name, value) => {
    expect(assertForm(name, { value, source: name })).toBeUndefined();
  });

  it("takes what is not set", () => {
    expect(assertForm("clientId", undefined)).toBeUndefined();
  });
});
