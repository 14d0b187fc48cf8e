import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSettings, type Settings, settingTable } from "../../../provider/azure/settings";
import { putBeforeEnvironment } from "../../../provider/command/configEnvironment";

const values = ["", " ", "a", "\n", "true", "a b\n"];

function valuesOf(settings: Settings): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.value]));
}

describe("putBeforeEnvironment", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What is in force with such a config before such an environment, and by the rules of stack config itself. */
  async function both(
    config: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>>,
  ): Promise<readonly [Settings, Settings]> {
    const file = join(folder, "config.json");
    const entries = Object.entries(config).map(([key, value]) => [key, { value, secret: false }]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
    const changed = { ...environment };
    await putBeforeEnvironment(file, changed);
    const byEnvironment = resolveSettings(undefined, { config: () => undefined, environment: changed });
    return [byEnvironment, resolveSettings(undefined, { config: (key) => config[key], environment })];
  }

  it.each(settingTable)("gives $name the value that stack config gives it, whatever the variables", async (spec) => {
    const environments = [{}, ...spec.variables.map((name) => ({ [name]: "from environment" }))];
    const cases = environments.flatMap((environment) =>
      [{}, ...values.map((value) => ({ [`azure-native:${spec.name}`]: value }))].map((config) => ({
        config,
        environment,
      })),
    );
    for (const { config, environment } of cases) {
      const [found, expected] = await both(config, environment);
      expect(valuesOf(found)).toEqual(valuesOf(expected));
    }
  });

  it("leaves what other tools read from AZURE_* alone", async () => {
    const file = join(folder, "config.json");
    writeFileSync(file, JSON.stringify({ "azure-native:clientId": { value: "", secret: false } }));
    const environment: NodeJS.ProcessEnv = { AZURE_CLIENT_ID: "client" };
    await putBeforeEnvironment(file, environment);
    expect(environment["AZURE_CLIENT_ID"]).toBe("client");
  });

  it("changes nothing without a file", async () => {
    const environment = { ARM_CLIENT_ID: "client" };
    await putBeforeEnvironment(undefined, environment);
    expect(environment).toEqual({ ARM_CLIENT_ID: "client" });
  });
});
