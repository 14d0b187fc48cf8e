import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customersText } from "../../../../provider/command/customers/customersText";
import { customersIn, readCustomers } from "../../../../provider/command/customers/readCustomers";
import type { Problem } from "../../../../provider/command/problem";
import { clientId, tenantId, thrownBy } from "../../fixtures";
import { customerWith } from "./customerFixtures";

const other = "aaaaaaaa-0000-4000-8000-00000000000a";
const head = "tenantId,name,domain,identity,clientId,partnerId,linkedTo,problem";
const row = `${tenantId},Contoso,contoso.example,azureCli,,1234567,,`;
const needed = ["tenantId", "identity"] as const;

async function read(...lines: readonly string[]) {
  const { rows, problems } = await customersIn(lines.join("\n"), "customers.csv", needed);
  return { rows: rows.map(({ place, customer }) => ({ line: place.line, customer })), problems };
}

async function problemsOf(...lines: readonly string[]): Promise<readonly Problem[]> {
  return (await read(...lines)).problems;
}

describe("customersText", () => {
  it("writes a header and a line per row", () => {
    expect(customersText([customerWith()])).toBe(`\uFEFF${head}\n${row}\n`);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"])("escapes the formula %j", (name) => {
    const [, line = ""] = customersText([customerWith({ name })]).split("\n");
    expect(line).toMatch(new RegExp(`^${tenantId},"?'`));
  });

  it.each(['Müller, "Söhne"; & Co.', "=1+1", "＝1", "日本", "O'Neill", "two\nlines"])(
    "round-trips %j",
    async (name) => {
      const customer = customerWith({ name });
      expect(await read(customersText([customer]))).toEqual({ rows: [{ line: 2, customer }], problems: [] });
    },
  );
});

describe("customersIn", () => {
  it.each([
    { what: "a byte order mark", text: `\uFEFF${head}\n${row}\n` },
    { what: "semicolons", text: `${head}\n${row}\n`.replaceAll(",", ";") },
    { what: "tabs", text: `${head}\n${row}\n`.replaceAll(",", "\t") },
    { what: "line ends of Windows", text: `${head}\r\n${row}\r\n` },
    { what: "no line end", text: `${head}\n${row}` },
    { what: "quotes", text: `${head}\n${row.replace("Contoso", '"Contoso"')}` },
    { what: "other capitals in the head", text: `${head.toUpperCase()}\n${row}` },
    {
      what: "other joiners in the head",
      text: `${head.replace("tenantId", "Tenant-ID").replace("domain", " Domain ")}\n${row}`,
    },
    { what: "capitals in a GUID", text: `${head}\n${row.replace(tenantId, tenantId.toUpperCase())}` },
    { what: "blanks", text: `${head.replaceAll(",", " , ")}\n${row.replaceAll(",", " , ")}` },
    { what: "columns of others", text: `${head},note\n${row},important` },
    { what: "empty cells at the end", text: `${head},,\n${row},,` },
    { what: "empty lines and rows", text: `${head}\n${row}\n\n,,,,,,,\n` },
    { what: "a row that ends early", text: `${head}\n${row.replace(/,,$/, "")}` },
    {
      what: "JSON",
      text: JSON.stringify([{ ...customerWith(), partnerId: 1234567, clientId: null, "Linked-To": undefined }]),
    },
  ])("reads $what", async ({ text }) => {
    const { rows, problems } = await customersIn(text, "customers.csv", needed);
    expect(rows.map(({ customer }) => customer)).toEqual([customerWith()]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["contoso.com,,,azureCli", "tenantId must be a GUID; it is a string of length 11"],
    [",,,azureCli", "tenantId must be a GUID; it is missing"],
    [`${tenantId},,,user`, 'identity must be one of azureCli, servicePrincipal, managedIdentity; it is "user"'],
    [tenantId, "identity must be one of azureCli, servicePrincipal, managedIdentity; it is missing"],
    [`${tenantId},,,servicePrincipal`, "a servicePrincipal needs its clientId"],
    [`${tenantId},,,servicePrincipal,my-app`, 'clientId must be a GUID; it is "my-app"'],
    [`${tenantId},,,azureCli,${clientId}`, "clientId goes with servicePrincipal or managedIdentity"],
    [`${tenantId},,,azureCli,,PLA-1`, 'partnerId must be digits; it is "PLA-1"'],
    [`${tenantId},,,azureCli,,1.23E+06`, 'partnerId must be digits; it is "1.23E+06"'],
    [`${tenantId},,,servicePrincipal,a-secret-in-the-wrong-column~1`, "not shown, it may be a secret"],
    [`${row},,x`, "it has 10 cells, and there are 8 columns"],
  ])("names the line of %s, and reads the others", async (wrong, says) => {
    const { rows, problems } = await read(head, `${other},,,azureCli`, wrong, `${other},,,managedIdentity`);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems).toEqual([{ line: 3, text: expect.stringMatching(/^line 3 of customers\.csv: /) as string }]);
    expect(problems[0]?.text).toContain(says);
    expect(problems[0]?.text).not.toContain("secret-in");
  });

  it("names the line of a quotation mark that is never closed", async () => {
    const { rows, problems } = await read(head, row, row.replace("Contoso", '"Contoso'), row);
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(problems).toMatchObject([{ line: 3 }]);
  });

  it("names the entry of a JSON list that is wrong", async () => {
    expect(await problemsOf(JSON.stringify([{ tenantId: "x", identity: "azureCli" }]))).toEqual([
      { text: 'entry 1 of customers.csv: tenantId must be a GUID; it is "x"' },
    ]);
  });

  it("does not quote a secret of a JSON list", async () => {
    const problems = await problemsOf(JSON.stringify([{ ...customerWith(), clientSecret: "canary-1" }]));
    expect(problems).toMatchObject([{ text: expect.stringContaining("has the column clientSecret") as string }]);
    expect(problems[0]?.text).not.toContain("canary");
  });

  it("names the entries of a JSON list that have other names, and reads the others", async () => {
    const { tenantId: id, identity } = customerWith();
    const good = { tenantId: id, identity };
    const { rows, problems } = await read(JSON.stringify([good, { tenant: id }, { ...good, domian: "x" }, "x", null]));
    expect(rows).toHaveLength(1);
    expect(problems.map(({ text }) => text)).toEqual([
      "entry 2 of customers.csv lacks the columns tenantId, identity; it has the columns tenant",
      expect.stringMatching(/^entry 3 of customers\.csv has the unknown column domian: did you mean domain\?/),
      "entry 4 of customers.csv: it must be an object",
      "entry 5 of customers.csv: it must be an object",
    ]);
  });

  it("reads an identity of a directory once", async () => {
    const application = `${tenantId.toUpperCase()},Three,three.example,servicePrincipal,${clientId}`;
    const { rows, problems } = await read(
      head,
      application.toLowerCase().replace("serviceprincipal", "servicePrincipal"),
      `${other},Two,,servicePrincipal,${clientId}`,
      application.replace("three", "other").replace(clientId, clientId.toUpperCase()),
    );
    expect(rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(problems).toEqual([
      { line: 4, text: "line 4 of customers.csv: repeats the identity and directory of line 2 of customers.csv" },
    ]);
  });

  it("reads a name of a resource once", async () => {
    const { rows, problems } = await read(
      head,
      row,
      row.replace(tenantId, other),
      row.replace("azureCli,", `servicePrincipal,${clientId}`),
    );
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems).toEqual([
      {
        line: 3,
        text: "line 3 of customers.csv: is the resource contoso.example, as line 2 of customers.csv is: give it another domain",
      },
    ]);
  });

  it("counts the lines within a cell", async () => {
    const text = [head, row.replace("Contoso", '"Con\r\ntoso"'), "", "x"].join("\r\n");
    const { rows, problems } = await read(text);
    expect([rows.map(({ line }) => line), problems.map(({ line }) => line)]).toEqual([[2], [5]]);
  });

  it("reads ten thousand rows and names the wrong ones", async () => {
    const hundred = (index: number) =>
      Array.from({ length: 99 }, (_, second) => {
        const tenant = `aaaaaaaa-0000-4000-8000-${String(index * 100 + second).padStart(12, "0")}`;
        return `${tenant};"Kunde ""${second}""; Köln";;azureCli;;1;;`;
      });
    const many = Array.from({ length: 100 }, (_, index) => ["x;;;azureCli;;;", ...hundred(index)]);
    const { rows, problems } = await read("\uFEFF" + head.replaceAll(",", ";"), ...many.flat());
    expect([rows.length, problems.length, problems[1]?.line]).toEqual([9900, 100, 102]);
    expect(rows.at(-1)).toMatchObject({ customer: { name: 'Kunde "98"; Köln' }, line: 10_001 });
  });

  it.each<[string, string, string]>([
    ["lacks a column", "name,identity\na,azureCli\n", "lacks the column tenantId; it has the columns name, identity"],
    ["is empty", "", "customers.csv lacks the columns tenantId, identity; it has no columns"],
    [
      "has a mistyped column",
      `${head.replace("domain", "domian")}\n`,
      "has the unknown column domian: did you mean domain?",
    ],
    [
      "has a shortened column",
      `${head.replace("clientId", "client")}\n`,
      "has the unknown column client: did you mean clientId?",
    ],
    ["has a column twice", `${head},Tenant ID\n`, "has the column tenantId twice"],
    [
      "has a secret",
      `${head},client_Secret\n`,
      "has the column client_Secret, and a list of customers holds no secrets",
    ],
    ["has a password", `${head},Kennwort\n`, "has the column Kennwort, and a list of customers holds no secrets"],
    ["has no row", `${head}\n`, "customers.csv names no customer"],
    ["is JSON and no list", '{"tenantId": "x"}', "customers.csv must be a JSON list of objects, or CSV"],
    ["is broken JSON", '[{"tenantId": ', "customers.csv must be a JSON list of objects, or CSV"],
  ])("refuses a file that %s", async (_, text, says) => {
    const refused = read(text);
    await expect(refused).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringContaining(says) as string,
    });
    await expect(refused).rejects.not.toThrow("canary");
  });
});

describe("readCustomers", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "customers-"));
    file = join(folder, "customers.csv");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads a file", async () => {
    writeFileSync(file, customersText([customerWith()]));
    expect((await readCustomers(file, needed)).rows).toMatchObject([{ customer: customerWith() }]);
  });

  it("names a file that is missing", async () => {
    expect(await thrownBy(() => readCustomers(file, needed))).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: `cannot read customers from ${file}: there is no such file`,
    });
  });

  it("refuses a file that is larger than 16 MiB", async () => {
    writeFileSync(file, Buffer.alloc(16 * 1_048_576 + 1, "x"));
    expect(await thrownBy(() => readCustomers(file, needed))).toMatchObject({
      text: expect.stringContaining("it is larger than 16 MiB") as string,
    });
  });
});
