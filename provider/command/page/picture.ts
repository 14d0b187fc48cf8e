import type { Report } from "../report/types";
import { html, type Markup, nothing } from "./markup";
import { verdicts, words } from "./verdicts";

/** Least width of a part of the bar, so that one customer of hundreds is seen. */
const leastShare = 0.012;

/** Shares of a phone's width that a digit and the room around a number take. */
const numberShares = { digit: 0.035, around: 0.025 };

/**
 * The picture of coverage: a bar with a part for each verdict, and under it what each part is. Parts differ by pattern
 * as well as by colour, and their order is that of the words.
 */
export function picture(totals: Report["totals"]): Markup {
  const parts = partsOf(totals);
  return html`<svg class="bar" role="img" aria-labelledby="bar-title bar-text" width="100%" height="44">
      <title id="bar-title">Customers by verdict</title>
      <desc id="bar-text">${textOf(totals)}</desc>
      <defs>${patterns}</defs>
      ${parts.map(
        ({ verdict, start, width }) =>
          html`<rect x="${percent(start)}" width="${percent(width)}" height="100%" fill="url(#fill-${verdict})" />`,
      )}
      ${parts.map(({ verdict, start, width }) =>
        width < numberShares.around + numberShares.digit * String(totals[verdict]).length
          ? nothing
          : html`<text class="on-${verdict}" x="${percent(start + width / 2)}" y="50%">${totals[verdict]}</text>`,
      )}
    </svg>
    <ul class="totals">
      ${verdicts.map(
        (verdict) =>
          html`<li class="${totals[verdict] === 0 ? "zero" : "some"}">
            <svg class="swatch" aria-hidden="true" width="14" height="14">
              <rect width="14" height="14" rx="3" fill="url(#fill-${verdict})" />
            </svg>
            <strong>${totals[verdict]}</strong> ${words[verdict]}
          </li> `,
      )}
    </ul>`;
}

/** Customers that have a verdict or an error; those that an ended run has not come to have none. */
export function checkedOf(totals: Report["totals"]): number {
  return verdicts.reduce((sum, verdict) => sum + totals[verdict], 0);
}

function textOf(totals: Report["totals"]): string {
  return `${verdicts.map((verdict) => `${words[verdict]} ${totals[verdict]}`).join(", ")}; ${checkedOf(totals)} in all`;
}

function partsOf(totals: Report["totals"]) {
  const checked = checkedOf(totals);
  const shown = verdicts.filter((verdict) => totals[verdict] > 0);
  const shares = shown.map((verdict) => Math.max(totals[verdict] / checked, leastShare));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let start = 0;
  return shown.map((verdict, index) => {
    const part = { verdict, start, width: (shares[index] ?? 0) / whole };
    start += part.width;
    return part;
  });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Marks on a tile of 8 by 8 that tell the parts apart without colour. */
const marks: Readonly<Record<(typeof verdicts)[number], Markup>> = {
  expected: nothing,
  partly: html`<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" />`,
  notExpected: nothing,
  unknown: html`<circle cx="2" cy="2" r="1" /><circle cx="6" cy="6" r="1" />`,
  error: html`<path d="M0 4H8M4 0V8" />`,
};

const patterns = verdicts.map(
  (verdict) =>
    html`<pattern id="fill-${verdict}" class="fill ${verdict}" patternUnits="userSpaceOnUse" width="8" height="8">
      <rect width="8" height="8" />${marks[verdict]}
    </pattern>`,
);
