import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveSettings, secretsOf, type SettingSpec, settingTable } from "../../../provider/azure/settings";

const nothing = { config: () => undefined, environment: {} };

function configOf(values: Readonly<Record<string, string>>) {
  return (key: string): string | undefined => values[key];
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

    it(`${spec.endpoint ? "fills a" : "never fills a"} credential block from config or environment`, () => {
      const sources = { config: configOf({ [key]: "configured" }), environment: {} };
      expect(resolveSettings({}, sources)[spec.name]?.value).toBe(spec.endpoint ? "configured" : undefined);
    });

    it("stands in the README's table with its variables", () => {
      const readme = readFileSync(join(__dirname, "..", "..", "..", "README.md"), "utf8");
      const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\``));
      const cells = (row ?? "").split("|").map((cell) => cell.trim());
      expect(cells[2]).toBe(spec.variables.map((variable) => `\`${variable}\``).join(", "));
      expect(cells[3]).toBe(`${spec.doc}${spec.secret ? " (secret)" : ""}`);
    });
  },
);

describe("resolveSettings", () => {
  it("turns what is no text into JSON", () => {
    const settings = resolveSettings({ useMsi: true, auxiliaryTenantIds: ["one"] }, nothing);
    expect([settings.useMsi?.value, settings.auxiliaryTenantIds?.value]).toEqual(["true", '["one"]']);
  });

  it.each([undefined, null, ""])("leaves out a field that is %p", (value) => {
    expect(resolveSettings({ clientSecret: value }, nothing)).toEqual({});
  });
});

describe("secretsOf", () => {
  it("gives the values of secret settings and of no others", () => {
    const block = Object.fromEntries(settingTable.map(({ name }) => [name, `value of ${name}`]));
    const secrets = ["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"];
    expect(secretsOf(resolveSettings(block, nothing)).sort()).toEqual(secrets.map((name) => `value of ${name}`).sort());
  });
});
