import { credentialSettings } from "../../../../provider/azure/credentialSettings";
import { reportOf, type ReportParts } from "../../../../provider/command/report/reportOf";
import { readRows } from "../../../../provider/command/report/readRows";
import type { Report, Row } from "../../../../provider/command/report/types";
import { declared, tenantId } from "../../fixtures";
import { assignment, mixed, readerRole, recognition, subscription, subscriptionId } from "../recognitionFixtures";
import { failedRow, objectIdOf, readRow } from "./rows";

const customer = "aaaaaaaa-0000-4000-8000-00000000000a";
const createdAt = new Date("2026-11-25T12:00:00Z");

function report(rows: readonly Row[], change: Partial<ReportParts> = {}): Report {
  return reportOf({ createdAt, rows, tenants: [], problems: [], ...change });
}

describe("reportOf", () => {
  it("has a customer for each directory, and a row for each identity", () => {
    const rows = [
      readRow({ subject: { customer: "Contoso", domain: "contoso.example", line: 2 } }),
      readRow({ who: 2, subject: { line: 3 } }),
      failedRow({ tenantId: customer, line: 4 }),
    ];
    expect(report(rows, { partnerId: declared })).toEqual({
      schemaVersion: 1,
      createdAt: "2026-11-25T12:00:00.000Z",
      partnerId: declared,
      isComplete: true,
      totals: { customers: 2, expected: 1, partly: 0, notExpected: 0, unknown: 0, error: 1, singlePointsOfFailure: 0 },
      problems: [],
      customers: [
        {
          tenantId,
          customer: "Contoso",
          domain: "contoso.example",
          status: "expected",
          subscriptions: { covered: 1, total: 1 },
          identitiesThatCount: 2,
          isSinglePointOfFailure: false,
          rows: [1, 2].map((who) => ({
            identity: `app-${who}`,
            objectId: objectIdOf(who),
            linkedTo: { partnerId: declared, partnerName: "Fabrikam Consulting" },
            subscriptions: { covered: 1, total: 1 },
            bestRole: "Support Request Contributor",
            usage: "yes",
            status: "expected",
            reasons: [],
            line: who + 1,
            checkedAt: "2026-11-25T10:00:00.000Z",
          })),
        },
        {
          tenantId: customer,
          customer,
          status: "error",
          subscriptions: { covered: 0, total: 0 },
          identitiesThatCount: 0,
          isSinglePointOfFailure: false,
          rows: [
            {
              identity: "Azure CLI",
              subscriptions: { covered: 0, total: 0 },
              usage: "unknown",
              status: "error",
              reasons: [],
              error: { code: "PAL_AUTH_FAILED", text: "the tenant demands MFA" },
              line: 4,
            },
          ],
        },
      ],
    });
  });

  it("keeps the verdict of a single identity", () => {
    const [only] = report([{ subject: { tenantId, label: "" }, recognition: mixed }]).customers;
    expect(only).toMatchObject({ status: "partly", subscriptions: { covered: 1, total: 4 } });
    expect(only?.reasons?.map(({ id }) => id)).toEqual([
      "partOfSubscription",
      "onlyRolesThatDoNotCount",
      "rolesNotVisible",
    ]);
  });

  it("puts what is reached by Azure Lighthouse below the customer whose it is", () => {
    const own = subscription(1);
    const delegated = subscription(2, { tenantId: customer, delegated: true, role: "no" });
    const row: Row = {
      subject: { tenantId, label: "" },
      recognition: recognition({
        subscriptions: [own, delegated],
        assignments: [assignment(1), assignment(2, { ...readerRole, via: "lighthouse" })],
        verdict: {
          status: "partly",
          reasons: [{ id: "lighthouseNoRole", subscriptionId: subscriptionId(2), text: "only Reader", remedy: "more" }],
        },
      }),
    };
    expect(report([row], { tenants: [{ tenantId: customer, displayName: "Contoso" }] }).customers).toMatchObject([
      { tenantId, status: "expected", rows: [{ bestRole: "Support Request Contributor", reasons: [] }] },
      {
        tenantId: customer,
        customer: "Contoso",
        status: "notExpected",
        reasons: [{ id: "lighthouseNoRole" }],
        rows: [{ bestRole: "Reader", status: "notExpected", reasons: [{ id: "lighthouseNoRole" }] }],
      },
    ]);
  });

  it("leaves out of a customer's reasons what another identity makes up for", () => {
    const reason = (number: number) =>
      ({
        id: "onlyRolesThatDoNotCount",
        subscriptionId: subscriptionId(number),
        text: `no role ${number}`,
        remedy: "",
      }) as const;
    const notLinked = { id: "notLinked", text: "not linked", remedy: "" } as const;
    const [only] = report([
      readRow({ roles: { 1: "yes", 2: "no" }, status: "partly", reasons: [reason(2)] }),
      readRow({ who: 2, roles: { 1: "no" }, status: "notExpected", reasons: [reason(1)] }),
      readRow({ who: 3, isLinked: false, status: "notExpected", reasons: [notLinked] }),
    ]).customers;
    expect(only?.reasons).toEqual([{ id: "onlyRolesThatDoNotCount", text: "no role 2", remedy: "" }]);
    expect(only?.rows.map(({ reasons }) => reasons.length)).toEqual([1, 1, 1]);
  });

  it("puts the texts of one kind of reason together", () => {
    const reasons = [1, 2, 3, 4, 5].map((number) => ({
      id: "noResources" as const,
      subscriptionId: subscriptionId(number),
      text: `Abo ${number} is empty`,
      remedy: "nothing",
    }));
    const roles = { 1: "no", 2: "no", 3: "no", 4: "no", 5: "no" } as const;
    expect(report([readRow({ roles, reasons, status: "notExpected" })]).customers[0]?.rows[0]?.reasons).toEqual([
      { id: "noResources", text: "Abo 1 is empty; Abo 2 is empty; Abo 3 is empty; and 2 more", remedy: "nothing" },
    ]);
  });

  it("names a customer as its directory does where the file does not", () => {
    const rows = [readRow({ change: { tenant: { tenantId, defaultDomain: "contoso.example" } } })];
    expect(report(rows).customers[0]).toMatchObject({ customer: "contoso.example", domain: "contoso.example" });
  });

  it("tells whether the exported data set has a customer's subscriptions", () => {
    const seen = `${tenantId}/${subscriptionId(1)}`;
    const insights = { has: (tenant: string, id: string) => `${tenant}/${id}` === seen };
    const rows = [
      readRow({ roles: { 1: "yes", 2: "yes" } }),
      readRow({ who: 2, roles: { 2: "yes" } }),
      readRow({ who: 3, isLinked: false, status: "notExpected" }),
    ];
    const [only] = report(rows, { insights }).customers;
    expect(only).toMatchObject({ insights: "seen", subscriptions: { covered: 2, total: 2, seen: 1 } });
    expect(only?.rows.map((row) => row.insights)).toEqual(["seen", "notSeen", undefined]);
  });

  it("calls a customer seen by a subscription that is empty by now, as its identity's row does", () => {
    const row = readRow({ roles: { 1: "yes", 2: "yes" }, usage: { 2: "no" } });
    const [only] = report([row], { insights: { has: (_, id) => id === subscriptionId(2) } }).customers;
    expect(only?.rows[0]?.insights).toBe("seen");
    expect(only).toMatchObject({ insights: "seen", subscriptions: { total: 1, seen: 0 } });
  });

  it("does not say that nothing was seen of a customer that could not be read", () => {
    const [only] = report([failedRow()], { insights: { has: () => true } }).customers;
    expect(only).toMatchObject({ status: "error", subscriptions: { covered: 0, total: 0 } });
    expect(only).not.toHaveProperty("insights");
    expect(only?.subscriptions).not.toHaveProperty("seen");
  });

  it("is incomplete when it was ended, and leaves out customers of whom nothing was read", async () => {
    const whoSignsIn = () => credentialSettings();
    const subjects = [
      { tenantId, label: "", whoSignsIn },
      { tenantId, label: "Azure CLI", whoSignsIn },
      { tenantId: customer, label: "", whoSignsIn },
    ];
    let end = (): void => undefined;
    const interrupted = new Promise<void>((resolve) => (end = resolve));
    const rows = await readRows(
      subjects,
      () => Promise.resolve(recognition({ verdict: { status: "partly", reasons: [] } })),
      {
        concurrency: 1,
        interrupted,
        onRead: end,
      },
    );
    const ended = report(rows);
    expect(ended).toMatchObject({
      isComplete: false,
      problems: [{ text: expect.stringMatching(/^interrupted: \d of 3 identities were read$/) as string }],
    });
    expect(ended.customers.map(({ status }) => status)).toEqual(["error"]);
  });
});
