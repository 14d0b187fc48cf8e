import { customersText } from "../../../../provider/command/customers/customersText";
import { type LineFault, parseCustomers } from "../../../../provider/command/customers/parseCustomers";
import { clientId, tenantId } from "../../fixtures";
import { customerWith } from "./customerFixtures";

const other = "aaaaaaaa-0000-4000-8000-00000000000a";
const head = "tenantId,name,domain,identity,clientId,partnerId,linkedTo,problem";
const row = `${tenantId},Contoso,contoso.example,azureCli,,1234567,,`;

const parsed = (...lines: readonly string[]) => parseCustomers(lines.join("\n"));
const faultsOf = (...lines: readonly string[]): readonly LineFault[] => parsed(...lines).faults;

describe("customersText", () => {
  it("writes a header and a line per row", () => {
    expect(customersText([customerWith()])).toBe(`${head}\n${row}\n`);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])("escapes the formula %j", (name) => {
    const [, line = ""] = customersText([customerWith({ name })]).split("\n");
    expect(line).toMatch(new RegExp(`^${tenantId},"?'`));
  });

  it.each(['Müller, "Söhne"; & Co.', "=1+1", "日本", "O'Neill", "two\nlines"])("round-trips %j", (name) => {
    const customer = customerWith({ name });
    expect(parseCustomers(customersText([customer]))).toEqual({ rows: [{ line: 2, customer }], faults: [] });
  });
});

describe("parseCustomers", () => {
  const rows = [{ line: 2, customer: customerWith() }];

  it.each([
    { what: "a byte order mark", text: `\uFEFF${head}\n${row}\n` },
    { what: "semicolons", text: `${head}\n${row}\n`.replaceAll(",", ";") },
    { what: "tabs", text: `${head}\n${row}\n`.replaceAll(",", "\t") },
    { what: "line ends of Windows", text: `${head}\r\n${row}\r\n` },
    { what: "no line end", text: `${head}\n${row}` },
    { what: "quotes", text: `${head}\n${row.replace("Contoso", '"Contoso"')}` },
    { what: "other capitals in the head", text: `${head.toUpperCase()}\n${row}` },
    { what: "capitals in a GUID", text: `${head}\n${row.replace(tenantId, tenantId.toUpperCase())}` },
    { what: "blanks", text: `${head.replaceAll(",", " , ")}\n${row.replaceAll(",", " , ")}` },
    { what: "columns of others", text: `${head},note\n${row},important` },
    { what: "empty lines and rows", text: `${head}\n${row}\n\n,,,,,,,\n` },
    { what: "a row that ends early", text: `${head}\n${row.replace(/,,$/, "")}` },
  ])("reads $what", ({ text }) => {
    expect(parseCustomers(text)).toEqual({ rows, faults: [] });
  });

  it.each([
    { what: "no GUID", line: row.replace(tenantId, "contoso"), fault: 'tenantId must be a GUID; it is "contoso"' },
    {
      what: "another identity",
      line: row.replace("azureCli", "user"),
      fault: 'identity must be azureCli or servicePrincipal or managedIdentity; it is "user"',
    },
    {
      what: "no client ID",
      line: row.replace("azureCli", "servicePrincipal"),
      fault: "a servicePrincipal row needs a clientId",
    },
    {
      what: "a number of a spreadsheet",
      line: row.replace("1234567", "1.23E+06"),
      fault: 'partnerId must be digits; it is "1.23E+06"',
    },
    { what: "too many cells", line: `${row},,x`, fault: "10 cells, but line 1 has 8" },
    {
      what: "a quote too many",
      line: row.replace("Contoso", 'Con"toso'),
      fault: "misplaced quote (INVALID_OPENING_QUOTE)",
    },
    { what: "an open quote", line: row.replace("Contoso", '"Contoso'), fault: "unclosed quote" },
  ])("reports the line with $what", ({ line, fault }) => {
    expect(faultsOf(head, row.replace(tenantId, other).replace("contoso.", "other."), line)).toEqual([
      { line: 3, fault },
    ]);
  });

  it("does not repeat a value that may be a secret in the wrong column", () => {
    const secret = "xyz8Q~canary-of-a-secret";
    const [found] = faultsOf(head, row.replace("azureCli,", `servicePrincipal,${secret}`));
    expect(found?.fault).toMatch(/^clientId must be a GUID; it is a string of length 24/);
  });

  it("reports the line of a duplicate and keeps the first row", () => {
    const { rows: kept, faults } = parsed(
      head,
      row,
      row.replace(tenantId, other),
      row.replace("azureCli,", `servicePrincipal,${clientId}`),
    );
    expect(kept.map(({ line }) => line)).toEqual([2, 4]);
    expect(faults).toEqual([{ line: 3, fault: "duplicate of line 2: both declare contoso.example" }]);
  });

  it("counts the lines within a cell", () => {
    const text = [head, row.replace("Contoso", '"Con\r\ntoso"'), "", "x"].join("\r\n");
    expect(parseCustomers(text).rows.map(({ line }) => line)).toEqual([2]);
    expect(parseCustomers(text).faults.map(({ line }) => line)).toEqual([5]);
  });

  it("reads ten thousand rows and reports the wrong ones", () => {
    const hundred = Array.from({ length: 99 }, (_, index) => `,,c${index}.example,azureCli,,1,,`);
    const many = Array.from({ length: 100 }, (_, index) => {
      const tenant = `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`;
      return ["x,,,azureCli,,,", ...hundred.map((line) => tenant + line.replace(".", `-${index}.`))];
    });
    const { rows: read, faults } = parsed(head, ...many.flat());
    expect([read.length, faults.length, faults[1]?.line]).toEqual([9900, 100, 102]);
  });

  it.each([
    { text: "", has: "none" },
    { text: "name,identity,clientId\nContoso,azureCli,", has: "name,identity,clientid" },
  ])("refuses a file without the required columns: $text", ({ text, has }) => {
    expect(() => parseCustomers(text)).toThrow(new RegExp(`line 1 lacks tenantId.*found: ${has} `));
  });
});
