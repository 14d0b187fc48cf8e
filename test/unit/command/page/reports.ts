import type { CustomerResult, Report, ReportRow } from "../../../../provider/command/report/types";
import { declared, objectId, tenantId } from "../../fixtures";

type Verdict = CustomerResult["status"];

const supportRole = "Support Request Contributor (cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e)";

/** An identity that is linked and covers its customer. */
export function row(change: Partial<ReportRow> = {}): ReportRow {
  return {
    identity: "service principal billing-automation",
    objectId,
    linkedTo: { partnerId: declared, partnerName: "Fabrikam Consulting" },
    subscriptions: { covered: 2, total: 2 },
    bestRole: "Support Request Contributor",
    usage: "yes",
    status: "expected",
    reasons: [],
    checkedAt: "2026-11-25T10:00:00.000Z",
    ...change,
  };
}

/** A customer that two identities cover. */
export function customer(change: Partial<CustomerResult> = {}): CustomerResult {
  return {
    tenantId,
    customer: "Contoso",
    domain: "contoso.com",
    status: "expected",
    subscriptions: { covered: 2, total: 2 },
    identitiesThatCount: 2,
    isSinglePointOfFailure: false,
    rows: [row(), row({ identity: "anna@contoso.com" })],
    ...change,
  };
}

/** A report with the totals that its customers add up to. */
export function report(customers: readonly CustomerResult[], change: Partial<Report> = {}): Report {
  const count = (verdict: Verdict) => customers.filter(({ status }) => status === verdict).length;
  return {
    schemaVersion: 1,
    createdAt: "2026-11-25T10:04:30.000Z",
    partnerId: declared,
    isComplete: true,
    totals: {
      expected: count("expected"),
      partly: count("partly"),
      notExpected: count("notExpected"),
      unknown: count("unknown"),
      error: count("error"),
      customers: customers.length,
      singlePointsOfFailure: customers.filter(({ isSinglePointOfFailure }) => isSinglePointOfFailure).length,
    },
    customers,
    problems: [],
    ...change,
  };
}

const companies = [
  ...["Adventure Works", "Alpine Ski House", "Bellows College", "Best For You Organics", "City Power & Light"],
  ...["Consolidated Messenger", "Fourth Coffee", "Graphic Design Institute", "Humongous Insurance", "Lamna Healthcare"],
  ...[
    "Liberty's Delightful Sinful Bakery & Café",
    "Litware",
    "Lucerne Publishing",
    "Margie’s Travel",
    "Munson’s Pickles",
  ],
  ...["Nod Publishers", "Northwind Traders", "Proseware", "Relecloud", "School of Fine Art", "Southridge Video"],
  ...["Tailspin Toys", "Trey Research", "VanArsdel", "Wide World Importers", "Wingtip Toys", "Woodgrove Bank"],
];

/** Every verdict, about as often as a partner meets it. */
const mixture: readonly Verdict[] = [
  ...(["expected", "expected", "partly", "expected", "notExpected", "expected", "unknown", "expected"] as const),
  ...(["notExpected", "expected", "partly", "expected", "expected", "error", "expected", "notExpected"] as const),
];

function guidOf(number: number): string {
  return `dddddddd-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

function reason(id: string, text: string, remedy: string) {
  return { id, text, remedy };
}

function reasonsOf(verdict: Verdict, number: number): ReportRow["reasons"] {
  const subscription = `subscription Landing zone ${number} (${guidOf(number)})`;
  const assign = (at: number) =>
    `assign ${supportRole} permanently to object id ${objectId} at /subscriptions/${guidOf(at)}`;
  switch (verdict) {
    case "expected":
      return number % 5 === 0
        ? [reason("usageNotVisible", `whether ${subscription} has usage could not be read`, "assign Reader beside it")]
        : [];
    case "partly":
      return [
        reason(
          "partOfSubscription",
          `Contributor is assigned at a resource group or resource of ${subscription}: usage elsewhere in it does not count`,
          `nothing, if that is the scope of your work; otherwise ${assign(number)}`,
        ),
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((other) =>
          reason(
            "noResources",
            `subscription Sandbox ${other} (${guidOf(other)}) has no resources`,
            "nothing, until something is deployed there",
          ),
        ),
      ];
    case "notExpected":
      return [
        reason(
          "notLinked",
          "service principal billing-automation has no partner admin link",
          "run `pulumi up` in the stack that declares the link, or declare a PartnerAdminLink for this identity",
        ),
        ...[number, number + 1].map((at) =>
          reason(
            "onlyRolesThatDoNotCount",
            `no role in subscription Shop ${at} (${guidOf(at)}) counts: the identity has Reader, Tag Contributor`,
            assign(at),
          ),
        ),
      ];
    case "unknown":
      return [
        reason(
          "rolesNotVisible",
          `the roles of the identity in ${subscription} could not be read completely`,
          `${assign(number)}: it counts, and has Microsoft.Authorization/roleAssignments/read`,
        ),
      ];
    case "error":
      return [];
  }
}

function rowOf(verdict: Verdict, number: number, index: number): ReportRow {
  const identity =
    [
      "service principal billing-automation",
      `anna.lindqvist@customer${number}.example`,
      "service principal 3f1c6f7e-5d0a-4c56-9d3e-0a1b2c3d4e5f",
    ][index % 3] ?? "";
  const line = number * 3 + index + 2;
  if (verdict === "error") {
    const text =
      "AADSTS50076: the sign-in of this identity demands multi-factor authentication; sign in with a service principal";
    return {
      identity,
      line,
      subscriptions: { covered: 0, total: 0 },
      usage: "unknown",
      status: verdict,
      reasons: [],
      error: { code: "PAL_AUTH_FAILED", text },
    };
  }
  const { linkedTo, ...unlinked } = row({
    identity,
    line,
    status: verdict,
    reasons: reasonsOf(verdict, number),
    ...(number % 4 === 0 ? { insights: index === 0 ? "notSeen" : "seen" } : {}),
  });
  return verdict === "notExpected"
    ? { ...unlinked, bestRole: "Reader", subscriptions: { covered: 0, total: 2 }, usage: "unknown" }
    : {
        ...unlinked,
        ...(linkedTo === undefined ? {} : { linkedTo }),
        ...(verdict === "unknown" ? { usage: "unknown" } : {}),
      };
}

/** The customer of that number, with one to three identities. */
function customerOf(number: number): CustomerResult {
  const status = mixture[number % mixture.length] ?? "unknown";
  const identities = (number % 3) + 1;
  const total = status === "error" ? 0 : (number % 7) + 2;
  const covered = { expected: total, partly: Math.ceil(total / 2), notExpected: 0, unknown: 1, error: 0 }[status];
  const counts = covered === 0 ? 0 : identities;
  return customer({
    tenantId: guidOf(number),
    customer: `${companies[number % companies.length] ?? ""}${number < companies.length ? "" : ` ${Math.floor(number / companies.length) + 1}`}`,
    domain: `customer${number}.example`,
    status,
    subscriptions: { covered, total },
    identitiesThatCount: counts,
    isSinglePointOfFailure: counts === 1,
    rows: Array.from({ length: identities }, (_, index) => rowOf(status, number, index)),
  });
}

export function manyCustomers(count: number): CustomerResult[] {
  return Array.from({ length: count }, (_, index) => customerOf(index));
}

/** Texts that would be markup, or break out of it, or disturb what stands beside them. */
export const hostileTexts: readonly string[] = [
  "<script>globalThis.wasHacked = true</script>",
  '"><img src="https://attacker.example/a.png" onerror="globalThis.wasHacked = true">',
  "' onmouseover='globalThis.wasHacked = true",
  "</style><style>body { display: none }</style><link rel=stylesheet href=https://attacker.example/a.css>",
  "--><svg onload=globalThis.wasHacked=true><!--",
  "&lt;b&gt; &amp;amp; &#x3C;script&#x3E;",
  "{{constructor.constructor('globalThis.wasHacked = true')()}} ${globalThis.wasHacked = true}",
  "Contoso \u202Emoc.live\u202C \u2066x\u2069 \u200Fend",
  "line one\r\nline two\u2028line three\u0000\u001B[31mred",
  "שירותי ענן (1234567) شركة",
  "W".repeat(400),
  "\u0041" + "\u0301\u0316\u0335".repeat(40),
  "\u202E",
];

/** A customer for each hostile text, which stands wherever a text of others can. */
export function hostileCustomers(): CustomerResult[] {
  return hostileTexts.map((text) => {
    const hostile = row({
      identity: text,
      objectId: text,
      linkedTo: { partnerId: text, partnerName: text },
      bestRole: text,
      status: "partly",
      reasons: [{ id: text, text, remedy: `run \`${text}\` again` }],
      error: { code: text, text },
      checkedAt: text,
    });
    const { error, ...checked } = hostile;
    return customer({ tenantId: text, customer: text, domain: text, status: "partly", rows: [hostile, checked] });
  });
}
