import { singleLine } from "../../text";

/** HTML that may stand in a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template takes: text is escaped, markup is not. */
export type Content = string | number | Markup | readonly Markup[];

export const nothing = new Markup("");

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Marks on a letter beyond what any language has: they reach over the lines above and below. */
const stacked = /(\p{M}{5})\p{M}+/gu;

/** Text for an element or a quoted attribute: one line, nothing of which is markup or changes the direction of reading. */
export function escaped(text: string): string {
  return singleLine(text)
    .replace(stacked, "$1")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A sentence, with what stands between backticks set as code. */
export function prose(text: string): Markup {
  return new Markup(escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>"));
}

/**
 * HTML with values put in. Every string is escaped here and nowhere else, so that none can be forgotten.
 *
 * @example html`<td title="${customer}">${customer}</td>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const [first = "", ...others] = parts.map((part) => part.replace(/\n\s+/g, "\n"));
  return new Markup(others.reduce((text, part, index) => `${text}${rendered(values[index] ?? "")}${part}`, first));
}

function rendered(value: Content): string {
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join("");
}
