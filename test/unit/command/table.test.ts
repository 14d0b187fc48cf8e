import fc from "fast-check";
import stringWidth = require("string-width");
import { paragraph, tableText } from "../../../provider/command/table";

const head = ["NAME", "ROLE", "WHY"];
const rows = [
  ["Shop", "Support Request Contributor", ""],
  ["日本 本番", "Owner", "onlyWhileActive"],
];

const unlimited = `\
NAME       ROLE                         WHY
Shop       Support Request Contributor
日本 本番  Owner                        onlyWhileActive
`;

describe("tableText", () => {
  it.each([undefined, 200, 55])("has a line a row where it has room (%s)", (columns) => {
    expect(tableText(head, rows, columns)).toBe(unlimited);
  });

  it("wraps cells between words to fit a terminal", () => {
    expect(tableText(head, rows, 44)).toBe(`\
NAME       ROLE              WHY
Shop       Support Request
           Contributor
日本 本番  Owner             onlyWhileActive
`);
  });

  it("breaks words where a terminal has no room for them, and loses nothing", () => {
    expect(tableText(head, rows, 24)).toBe(`\
NAME  ROLE      WHY
Shop  Support
      Request
      Contribu
      tor
日本  Owner     onlyWhil
本番            eActive
`);
  });

  it("has its heads alone without rows", () => {
    expect(tableText(head, [])).toBe("NAME  ROLE  WHY\n");
  });

  it("lays out long lists as short ones", () => {
    const many = Array.from({ length: 250 }, (_, index) => [`subscription ${index}`, "Owner", "-"]);
    const lines = tableText(head, many, 80).split("\n");
    expect(lines).toHaveLength(252);
    expect(lines[250]).toBe("subscription 249  Owner  -");
  });

  const word = fc.string({ unit: fc.constantFrom("a", "-", "本", "😀", "👨‍👩‍👧", "é"), minLength: 1, maxLength: 20 });
  const cell = fc.array(word, { maxLength: 3 }).map((words) => words.join(" "));

  it("is never wider than the terminal and keeps every character", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }),
        fc.integer({ min: 14, max: 120 }),
        (cells, columns) => {
          const text = tableText(["A", "B", "C"], cells, columns);
          expect(Math.max(...text.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
          const sorted = (written: string): string[] => Array.from(written.replace(/\s/g, "")).sort();
          expect(sorted(text)).toEqual(sorted(`ABC${cells.flat().join("")}`));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("paragraph", () => {
  it.each([
    { text: "one two three", indent: 2, columns: undefined, lines: "  one two three\n" },
    { text: "one two three", indent: 2, columns: 15, lines: "  one two three\n" },
    { text: "one two three", indent: 2, columns: 12, lines: "  one two\n  three\n" },
    { text: "一二三四五六", indent: 1, columns: 8, lines: " 一二三\n 四五六\n" },
    { text: "abcdef", indent: 4, columns: 5, lines: "    abc\n    def\n" },
  ])("indents $text by $indent in $columns columns", ({ text, indent, columns, lines }) => {
    expect(paragraph(text, indent, columns)).toBe(lines);
  });
});
