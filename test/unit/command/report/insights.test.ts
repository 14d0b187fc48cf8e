import { insightsIn } from "../../../../provider/command/report/insights";
import { tenantId } from "../../fixtures";
import { subscriptionId } from "../recognitionFixtures";

const header = "PGAMpnId,SubscriptionId,Month,CustomerName,CustomerTenantId,PartnerAttributionType,TotalACR";
const [first, second] = [subscriptionId(1), subscriptionId(2)];

function usage(id: string, type: string, tenant: string = tenantId): string {
  return `1,${id},2026-10,"Müller, Söhne",${tenant},${type},12.5`;
}

const read = (lines: readonly string[], value = "Partner Admin Link") =>
  insightsIn([[header, ...lines].join("\n")], "usage.csv", value);

describe("insightsIn", () => {
  it("finds the subscriptions that are attributed to partner admin links", async () => {
    const { seen, problems } = await read([
      usage(first.toUpperCase(), "Partner Admin Link"),
      usage(first, "partneradminlink"),
      usage(second, "DPOR"),
    ]);
    expect(problems).toEqual([]);
    expect(seen.has(tenantId.toUpperCase(), first)).toBe(true);
    expect(seen.has(tenantId, second)).toBe(false);
    expect(seen.has(first, first)).toBe(false);
  });

  it("takes another value", async () => {
    expect((await read([usage(first, "PAL")], "PAL")).seen.has(tenantId, first)).toBe(true);
  });

  it("lists the values that there are when none matches", async () => {
    await expect(
      read([usage(first, "DPOR"), usage(second, "Digital\u001B[2J PAL"), usage(second, "DPOR")]),
    ).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: "no row of usage.csv has the PartnerAttributionType Partner Admin Link: it has DPOR (2 rows), Digital PAL (1 rows); name the one that stands for PAL with --insights-value",
    });
  });

  it.each([
    [
      "has other columns",
      "SubscriptionId;Month\n1;2\n",
      "usage.csv lacks the columns CustomerTenantId, PartnerAttributionType; it has the columns SubscriptionId, Month",
    ],
    [
      "is empty",
      "",
      "usage.csv lacks the columns SubscriptionId, CustomerTenantId, PartnerAttributionType; it has no columns",
    ],
    [
      "has no rows",
      `${header}\n`,
      "no row of usage.csv has the PartnerAttributionType Partner Admin Link: it has no rows",
    ],
  ])("refuses a file that %s", async (_, text, says) => {
    await expect(insightsIn([text], "usage.csv", "Partner Admin Link")).rejects.toThrow(says);
  });

  it("names the lines that name no subscription, and reads the others", async () => {
    const { seen, problems } = await read([
      usage("redacted", "Partner Admin Link"),
      usage(first, "Partner Admin Link"),
    ]);
    expect(seen.has(tenantId, first)).toBe(true);
    expect(problems).toEqual([{ line: 2, text: expect.stringContaining("line 2 of usage.csv: ") as string }]);
  });

  it("reads semicolons, a byte order mark and spaced names", async () => {
    const text = `\uFEFFSubscription Id;Customer Tenant ID;Partner Attribution Type\r\n${first};${tenantId};Partner Admin Link\r\n`;
    expect((await insightsIn([text], "usage.csv", "Partner Admin Link")).seen.has(tenantId, first)).toBe(true);
  });
});
