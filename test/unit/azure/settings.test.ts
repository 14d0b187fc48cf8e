import {
  type CredentialBlock,
  resolveSettings,
  type RunToken,
  runTokens,
  secretsOf,
  type SettingSpec,
  settingTable,
} from "../../../provider/azure/settings";
import { readPage } from "../../support/markdown";

const nothing = { config: () => undefined, environment: {} };

function configOf(values: Readonly<Record<string, string>>) {
  return (key: string): string | undefined => values[key];
}

/** A block that says nothing, beside a configured key. */
function filled({ name, endpoint }: SettingSpec, key: string): object {
  return endpoint ? { [name]: { value: "configured", source: key } } : {};
}

function filling({ endpoint }: SettingSpec): string {
  return endpoint ? "fills a" : "never fills a";
}

function documentedRow({ name, variables, doc, secret }: SettingSpec): string {
  const names = variables.map((variable) => `\`${variable}\``).join(", ");
  return `| \`azure-native:${name}\` | ${names} | ${doc}${secret ? " (secret)" : ""} |`;
}

describe.each(settingTable.map((spec): [string, SettingSpec] => [spec.name, spec]))(
  "resolveSettings: %s",
  (name, spec) => {
    const key = `azure-native:${name}`;

    it("reads stack config", () => {
      const settings = resolveSettings(undefined, { ...nothing, config: configOf({ [key]: "configured" }) });
      expect(settings).toEqual({ [name]: { value: "configured", source: key } });
    });

    it.each(spec.variables)("reads %s from the environment", (variable) => {
      const settings = resolveSettings(undefined, { ...nothing, environment: { [variable]: "set" } });
      expect(settings).toEqual({ [name]: { value: "set", source: variable } });
    });

    it("prefers stack config to the environment, and earlier variables to later ones", () => {
      const environment = Object.fromEntries(spec.variables.map((variable) => [variable, `of ${variable}`]));
      expect(resolveSettings(undefined, { ...nothing, environment })[spec.name]?.source).toBe(spec.variables[0]);
      const both = { config: configOf({ [key]: "configured" }), environment };
      expect(resolveSettings(undefined, both)[spec.name]?.source).toBe(key);
    });

    it("takes a key that is present but empty for an answer", () => {
      const environment = Object.fromEntries(spec.variables.map((variable) => [variable, "set"]));
      expect(resolveSettings(undefined, { config: configOf({ [key]: "" }), environment })).toEqual({});
    });

    it("passes over an empty variable", () => {
      const environment = Object.fromEntries(spec.variables.map((variable) => [variable, ""]));
      expect(resolveSettings(undefined, { ...nothing, environment })).toEqual({});
    });

    it("reads a credential block before anything else", () => {
      const sources = { config: configOf({ [key]: "configured" }), environment: {} };
      const settings = resolveSettings({ [name]: "given" }, sources);
      expect(settings[spec.name]).toEqual({ value: "given", source: `credential.${name}` });
    });

    it(`${filling(spec)} credential block from config or environment`, () => {
      const sources = { config: configOf({ [key]: "configured" }), environment: {} };
      expect(resolveSettings({}, sources)).toEqual(filled(spec, key));
    });

    it("stands in the table of docs/settings.md with its variables", () => {
      const rows = readPage("docs/settings.md").split("\n");
      expect(rows.map((row) => row.replaceAll(/ +/g, " "))).toContain(documentedRow(spec));
    });
  },
);

describe("resolveSettings", () => {
  it("turns a value that is not a string into JSON", () => {
    const settings = resolveSettings({ useMsi: true, auxiliaryTenantIds: ["one"] }, nothing);
    expect([settings.useMsi?.value, settings.auxiliaryTenantIds?.value]).toEqual(["true", '["one"]']);
  });

  it.each([undefined, null, ""])("leaves out a field that is %p", (value) => {
    expect(resolveSettings({ clientSecret: value }, nothing)).toEqual({});
  });
});

describe("resolveSettings, of a value with blanks and line breaks", () => {
  const named = (isSecret: boolean) =>
    settingTable.filter(({ secret }) => secret === isSecret).map((spec): [string, SettingSpec] => [spec.name, spec]);

  /** The value that is taken from a block, from stack config and from each variable. */
  function taken({ name, variables }: SettingSpec, value: string): (string | undefined)[] {
    return [
      resolveSettings({ [name]: value }, nothing),
      resolveSettings(undefined, { ...nothing, config: configOf({ [`azure-native:${name}`]: value }) }),
      ...variables.map((variable) => resolveSettings(undefined, { ...nothing, environment: { [variable]: value } })),
    ].map((settings) => settings[name]?.value);
  }

  it.each(named(true))("drops the line breaks around the secret %s and keeps every blank", (_name, spec) => {
    for (const around of ["\n", "\r\n", "\n\n"]) {
      expect(new Set(taken(spec, `${around} a b\nc\t${around}`))).toStrictEqual(new Set([" a b\nc\t"]));
    }
    expect(new Set(taken(spec, "\r\n"))).toStrictEqual(new Set([undefined]));
  });

  it.each(named(false))("drops what is around %s, which is no secret", (_name, spec) => {
    expect(new Set(taken(spec, "\n a b\t\r\n"))).toStrictEqual(new Set(["a b"]));
    expect(new Set(taken(spec, " \n"))).toStrictEqual(new Set([undefined]));
  });
});

describe("resolveSettings, of a block that had tokens of one run", () => {
  const sources = { ...nothing, config: configOf({ "azure-native:oidcToken": "configured" }) };

  it.each<{ when: string; block: CredentialBlock | undefined; takenOut: readonly RunToken[]; source?: string }>([
    { when: "it was taken out", block: {}, takenOut: ["oidcToken"], source: "azure-native:oidcToken" },
    { when: "another one was taken out", block: {}, takenOut: ["oidcRequestUrl"] },
    { when: "none was taken out", block: {}, takenOut: [] },
    { when: "it is at hand", block: { oidcToken: "t" }, takenOut: ["oidcToken"], source: "credential.oidcToken" },
    { when: "there is no block", block: undefined, takenOut: [], source: "azure-native:oidcToken" },
  ])("takes the token of $source when $when", ({ block, takenOut, source }) => {
    expect(resolveSettings(block, sources, takenOut).oidcToken?.source).toBe(source);
  });

  it("fills in nothing else", () => {
    const environment = Object.fromEntries(
      settingTable.flatMap(({ variables }) => variables.map((name) => [name, "x"])),
    );
    const all = Object.keys(resolveSettings({}, { ...nothing, environment }, runTokens));
    expect(all.sort()).toStrictEqual(
      [...settingTable.filter(({ endpoint }) => endpoint).map(({ name }) => name), "oidcToken"].sort(),
    );
  });
});

describe("secretsOf", () => {
  it("gives the values of secret settings and of no others", () => {
    const block = Object.fromEntries(settingTable.map(({ name }) => [name, `value of ${name}`]));
    const secrets = ["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"];
    expect(secretsOf(resolveSettings(block, nothing)).sort()).toEqual(secrets.map((name) => `value of ${name}`).sort());
  });
});
