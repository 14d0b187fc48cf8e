import type { Identity } from "../../../provider/azure/identity";
import { drifted, willLink } from "../../../provider/runtime/messages";
import { readPage } from "../../support/markdown";

describe("README", () => {
  const text = readPage("README.md");

  it("has at most 200 lines", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  });

  it("has at most 1,600 words", () => {
    expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(1600);
  });

  // Where there is no CLI, nothing else notices that its recorded output is out of date.
  it("shows messages as the runtime has them now", () => {
    const identity = { label: /will link (.*\)) to 123456$/m.exec(text)?.[1] } as Identity;
    expect(text).toContain(`    ${willLink(identity, "123456")}\n`);
    const live = { partnerId: "654321", partnerName: "Northwind Services" };
    const warning = `    warning: ${drifted(identity, live, "123456")} (PAL_DRIFT)\n`;
    expect(text).toContain(warning);
    expect(readPage("examples/quickstart/README.md")).toContain(warning);
  });
});

describe("the figures that pages quote from docs/performance.md", () => {
  const quotedIn = (page: string): string[] =>
    [...readPage(page).matchAll(/([\d.]+ s)(?:\]| \(\[measured\])\((?:docs\/)?performance\.md/g)].map(
      ([, figure = ""]) => figure,
    );

  it.each(["README.md", "docs/comparison.md", "docs/manyCustomers.md"])("in %s are those that stand there", (page) => {
    const figures = readPage("docs/performance.md");
    const quoted = quotedIn(page);
    expect(quoted).not.toEqual([]);
    expect(quoted.filter((figure) => !figures.includes(`| ${figure} `))).toEqual([]);
  });
});
