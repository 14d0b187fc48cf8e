import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insightsIn, readInsights } from "../../../../provider/command/report/insights";
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
    [
      "names no subscription in a row that matches",
      `${header}\n${usage("redacted", "Partner Admin Link")}\n${usage(first, "DPOR")}`,
      "no row of usage.csv with the PartnerAttributionType Partner Admin Link has GUIDs as SubscriptionId and CustomerTenantId; the first is line 2",
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

  it("says how many faults it leaves out", async () => {
    const wrong = Array.from({ length: 103 }, () => usage("redacted", "Partner Admin Link"));
    const { problems } = await read([...wrong, usage(first, "Partner Admin Link")]);
    expect([problems.length, problems.at(-1)]).toEqual([101, { text: "usage.csv: and 3 more lines like these" }]);
  });

  it("reads semicolons, a byte order mark and spaced names", async () => {
    const text = `\uFEFFSubscription Id;Customer Tenant ID;Partner Attribution Type\r\n${first};${tenantId};Partner Admin Link\r\n`;
    expect((await insightsIn([text], "usage.csv", "Partner Admin Link")).seen.has(tenantId, first)).toBe(true);
  });
});

describe("readInsights", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "insights-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const text = `${header}\r\n${usage(first, "Partner Admin Link")}\r\n`;

  it.each([
    ["UTF-8", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le")],
  ])("reads a file in %s", async (_, bytes) => {
    const file = join(folder, "usage.csv");
    writeFileSync(file, bytes);
    expect((await readInsights(file, "Partner Admin Link")).seen.has(tenantId, first)).toBe(true);
  });

  it("reads what another command decompresses into a pipe", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const [{ seen }] = await Promise.all([readInsights(pipe, "Partner Admin Link"), writeFile(pipe, text)]);
    expect(seen.has(tenantId, first)).toBe(true);
  });

  it.each([
    ["is missing", "none.csv"],
    ["is a folder", "."],
  ])("says why it cannot read a file that %s", async (_, name) => {
    await expect(readInsights(join(folder, name), "PAL")).rejects.toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringContaining(`cannot read usage from ${join(folder, name)}: `) as string,
    });
  });
});
