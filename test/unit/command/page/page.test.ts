import { createHash } from "node:crypto";
import { pageOf } from "../../../../provider/command/page";
import type { CustomerResult, Report, ReportRow } from "../../../../provider/command/report/types";
import { customer, hostileCustomers, hostileTexts, manyCustomers, report, row } from "./reports";

/** What a reader sees of a page, without the styles, the script and what the words mean. */
function textOf(page: string): string {
  return contentOf(page, /<body>(.*)<footer>/s)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

function contentOf(page: string, element: RegExp): string {
  return element.exec(page)?.[1] ?? "";
}

function hashOf(text: string): string {
  return `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
}

function pageWith(change: Partial<CustomerResult>): string {
  return textOf(pageOf(report([customer(change)])));
}

function pageWithRow(change: Partial<ReportRow>): string {
  return pageWith({ rows: [row(change)] });
}

const totals: Report["totals"] = {
  ...{ expected: 300, partly: 5, notExpected: 1, unknown: 2, error: 3 },
  ...{ customers: 400, singlePointsOfFailure: 7 },
};

const shownCustomers: readonly { readonly change: Partial<CustomerResult>; readonly shown: string }[] = [
  { change: { customer: "Contoso", domain: "contoso.com" }, shown: "Contoso contoso.com aaaaaaaa-0000-4000-8000" },
  { change: { customer: "\u202E\n" }, shown: "Subscriptions covered aaaaaaaa-0000-4000-8000-000000000001 contoso.com" },
  { change: { status: "notExpected" }, shown: "not expected" },
  {
    change: { identitiesThatCount: 1, isSinglePointOfFailure: true },
    shown: "1 identity counts single point of failure",
  },
  { change: { identitiesThatCount: 2 }, shown: "2 identities count 2 of 2" },
  { change: { subscriptions: { covered: 1, total: 3 } }, shown: "1 of 3 subscriptions covered" },
  { change: { subscriptions: { covered: 0, total: 0 } }, shown: "subscriptions: none" },
  { change: { subscriptions: { covered: 0, total: 0 }, status: "error" }, shown: "subscriptions: not read" },
  { change: { rows: [] }, shown: "No identity was checked." },
  { change: { rows: [row({ insights: "notSeen" }), row({ insights: "seen" })] }, shown: "expected seen in AzureUsage" },
  { change: { rows: [row({ insights: "notSeen" }), row()] }, shown: "expected not seen in AzureUsage" },
];

const error = { code: "PAL_AUTH_FAILED", text: "AADSTS50076: MFA is needed" };

const shownRows: readonly { readonly change: Partial<ReportRow>; readonly shown: string }[] = [
  { change: { identity: "anna@contoso.com" }, shown: "anna@contoso.com expected" },
  { change: { identity: "" }, shown: "bbbbbbbb-0000-4000-8000-000000000002 expected" },
  { change: {}, shown: "Linked to Fabrikam Consulting (1234567)" },
  { change: { linkedTo: { partnerId: "7654321" } }, shown: "Linked to 7654321" },
  { change: { subscriptions: { covered: 1, total: 3 } }, shown: "Subscriptions covered 1 of 3" },
  { change: { bestRole: "Owner" }, shown: "Best role Owner" },
  { change: { usage: "unknown" }, shown: "Usage unknown" },
  { change: { insights: "notSeen" }, shown: "AzureUsage not seen" },
  { change: { checkedAt: "2026-11-25T10:04:30Z" }, shown: "Checked 2026-11-25 10:04 UTC" },
  { change: { line: 12 }, shown: "Customers file line 12" },
  { change: { status: "error", error }, shown: "PAL_AUTH_FAILED AADSTS50076: MFA is needed" },
];

describe("pageOf", () => {
  it("names the customers, the time and the partner", () => {
    const page = pageOf(report(manyCustomers(40)));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("<title>Partner admin links of 40 customers, 2026-11-25 10:04 UTC</title>");
    expect(textOf(page)).toContain("Created 2026-11-25 10:04 UTC for partner ID 1234567");
  });

  it("names no partner where none was asked for", () => {
    const { partnerId, ...others } = report(manyCustomers(1));
    expect(partnerId).toBeDefined();
    expect(textOf(pageOf(others))).toContain("Created 2026-11-25 10:04 UTC Coverage");
  });

  it("allows its own style and script by their hashes, and nothing else", () => {
    const page = pageOf(report(manyCustomers(1)));
    const style = hashOf(contentOf(page, /<style>(.*)<\/style>/s));
    const script = hashOf(contentOf(page, /<script>(.*)<\/script>/s));
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src ${style}; script-src ${script}; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  it("has no address that a browser would ask for", () => {
    expect(pageOf(report(manyCustomers(40)))).not.toMatch(
      /\s(src|href|srcset|style|on\w+)=|@import|https?:|url\((?!#)/,
    );
  });

  it("says how many customers of each verdict there are, in a picture with a text", () => {
    const page = pageOf(report([], { totals }));
    expect(page).toContain('role="img" aria-labelledby="bar-title bar-text"');
    expect(page).toContain("expected 300, partly 5, not expected 1, unknown 2, error 3; 311 in all</desc>");
    expect(textOf(page)).toContain("300 expected 5 partly 1 not expected 2 unknown 3 error 7 customers rest on");
  });

  it("gives each verdict that occurs a part of the bar that can be seen", () => {
    const bar = contentOf(pageOf(report([], { totals })), /<svg class="bar"(.*?)<\/svg>/s);
    const widths = [...bar.matchAll(/<rect x="[\d.]+%" width="([\d.]+)%"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(5);
    expect(Math.min(...widths)).toBeGreaterThan(1);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100, 1);
  });

  it.each([
    { count: 0, shown: "No customer rests on a single identity" },
    { count: 1, shown: "1 customer rests on a single identity single point of failure" },
    { count: 2, shown: "2 customers rest on a single identity single point of failure" },
  ])("counts $count single points of failure", ({ count, shown }) => {
    expect(textOf(pageOf(report([], { totals: { ...totals, singlePointsOfFailure: count } })))).toContain(shown);
  });

  it("says that no customer was checked, without picture and table", () => {
    const page = pageOf(report([]));
    expect(textOf(page)).toContain("No customer was checked.");
    expect(page).not.toMatch(/<(svg|table)/);
  });

  it("marks a report that was ended in the middle", () => {
    const problems = [{ text: "interrupted: 7 of 90 identities were read" }];
    const page = textOf(pageOf(report(manyCustomers(3), { isComplete: false, problems })));
    expect(page).toContain("Incomplete. The report was ended before every customer was checked");
    expect(page).toContain("interrupted: 7 of 90 identities were read");
    expect(page).not.toContain("3 of 3 customers checked");
    expect(textOf(pageOf(report(manyCustomers(3))))).not.toContain("Incomplete");
  });

  it("has a head for each column, and two rows for each customer in the report's order", () => {
    const page = pageOf(report(manyCustomers(40)));
    expect(page.match(/<th scope="col"/g)).toHaveLength(4);
    expect(page.match(/<tbody>/g)).toHaveLength(40);
    expect(page.match(/<tr/g)).toHaveLength(81);
    const names = [...page.matchAll(/<th scope="row" data-value="([^"]*)"/g)].map(([, name]) => name);
    expect(names.slice(0, 2)).toEqual(["Adventure Works", "Alpine Ski House"]);
  });

  it.each(shownCustomers)("shows $shown of a customer", ({ change, shown }) => {
    expect(pageWith(change)).toContain(shown);
  });

  it.each(shownRows)("shows $shown of an identity", ({ change, shown }) => {
    expect(pageWithRow(change)).toContain(shown);
  });

  it("says what an identity does not have, and not what an error kept from being read", () => {
    const { linkedTo, bestRole, ...others } = row();
    expect([linkedTo, bestRole]).not.toContain(undefined);
    expect(pageWith({ rows: [others] })).toContain("Linked to no partner Subscriptions covered 2 of 2 Best role none");
    expect(pageWith({ rows: [{ ...others, status: "error", error }] })).not.toContain("no partner");
  });

  it.each([
    { change: { line: 3 }, shown: "Identity of line 3" },
    { change: {}, shown: "Identity not known" },
  ])("calls an identity without name and id $shown", ({ change, shown }) => {
    const { identity, objectId, ...others } = row();
    expect([identity, objectId]).not.toContain(undefined);
    expect(pageWith({ rows: [{ ...others, ...change }] })).toContain(shown);
  });

  it("gives reasons of one kind and remedy together, and the remedy once", () => {
    const reasons = ["A", "B", "A"].map((text) => ({ id: "noResources", text, remedy: "run `pulumi up`" }));
    const other = { id: "noResources", text: "C", remedy: "" };
    expect(pageWithRow({ reasons: [...reasons, other] })).toMatch(/noResources A B Remedy: run pulumi up C (?!Remedy)/);
  });

  it("names the kinds of reasons beside what opens them", () => {
    const reasons = ["notLinked", "customRole", "notLinked"].map((id) => ({ id, text: "", remedy: "" }));
    const page = pageWith({ rows: [row({ reasons }), row({ status: "error", error })] });
    expect(page).toContain("2 identities of Contoso notLinked, customRole, PAL_AUTH_FAILED");
  });

  it("folds what is more than six findings of one kind", () => {
    const reasons = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: "noResources", text: `S${index}`, remedy: "none" }));
    expect(pageWithRow({ reasons: reasons(6) })).toContain("S4 S5 Remedy");
    expect(pageWithRow({ reasons: reasons(7) })).toContain("S4 and 2 more S5 S6 Remedy");
  });

  it("lists the rows that could not be read with their lines", () => {
    const problems = [{ line: 7, text: "no tenant ID" }, { text: "no column domain" }];
    const page = textOf(pageOf(report(manyCustomers(1), { problems })));
    expect(page).toContain("What could not be read Line 7: no tenant ID no column domain");
    expect(textOf(pageOf(report(manyCustomers(1))))).not.toContain("could not be read Line");
  });

  it("takes no markup, line end or direction from a text, wherever it stands", () => {
    const [text = ""] = hostileTexts;
    const page = pageOf(
      report(hostileCustomers(), {
        createdAt: text,
        partnerId: text,
        problems: hostileTexts.map((text) => ({ text })),
      }),
    );
    const own = pageOf(report(manyCustomers(40), { problems: [{ text: "" }] }));
    const elements = (html: string) => new Set(html.match(/<[a-z/!]+/gi));
    expect([...elements(page)].filter((element) => !elements(own).has(element))).toEqual([]);
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});
