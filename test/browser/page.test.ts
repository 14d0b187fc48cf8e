import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { pageOf } from "../../provider/command/page";
import type { Report } from "../../provider/command/report/types";
import { hostileCustomers, hostileTexts, manyCustomers, report } from "../unit/command/page/reports";
import { startChromium } from "./chromium";
import { accessibilityFaults, probe, roles } from "./probes";

/** Pages and pictures of them stay here, to be looked at. */
const folder = join(__dirname, "..", "..", "build", "browser");

const problems = [{ line: 7, text: "the tenant ID is not a GUID" }, { text: hostileTexts[1] ?? "" }];
const forty = manyCustomers(40);

const reports = {
  empty: report([]),
  one: report(manyCustomers(1)),
  forty: report(forty, { isComplete: false, problems, totals: { ...report(forty).totals, customers: 60 } }),
  threeHundred: report(manyCustomers(300)),
  hostile: report(hostileCustomers(), { createdAt: hostileTexts[0] ?? "", partnerId: hostileTexts[1] ?? "" }),
} satisfies Record<string, Report>;

type Name = keyof typeof reports;

const names = Object.keys(reports) as Name[];
const screens = [360, 1280].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));
const views = names.flatMap((name) => screens.map((screen) => ({ name, ...screen })));
// What axe asks of forty customers it asks of three hundred, for ten times as long.
const judged = views.filter(
  ({ name, width, scheme }) => name !== "threeHundred" || (width === 360 && scheme === "dark"),
);

let browser: Browser;

function fileOf(name: Name): string {
  return join(folder, `${name}.html`);
}

interface Opened {
  readonly page: Page;
  /** Every address that was asked for. */
  readonly requests: readonly string[];
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

/** Opens a page, and closes it once it was used. */
async function withPage(
  name: Name,
  options: BrowserContextOptions,
  use: (opened: Opened) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  try {
    await page.goto(pathToFileURL(fileOf(name)).href);
    await use({ page, requests, complaints });
  } finally {
    await context.close();
  }
}

function screen(width: number, colorScheme: "light" | "dark" = "light"): BrowserContextOptions {
  return { viewport: { width, height: 800 }, colorScheme };
}

async function openAll(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Open all" });
  if ((await button.count()) > 0) await button.click();
}

async function expectToFit(page: Page): Promise<void> {
  expect(await probe<number>(page, "scrollable")).toBe(0);
  expect(await probe<string[]>(page, "overflowing")).toEqual([]);
}

/** Presses Tab until what has that text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await probe<string>(page, "focused")) === text) return;
  }
  throw new Error(`Tab does not reach ${text}`);
}

describe("pageOf in Chromium", () => {
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    for (const name of names) await writeFile(fileOf(name), pageOf(reports[name]));
    browser = await startChromium();
  });

  afterAll(() => browser.close());

  it.each(views)("fits $name into $width px, $scheme, closed and open", ({ name, width, scheme }) =>
    withPage(name, screen(width, scheme), async ({ page }) => {
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) });
      await expectToFit(page);
      await openAll(page);
      await probe(page, "scrolledToCustomers");
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}-open.png`) });
      await expectToFit(page);
    }),
  );

  it.each(judged)("has no fault that axe knows in $name at $width px, $scheme", ({ name, width, scheme }) =>
    withPage(name, screen(width, scheme), async ({ page }) => {
      expect(await accessibilityFaults(page)).toEqual([]);
    }),
  );

  it.each(screens)("has no fault that axe knows with all customers open at $width px, $scheme", ({ width, scheme }) =>
    withPage("forty", screen(width, scheme), async ({ page }) => {
      await openAll(page);
      expect(await accessibilityFaults(page)).toEqual([]);
    }),
  );

  it.each(names)("asks for nothing but the file of %s", (name) =>
    withPage(name, screen(1280), async ({ page, requests, complaints }) => {
      await openAll(page);
      await page.mouse.move(300, 600);
      expect(requests).toEqual([pathToFileURL(fileOf(name)).href]);
      expect(complaints).toEqual([]);
    }),
  );

  it("runs nothing that stands in a name", () =>
    withPage("hostile", screen(1280), async ({ page }) => {
      await openAll(page);
      for (const name of await page.locator("tbody .name").all()) await name.hover();
      expect(await probe<string>(page, "wasHacked")).toBe("undefined");
    }));

  it("refuses a request that something in the page would make", () =>
    withPage("one", screen(1280), async ({ page, complaints }) => {
      const failed = page.waitForEvent("requestfailed");
      await page.evaluate(`new Promise((resolve) => {
        addEventListener("securitypolicyviolation", resolve, { once: true });
        document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/a.png" }));
      })`);
      expect((await failed).failure()?.errorText).toBe("csp");
      expect(complaints).toEqual([expect.stringMatching(/Content Security Policy/)]);
    }));

  it("sorts by a head that the keyboard reaches, and says so", () =>
    withPage("forty", screen(1280), async ({ page }) => {
      const order = () => probe<string[]>(page, "names");
      const given = await order();
      const sorted = [...given].sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
      await tabTo(page, "Customer");
      await page.keyboard.press("Enter");
      expect(await order()).toEqual(sorted);
      expect(await probe<string[]>(page, "sorts")).toEqual(["ascending", "none", "none", "none"]);
      await page.keyboard.press("Space");
      expect(await order()).toEqual(sorted.reverse());
      expect(await probe<string[]>(page, "sorts")).toEqual(["descending", "none", "none", "none"]);
      expect(await probe<string>(page, "focused")).toBe("Customer");
    }));

  it("sorts verdicts by urgency, and keeps the order within one", () =>
    withPage("forty", screen(360), async ({ page }) => {
      const verdicts = () => page.locator("tbody tr:first-child .badge").allTextContents();
      await page.getByRole("button", { name: "Customer", exact: true }).click();
      await page.getByRole("button", { name: "Verdict" }).click();
      expect([...new Set(await verdicts())]).toEqual(["error", "not expected", "partly", "unknown", "expected"]);
      const failed = (await probe<string[]>(page, "names")).slice(0, 2);
      expect(failed).toEqual([...failed].sort());
      expect(await probe<string[]>(page, "sorts")).toEqual(["none", "ascending", "none", "none"]);
    }));

  it("opens a customer by keyboard", () =>
    withPage("one", screen(1280), async ({ page }) => {
      await tabTo(page, "Subscriptions covered");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await probe<number>(page, "identitiesSeen")).toBe(1);
    }));

  it.each([360, 1280])("is a table to assistive technology at %i px", (width) =>
    withPage("forty", screen(width), async ({ page }) => {
      const found = await roles(page);
      expect(["table", "columnheader", "rowheader", "row"].map((role) => found.get(role))).toEqual([1, 4, 40, 81]);
    }),
  );

  it("is whole without script: a table in the given order, with customers that open", () =>
    withPage("forty", { ...screen(360), javaScriptEnabled: false }, async ({ page }) => {
      expect(await page.getByRole("button").count()).toBe(0);
      await page.locator("summary").first().click();
      expect(await page.locator(".identities").first().isVisible()).toBe(true);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".identities").last().isVisible()).toBe(true);
    }));

  it("shows all identities on paper, and closes them afterwards", () =>
    withPage("forty", screen(1280, "dark"), async ({ page }) => {
      const pdf = await page.pdf({ path: join(folder, "forty.pdf"), format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(5);
      expect(await page.locator("details[open]").count()).toBe(0);
    }));
});
