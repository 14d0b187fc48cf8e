import { parse } from "csv-parse/sync";
import { reportCsv } from "../../../../provider/command/report/csvText";
import { escaped, reportMarkdown } from "../../../../provider/command/report/markdownText";
import { reportOf } from "../../../../provider/command/report/reportOf";
import { reportText } from "../../../../provider/command/report/tableText";
import type { Report, Row } from "../../../../provider/command/report/types";
import { declared, tenantId } from "../../fixtures";
import { subscriptionId } from "../recognitionFixtures";
import { failedRow, readRow } from "./rows";

const [second, third] = ["aaaaaaaa-0000-4000-8000-00000000000a", "aaaaaaaa-0000-4000-8000-00000000000b"];

const reason = {
  id: "onlyRolesThatDoNotCount",
  subscriptionId: subscriptionId(1),
  text: "no role in subscription Shop counts: the identity has Reader",
  remedy: "assign Support Request Contributor",
} as const;

const uncovered = { roles: { 1: "no" }, status: "notExpected", reasons: [reason] } as const;

function inTenant(row: Row, tenant: string): Row {
  if (row.error !== undefined) return row;
  const { identity, subscriptions } = row.recognition;
  return {
    subject: { ...row.subject, tenantId: tenant },
    recognition: {
      ...row.recognition,
      identity: { ...identity, tenantId: tenant },
      subscriptions: subscriptions.map((one) => ({ ...one, tenantId: tenant })),
    },
  };
}

const small = reportOf({
  createdAt: new Date("2026-11-25T12:00:00Z"),
  tenants: [],
  problems: [{ line: 5, text: "line 5 of customers.csv: tenantId must be a GUID; it is missing" }],
  rows: [
    readRow({ subject: { customer: "Contoso", domain: "contoso.example" } }),
    inTenant(readRow({ ...uncovered, subject: { customer: "Bäckerei Größl" } }), second),
    failedRow({ tenantId: third, customer: "Northwind", line: 4 }),
  ],
});

function named(customer: string): Report {
  return reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows: [readRow({ subject: { customer } })] });
}

describe("reportText", () => {
  it("counts an identity once that a stack and a customers file name", () => {
    const rows = [readRow(), readRow(), failedRow()];
    expect(reportText(reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows }))).toContain(" 1/2 !");
  });

  it("says how many remedies are left out", () => {
    const reasons = [1, 2, 3, 4].map((number) => ({ ...reason, remedy: `assign it ${number}` }));
    const rows = reasons.map((one, index) =>
      inTenant(readRow({ ...uncovered, reasons: [one] }), `${second.slice(0, -1)}${index}`),
    );
    const many = reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows });
    expect(reportText(many)).toContain("Remedy: assign it 2\n    and 2 more\n");
    expect(reportMarkdown(many)).toContain("Remedy: assign it 3\n  - and 1 more\n");
  });

  it("has a line for each customer, the causes, and a summary at the end", () => {
    expect(reportText(small)).toBe(`\
CUSTOMER                   STATUS        COVERED  IDENTITIES  WHY
Northwind                  error         0/0      0/1         PAL_AUTH_FAILED
Bäckerei Größl             not expected  0/1      0/1         onlyRolesThatDoNotCount
Contoso (contoso.example)  expected      1/1      1/1 !       -

Reasons
  onlyRolesThatDoNotCount, 1 customer: Bäckerei Größl
    no role in subscription Shop counts: the identity has Reader
    Remedy: assign Support Request Contributor

Not read
  1 identity: Northwind, Azure CLI, line 4
    the tenant demands MFA (PAL_AUTH_FAILED)

Problems
  line 5 of customers.csv: tenantId must be a GUID; it is missing

Single points of failure
  Contoso (contoso.example)

3 customers: 1 error, 1 not expected, 1 expected; 1 with a single point of failure
`);
  });

  it("shows what the exported data set has", () => {
    const rows = [readRow({ roles: { 1: "yes", 2: "yes" } })];
    const insights = { has: (_: string, id: string) => id === subscriptionId(1) };
    const text = reportText(reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows, insights }));
    expect(text).toMatch(/IDENTITIES {2}SEEN {2}WHY\n.* 1\/2 {3}-\n/);
    expect(text).toContain("1 seen in the data set");
  });

  it("tells customers of one name apart by their directories", () => {
    const rows = [tenantId, second].map((tenant) => inTenant(readRow({ subject: { customer: "Contoso" } }), tenant));
    const text = reportText(reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows }));
    expect(text).toContain(`Contoso (${second})`);
  });

  it("puts failures together that differ in whom they name", () => {
    const rows = [second, third].map((tenant) => {
      const error = { code: "PAL_AUTH_FAILED", text: `no account in ${tenant}` };
      return { subject: { tenantId: tenant, customer: "Contoso", label: "Azure CLI" }, error };
    });
    const text = reportText(reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows }));
    expect(text).toContain(`  2 identities: Contoso (${second}), Azure CLI; Contoso (${third}), Azure CLI
    no account in ${second} (PAL_AUTH_FAILED)
`);
  });

  it("fits the terminal", () => {
    const widths = reportText(small, 60)
      .split("\n")
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(60);
  });
});

describe("reportCsv", () => {
  it("has a record for each identity", () => {
    const text = reportCsv(small);
    expect(text.startsWith("\uFEFFcustomer,domain,tenantId,")).toBe(true);
    const records = parse(text, { bom: true, columns: true });
    expect(records).toHaveLength(3);
    expect(records[0]).toMatchObject({
      customer: "Contoso",
      singlePointOfFailure: "yes",
      partnerId: declared,
      covered: "1",
    });
    expect(records[1]).toMatchObject({ customer: "Bäckerei Größl", reasons: reason.id, remedy: reason.remedy });
    expect(records[2]).toMatchObject({ status: "error", error: "the tenant demands MFA (PAL_AUTH_FAILED)", line: "4" });
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])("keeps %s from being run as a formula", (name) => {
    expect(parse(reportCsv(named(name)), { bom: true, columns: true })).toMatchObject([{ customer: `'${name}` }]);
  });

  it("quotes what has a delimiter or a quotation mark", () => {
    expect(parse(reportCsv(named('A, "B"')), { bom: true, columns: true })).toMatchObject([{ customer: 'A, "B"' }]);
  });
});

describe("reportMarkdown", () => {
  it("is a heading, a summary, a table and the causes", () => {
    expect(reportMarkdown(small)).toBe(`\
## Partner admin links

3 customers: 1 error, 1 not expected, 1 expected; 1 with a single point of failure. Read 2026-11-25 12:00 UTC.

| Customer | Status | Covered | Identities | Why |
| --- | --- | --- | --- | --- |
| Northwind | error | 0/0 | 0/1 | PAL&#95;AUTH&#95;FAILED |
| Bäckerei Größl | not expected | 0/1 | 0/1 | onlyRolesThatDoNotCount |
| Contoso (contoso.example) | expected | 1/1 | 1/1 ! |  |

### Reasons

- **onlyRolesThatDoNotCount**, 1 customer: Bäckerei Größl
  - no role in subscription Shop counts: the identity has Reader
  - Remedy: assign Support Request Contributor

### Not read

- Northwind, Azure CLI, line 4: the tenant demands MFA (PAL&#95;AUTH&#95;FAILED)

### Problems

- line 5 of customers.csv: tenantId must be a GUID; it is missing
`);
  });

  it.each([
    ["a | b", "a &#124; b"],
    ["`rm`", "&#96;rm&#96;"],
    ["[x](https://evil.example)", "&#91;x&#93;(https&#58;//evil.example)"],
    ["<img src=x onerror=alert(1)>", "&#60;img src=x onerror=alert(1)&#62;"],
    ["&lt;", "&#38;lt;"],
    ["*a* _b_ ~c~", "&#42;a&#42; &#95;b&#95; &#126;c&#126;"],
    ["@octocat #1", "&#64;octocat &#35;1"],
    ["www.evil.example", "www&#46;evil.example"],
    ["$x$", "&#36;x&#36;"],
    ["- item", "&#45; item"],
    ["1. item", "1&#46; item"],
    ["a\\|b", "a&#92;&#124;b"],
    ["a\n# b", "a &#35; b"],
  ])("shows %j as it is", (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });

  it("stays below what a job summary takes", () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => {
      const tenant = `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, "0")}`;
      return inTenant(readRow({ ...uncovered, subject: { customer: `Kunde ${index} `.repeat(5) } }), tenant);
    });
    const text = reportMarkdown(reportOf({ createdAt: new Date(0), tenants: [], problems: [], rows }));
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toContain("and 9000 more customers");
  });
});

describe("all formats", () => {
  it("keep what a terminal or a pipeline acts on out of what others named", () => {
    const report = named("Con\u001B[31mtoso\u202E\n##vso[task.complete]");
    const name = "Contoso # #vso[task.complete]";
    expect(report.customers[0]?.customer).toBe(name);
    expect(reportText(report)).toContain("# #vso");
    expect(reportCsv(report)).toContain("# #vso");
  });
});
