import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { readConfig } from "../../../provider/command/configFile";
import { thrownBy } from "../fixtures";

const mebibyte = 1_048_576;
const notConfig = "it is not what `pulumi config --json --show-secrets` prints";

const config = {
  "azure-native:clientId": { value: "client", secret: false },
  "azure-native:clientSecret": { value: "not-a-secret", secret: true },
  "azure-native:oidcToken": { secret: true },
  "azure-native:auxiliaryTenantIds": { value: '["one"]', objectValue: ["other"], secret: false },
  "project:object": { objectValue: { a: ["b"] }, secret: true },
  "project:empty": { value: "", secret: false },
};

describe("readConfig of a file", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
    file = join(folder, "config.json");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function failureOf(text: string): Promise<unknown> {
    writeFileSync(file, text);
    return await thrownBy(() => readConfig(file));
  }

  it.each([
    { key: "azure-native:clientId", value: "client" },
    { key: "azure-native:clientSecret", value: "not-a-secret" },
    { key: "azure-native:auxiliaryTenantIds", value: '["one"]' },
    { key: "project:empty", value: "" },
    { key: "azure-native:tenantId", value: undefined },
    { key: "constructor", value: undefined },
  ])("gives $value for $key", async ({ key, value }) => {
    writeFileSync(file, JSON.stringify(config));
    expect((await readConfig(file))(key)).toBe(value);
  });

  it("gives an object as JSON", async () => {
    writeFileSync(file, JSON.stringify({ key: { objectValue: { a: ["b"] }, secret: false } }));
    expect((await readConfig(file))("key")).toBe('{"a":["b"]}');
  });

  it.each(["azure-native:oidcToken", "project:object"])("fails for %s, a secret that is not shown", async (key) => {
    writeFileSync(file, JSON.stringify(config));
    const read = await readConfig(file);
    expect(await thrownBy(() => read(key))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read stack config from ${file}: it has no value for ${key}, a secret: print it with --show-secrets`,
    });
  });

  it.each([
    "",
    "not-a-secret",
    "{",
    "[]",
    "5",
    "null",
    '"not-a-secret"',
    '{"key":"not-a-secret"}',
    '{"key":5}',
    '{"key":null}',
    '{"key":[]}',
    '{"key":{"value":5}}',
    '{"key":{"value":null}}',
    '{"key":{"value":{"a":"not-a-secret"}}}',
    '{"good":{"value":"x"},"key":["not-a-secret"]}',
  ])("refuses %j and quotes nothing of it", async (text) => {
    expect(await failureOf(text)).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read stack config from ${file}: ${notConfig}`,
    });
  });

  it.each([
    { what: "a missing file", path: () => file, why: "there is no such file" },
    { what: "a folder", path: () => folder, why: "it is not a regular file" },
  ])("refuses $what", async ({ path, why }) => {
    expect(await thrownBy(() => readConfig(path()))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read stack config from ${path()}: ${why}`,
    });
  });

  it("refuses a file that is larger than 1 MiB", async () => {
    expect(await failureOf(" ".repeat(mebibyte + 1))).toHaveProperty(
      "text",
      `cannot read stack config from ${file}: it is larger than 1 MiB`,
    );
  });
});

describe("readConfig of standard input", () => {
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin") ?? {};

  afterEach(() => {
    Object.defineProperty(process, "stdin", stdin);
  });

  function given(input: Iterable<Buffer>): Readable {
    const value = Readable.from(input);
    Object.defineProperty(process, "stdin", { value, configurable: true });
    return value;
  }

  it("puts its parts together", async () => {
    const bytes = Buffer.from(JSON.stringify({ key: { value: "grüße" } }));
    const middle = bytes.indexOf(0xc3) + 1;
    given([bytes.subarray(0, middle), bytes.subarray(middle)]);
    expect((await readConfig("-"))("key")).toBe("grüße");
  });

  it("reads 1 MiB", async () => {
    const text = JSON.stringify({ key: { value: "x" } });
    given([Buffer.from(text.padEnd(mebibyte))]);
    expect((await readConfig("-"))("key")).toBe("x");
  });

  it.each([
    { what: "of 1 MiB and a byte", input: [Buffer.alloc(mebibyte), Buffer.alloc(1)] },
    { what: "without end", input: endless() },
  ])("refuses one $what, and reads no further", async ({ input }) => {
    const stream = given(input);
    expect(await thrownBy(() => readConfig("-"))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: "cannot read stack config from standard input: it is larger than 1 MiB",
    });
    expect(stream.destroyed).toBe(true);
  });

  it("refuses what is no config", async () => {
    given([Buffer.from("[]")]);
    expect(await thrownBy(() => readConfig("-"))).toHaveProperty(
      "text",
      `cannot read stack config from standard input: ${notConfig}`,
    );
  });
});

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
}
