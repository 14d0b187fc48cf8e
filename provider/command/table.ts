import Table = require("cli-table3");
import stringWidth = require("string-width");

/** Blanks between two columns. */
const gap = "  ";

/** Width below which nothing can be read. */
const narrowest = 3;

/** Rows that are laid out at a time: the library takes four times as long for twice as many. */
const batch = 100;

const invisible = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
];
const chars = { ...Object.fromEntries(invisible.map((name) => [name, ""])), middle: gap };
const style = { head: [], border: [], "padding-left": 0, "padding-right": 0 };

/**
 * Rows below their heads, in columns. On a terminal, cells are wrapped so that it is wide enough; nothing is cut. Anywhere
 * else a row is a line, however long.
 */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[], columns?: number): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => stringWidth(row[column] ?? ""))));
  if (columns === undefined) return inColumns(all, widths);
  const words = head.map((_, column) => Math.max(...all.map((row) => longestWord(row[column] ?? ""))));
  return inColumns(all, fitted(widths, words, columns - gap.length * (head.length - 1)));
}

/** A paragraph in indented lines, no longer than the terminal is wide. */
export function paragraph(text: string, indent: number, columns?: number): string {
  const width = columns === undefined ? stringWidth(text) : Math.max(columns - indent, narrowest);
  return inColumns([[text]], [width]).replace(/^(?=.)/gm, " ".repeat(indent));
}

function inColumns(rows: readonly (readonly string[])[], widths: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < rows.length; start += batch) {
    const table = new Table({ chars, style, colWidths: [...widths], wordWrap: true });
    for (const row of rows.slice(start, start + batch))
      table.push(widths.map((width, column) => breakWords(row[column] ?? "", width)));
    parts.push(...table.toString().split("\n"));
  }
  return parts.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Makes the widest column narrower until all have room: down to its longest word first, then further. */
function fitted(natural: readonly number[], words: readonly number[], room: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (const least of [words, words.map(() => narrowest)]) {
    while (excess > 0) {
      const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
      const widest = Math.max(...spare);
      if (widest <= narrowest) break;
      widths[spare.indexOf(widest)] = widest - 1;
      excess -= 1;
    }
  }
  return widths;
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => stringWidth(word)));
}

/** With words that are longer than a line broken, between characters that are whole: the library would cut them off. */
function breakWords(text: string, width: number): string {
  return text.replace(/\S+/g, (word) => (stringWidth(word) <= width ? word : broken(word, width)));
}

const segmenter = new Intl.Segmenter();

function broken(word: string, width: number): string {
  const pieces = [""];
  for (const { segment } of segmenter.segment(word)) {
    const last = pieces[pieces.length - 1] ?? "";
    if (last !== "" && stringWidth(last + segment) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces.join("\n");
}
