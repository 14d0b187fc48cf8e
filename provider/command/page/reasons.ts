import type { ReportRow } from "../report/types";
import { html, type Markup, nothing, prose } from "./markup";

type Reason = ReportRow["reasons"][number];

/** How many findings of one kind stand open; the rest can be opened. */
const most = 5;

/** Reasons by kind: what was found, and below it what to do. */
export function reasonList(reasons: readonly Reason[]): Markup {
  if (reasons.length === 0) return nothing;
  const kinds = [...groupBy(reasons, ({ id }) => id)];
  return html`<dl class="reasons">
    ${kinds.map(
      ([id, same]) =>
        html`<div>
          <dt><code>${id}</code></dt>
          <dd>${firstAndRest([...groupBy(same, ({ remedy }) => remedy)].map(findings))}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Findings with one remedy, which is said once. */
function findings([remedy, found]: readonly [string, readonly Reason[]]): Markup {
  const texts = [...new Set(found.map(({ text }) => text))].map((text) => html`<p>${prose(text)}</p>`);
  return html`${firstAndRest(texts)}${remedy === "" ? nothing : html`<p class="remedy"><b>Remedy:</b> ${prose(remedy)}</p>`}`;
}

function firstAndRest(parts: readonly Markup[]): Markup {
  // One more takes no more room than the line that offers it.
  if (parts.length <= most + 1) return html`${parts}`;
  return html`${parts.slice(0, most)}
    <details class="rest">
      <summary>and ${parts.length - most} more</summary>
      ${parts.slice(most)}
    </details>`;
}

function groupBy(reasons: readonly Reason[], key: (reason: Reason) => string): Map<string, Reason[]> {
  const groups = new Map<string, Reason[]>();
  for (const reason of reasons) {
    const same = groups.get(key(reason));
    if (same === undefined) groups.set(key(reason), [reason]);
    else same.push(reason);
  }
  return groups;
}
