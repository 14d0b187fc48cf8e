import { existsSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import { anchorsOf, linksOf, markdownFiles } from "../../support/markdown";

const root = resolve(__dirname, "../../..");

/** Why a relative link of a page leads nowhere; nothing for one that leads somewhere, and for an address on the web. */
function problemsOf(page: string, link: string): string[] {
  if (/^(https?|mailto):/.test(link)) return [];
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return [`${page}: there is no ${target}`];
  if (anchor === undefined || anchorsOf(target).includes(anchor)) return [];
  return [`${page}: ${target} has no heading for #${anchor}`];
}

describe("the Markdown files", () => {
  it("link only files and headings that exist", () => {
    const links = markdownFiles().flatMap((page) => linksOf(page).map((link) => ({ page, link })));
    expect(links.length).toBeGreaterThan(100);
    expect(links.flatMap(({ page, link }) => problemsOf(page, link))).toEqual([]);
  });
});
