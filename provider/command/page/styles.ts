/** The page's styles: system fonts, one column, and colours that a verdict's word never depends on. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f7f7f5; --paper: #ffffff; --text: #1f2428; --quiet: #59626b; --line: #e2e4e6; --accent: #27598f;
  --expected: #2f7d5b; --expected-soft: #e6f3ec; --expected-text: #1d5a40;
  --partly: #d9a237; --partly-soft: #fbf2dc; --partly-text: #6d4a06;
  --notExpected: #b4493b; --notExpected-soft: #fae8e4; --notExpected-text: #8a2d21;
  --unknown: #8a96a3; --unknown-soft: #edf0f2; --unknown-text: #46505a;
  --error: #5b5587; --error-soft: #ebe9f4; --error-text: #443f6b;
  --on-dark: #ffffff; --on-light: #1f2428;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #15181b; --paper: #1c2024; --text: #e5e8ea; --quiet: #a4adb5; --line: #31373d; --accent: #8ab8ea;
    --expected: #4aa37d; --expected-soft: #17332a; --expected-text: #a3dfc4;
    --partly: #dba848; --partly-soft: #382c14; --partly-text: #f0cf8d;
    --notExpected: #d3705f; --notExpected-soft: #40211c; --notExpected-text: #f5b7ac;
    --unknown: #8592a0; --unknown-soft: #2a3037; --unknown-text: #c6cfd8;
    --error: #8f88c4; --error-soft: #2b2845; --error-text: #cbc6f0;
    --on-dark: #101315; --on-light: #101315;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 2rem; max-width: 72rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
}
h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.4; font-weight: 650; }
ul { list-style: none; }
code { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
header p, .address, .ids, .insights, dt, caption { color: var(--quiet); }
header p { margin-top: 0.25rem; }
section { margin-top: 1.5rem; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
.hidden, caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.incomplete {
  margin-top: 1.5rem; padding: 0.75rem 1rem; border: 1px solid var(--partly); border-left-width: 6px; border-radius: 8px;
  background: var(--partly-soft); color: var(--partly-text);
}

.lead { margin: 0.25rem 0 1rem; font-size: 1.25rem; line-height: 1.4; }
.bar { display: block; border-radius: 8px; }
.bar > rect { stroke: var(--paper); stroke-width: 2; }
.bar text { font-size: 0.9375rem; font-weight: 650; text-anchor: middle; dominant-baseline: central; }
.fill { stroke: none; }
.fill path { fill: none; stroke: var(--paper); stroke-opacity: 0.28; stroke-width: 1.5; }
.fill circle { fill: var(--paper); fill-opacity: 0.4; }
.fill.expected > rect { fill: var(--expected); } .on-expected { fill: var(--on-dark); }
.fill.partly > rect { fill: var(--partly); } .on-partly { fill: var(--on-light); }
.fill.notExpected > rect { fill: var(--notExpected); } .on-notExpected { fill: var(--on-dark); }
.fill.unknown > rect { fill: var(--unknown); } .on-unknown { fill: var(--on-light); }
.fill.error > rect { fill: var(--error); } .on-error { fill: var(--on-dark); }
.bar, .swatch, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; forced-color-adjust: none; }
.totals { display: flex; flex-wrap: wrap; gap: 0.5rem 1.75rem; margin: 1rem 0; }
.swatch { vertical-align: -1px; margin-right: 0.125rem; }
.zero { color: var(--quiet); }

.badge, .single { display: inline-block; padding: 0.0625rem 0.5rem; border-radius: 999px; font-size: 0.875rem; line-height: 1.4; white-space: nowrap; }
.badge { border: 1px solid transparent; font-weight: 600; }
.single { border: 1px dashed currentColor; }
p > .single { margin-left: 0.25rem; }
.badge.expected { background: var(--expected-soft); color: var(--expected-text); }
.badge.partly { background: var(--partly-soft); color: var(--partly-text); }
.badge.notExpected { background: var(--notExpected-soft); color: var(--notExpected-text); }
.badge.unknown { background: var(--unknown-soft); color: var(--unknown-text); }
.badge.error { background: var(--error-soft); color: var(--error-text); }

button { font: inherit; color: inherit; cursor: pointer; background: none; border: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.heading { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
.toggle { padding: 0.125rem 0.75rem; border: 1px solid var(--line); border-radius: 999px; font-size: 0.875rem; }
.toggle:hover, thead button:hover { color: var(--accent); }
table { width: 100%; margin-top: 0.75rem; border-spacing: 0; }
thead th { overflow-wrap: break-word; padding: 0.5rem 1rem 0.5rem 0; color: var(--quiet); font-size: 0.875rem; font-weight: 600; text-align: left; vertical-align: bottom; }
thead button { padding: 0; font-weight: 600; text-align: left; }
th[aria-sort="ascending"] button::after { content: " \\2191"; content: " \\2191" / ""; }
th[aria-sort="descending"] button::after { content: " \\2193"; content: " \\2193" / ""; }
th[aria-sort] button { color: var(--text); }
tbody > tr:first-child > * { border-top: 1px solid var(--line); }
tbody th, td { padding: 0.75rem 1rem 0 0; text-align: left; vertical-align: top; font-weight: 400; }
tbody th { width: 46%; }
.name, .address { display: block; overflow: hidden; }
.name { font-weight: 600; }
.address, .insights, .ids { font-size: 0.875rem; }
.insights, td .single { display: block; width: fit-content; margin-top: 0.25rem; }
.unit { display: none; }
.more td { padding: 0.25rem 0 0.75rem; }

summary { cursor: pointer; color: var(--accent); font-size: 0.875rem; }
.ids { margin-left: 0.5rem; }
.identities > li { margin-top: 0.75rem; padding: 0.75rem 1rem; background: var(--page); border-radius: 8px; }
.identity { overflow: hidden; font-weight: 600; }
.identity .badge { margin-left: 0.25rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: 0.5rem 1.5rem; margin-top: 0.5rem; }
.facts dt, .facts dd { font-size: 0.875rem; }
.facts .wide { grid-column: span 2; }
.failure, .reasons { margin-top: 0.75rem; font-size: 0.9375rem; }
.reasons > div { margin-top: 0.75rem; padding-left: 0.75rem; border-left: 3px solid var(--line); }
.reasons dt { font-weight: 600; }
.remedy { color: var(--quiet); }
.reasons .remedy + p { margin-top: 0.5rem; }
.problems li { margin-top: 0.5rem; }

footer { margin-top: 2rem; color: var(--quiet); font-size: 0.875rem; }
footer h2 { font-size: 1rem; color: var(--text); }
footer dl { margin: 0.75rem 0; }
footer dl > div { display: grid; grid-template-columns: 12rem 1fr; align-items: baseline; gap: 0.25rem 1rem; margin-top: 0.375rem; }

@media screen and (max-width: 40rem) {
  body { padding: 1.25rem 1rem; }
  h1 { font-size: 1.5rem; }
  section { padding: 1rem; }
  .totals { display: grid; grid-template-columns: repeat(2, auto); justify-content: start; gap: 0.375rem 1rem; }
  table, tbody, tbody th, td { display: block; width: auto; }
  thead { display: none; }
  .sortable thead { display: block; }
  .sortable thead tr::before { content: "Sort by"; padding: 0.25rem 0; color: var(--quiet); font-size: 0.875rem; }
  .sortable thead tr { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; padding-bottom: 0.75rem; }
  .sortable thead th { padding: 0; }
  .sortable thead button { padding: 0.25rem 0.75rem; border: 1px solid var(--line); border-radius: 999px; }
  tbody tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; padding-top: 0.75rem; }
  tbody { border-top: 1px solid var(--line); }
  tbody > tr:first-child > * { padding: 0; border: 0; }
  tbody th { flex: 1 1 100%; }
  .more { padding: 0.25rem 0 0.75rem; }
  .more td { flex: 1 1 100%; padding: 0; min-width: 0; }
  .unit { display: inline; }
  .insights, td .single { display: inline-block; margin: 0 0 0 0.25rem; }
  .facts { display: block; }
  .facts > div { display: grid; grid-template-columns: 7rem 1fr; gap: 0 0.5rem; margin-top: 0.25rem; }
  .identities > li { padding: 0.75rem; }
  footer dl > div { grid-template-columns: 1fr; margin-top: 0.75rem; }
}

@media print {
  @page { margin: 16mm 14mm; }
  :root { font-size: 8.5pt; }
  body { padding: 0; max-width: none; background: none; }
  section { padding: 0; border: 0; }
  .toggle { display: none; }
  .badge { border-color: currentColor; }
  .unit { display: inline; }
  .facts { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; }
  .facts > div { display: flex; gap: 0.5rem; }
  .identities > li { padding: 0 0 0 0.75rem; background: none; border-left: 3px solid var(--line); border-radius: 0; }
  details::details-content { content-visibility: visible; height: auto; }
  summary { list-style: none; color: var(--quiet); }
  summary::-webkit-details-marker { display: none; }
  .rest > summary { display: none; }
  thead, tr:first-child, p, .facts { break-inside: avoid; }
  h2, .identity, tbody > tr:first-child, .reasons dt, p:has(+ .remedy) { break-after: avoid; }
}
`;
