import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** Scripts that run in the page: texts, for they are made of types that Node does not have. */
const texts = {
  /** Elements that are seen outside of the window's width, or whose content is wider than they are. */
  overflowing: `[...document.querySelectorAll("body, body *")]
    .filter((element) => element.checkVisibility() && !element.closest(".hidden, caption, svg"))
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      const isTooWide = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      return left < -0.5 || right > document.documentElement.clientWidth + 0.5 || isTooWide;
    })
    .map((element) => element.outerHTML.slice(0, 200))`,
  scrollable: `document.scrollingElement.scrollWidth - document.documentElement.clientWidth`,
  names: `[...document.querySelectorAll("tbody .name")].map((element) => element.textContent)`,
  sorts: `[...document.querySelectorAll("thead th")].map((head) => head.getAttribute("aria-sort") ?? "none")`,
  focused: `document.activeElement.textContent.trim()`,
  scrolledToCustomers: `document.querySelector("tbody")?.scrollIntoView()`,
  wasHacked: `String(globalThis.wasHacked)`,
  identitiesSeen: `[...document.querySelectorAll(".identities > li")].filter((element) => element.checkVisibility({ contentVisibilityAuto: true }) && element.getBoundingClientRect().height > 0).length`,
};

export function probe<Result>(page: Page, name: keyof typeof texts): Promise<Result> {
  return page.evaluate<Result>(texts[name]);
}

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, a line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Through the debugger, which the page's content security policy does not concern.
  await page.evaluate(axe);
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ["violations", "incomplete"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " at " + target + ": " + failureSummary)))`,
  );
}

interface Node {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
}

/** How often each role occurs in the tree that assistive technology reads. */
export async function roles(page: Page): Promise<Map<string, number>> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: readonly Node[] };
  const counts = new Map<string, number>();
  for (const { ignored, role } of nodes) {
    if (!ignored && role !== undefined) counts.set(role.value, (counts.get(role.value) ?? 0) + 1);
  }
  return counts;
}
