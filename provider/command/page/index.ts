import { createHash } from "node:crypto";
import { quotable } from "../../text";
import { minuteText } from "../minuteText";
import type { Report } from "../report/types";
import { html, Markup, nothing } from "./markup";
import { checkedOf, picture } from "./picture";
import { script } from "./script";
import { styles } from "./styles";
import { customerTable } from "./table";
import { badge, meanings, verdicts } from "./verdicts";

/**
 * A report as one HTML file, for screens of any size and for paper. It asks for nothing from anywhere, and its content
 * security policy has the browser refuse whatever would.
 */
export function pageOf(report: Report): string {
  const title = `Partner admin links of ${customerCount(report.totals.customers)}`;
  return `${
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${policy}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="no-referrer" />
          <title>${title}, ${minuteText(report.createdAt)}</title>
          ${style}
        </head>
        <body>
          <header>
            <h1>${title}</h1>
            <p>${madeOf(report)}</p>
          </header>
          <main>
            ${report.isComplete ? nothing : incompleteNote}
            <section aria-labelledby="coverage">
              <h2 id="coverage">Coverage</h2>
              ${coverageOf(report)}
            </section>
            ${customersOf(report)} ${problemsOf(report)}
          </main>
          <footer>${glossary}</footer>
          ${behaviour}
        </body>
      </html>`.text
  }\n`;
}

// Whole elements: the policy's hashes are those of their text, to the last blank.
const style = new Markup(`<style>${styles}</style>`);
const behaviour = new Markup(`<script>${script}</script>`);

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(styles)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** As a content security policy names an inline style or script. */
function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function madeOf({ createdAt, partnerId }: Report): Markup {
  const time = html`<time datetime="${createdAt}">${minuteText(createdAt)}</time>`;
  return html`Created ${time}${partnerId === undefined ? nothing : html` for partner ID ${partnerId}`}`;
}

const incompleteNote = html`<p class="incomplete">
  <strong>Incomplete.</strong> The report was ended before every customer was checked. Those of whom nothing was read
  are not listed.
</p>`;

function coverageOf({ totals }: Report): Markup {
  const checked = checkedOf(totals);
  if (checked === 0) return html`<p class="lead">No customer was checked.</p>`;
  return html`<p class="lead">
      The links of <strong>${totals.expected} of ${customerCount(checked)}</strong> can be expected to count.
    </p>
    ${picture(totals)}
    <p>${singleText(totals.singlePointsOfFailure)}</p>`;
}

function singleText(count: number): Markup {
  if (count === 0) return html`No customer rests on a single identity.`;
  return html`<strong>${customerCount(count)}</strong> ${count === 1 ? "rests" : "rest"} on a single identity
    <span class="single">single point of failure</span>`;
}

function customersOf({ customers }: Report): Markup {
  if (customers.length === 0) return nothing;
  return html`<section aria-labelledby="customers">
    <div class="heading"><h2 id="customers">Customers</h2></div>
    ${customerTable(customers)}
  </section>`;
}

function problemsOf({ problems }: Report): Markup {
  if (problems.length === 0) return nothing;
  return html`<section aria-labelledby="problems">
    <h2 id="problems">What could not be read</h2>
    <ul class="problems">
      ${problems.map(
        ({ line, text }) =>
          html`<li>${line === undefined ? nothing : html`<b>Line ${line}:</b> `}${quotable(text)}</li> `,
      )}
    </ul>
  </section>`;
}

const glossary = html`<h2>What the words mean</h2>
  <dl>
    ${verdicts.map(
      (verdict) =>
        html`<div>
          <dt>${badge(verdict)}</dt>
          <dd>${meanings[verdict]}</dd>
        </div> `,
    )}
    <div>
      <dt><span class="single">single point of failure</span></dt>
      <dd>One identity alone covers the customer: without it, or without its link, nothing counts.</dd>
    </div>
  </dl>
  <p>Microsoft decides what counts, and its reports lag: AzureUsage is refreshed about every four days.</p>`;

function customerCount(count: number): string {
  return count === 1 ? "1 customer" : `${count} customers`;
}
