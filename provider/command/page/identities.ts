import type { ReportRow } from "../report/types";
import { minuteText } from "../minuteText";
import { quotable } from "../../text";
import { type Content, html, type Markup, nothing } from "./markup";
import { reasonList } from "./reasons";
import { badge } from "./verdicts";

/** Each identity of a customer: what is known of it, and why it counts or does not. */
export function identityList(rows: readonly ReportRow[]): Markup {
  return html`<ul class="identities">
    ${rows.map(
      (row) =>
        html`<li>
          <p class="identity"><bdi>${nameOf(row)}</bdi> ${badge(row.status)}</p>
          <dl class="facts">
            ${factsOf(row).map(
              ({ label, value, isWide = false }) =>
                html`<div class="${isWide ? "wide" : ""}">
                  <dt>${label}</dt>
                  <dd>${value}</dd>
                </div> `,
            )}
          </dl>
          ${row.error === undefined ? nothing : html`<p class="failure"><code>${row.error.code}</code> ${row.error.text}</p>`}
          ${reasonList(row.reasons)}
        </li> `,
    )}
  </ul>`;
}

function nameOf({ identity, objectId, line }: ReportRow): string {
  const name = quotable(identity ?? "");
  if (name !== "") return name;
  return objectId ?? (line === undefined ? "Identity not known" : `Identity of line ${line}`);
}

interface Fact {
  readonly label: string;
  readonly value: Content;
  /** Wants the room of two. */
  readonly isWide?: boolean;
}

function factsOf(row: ReportRow): Fact[] {
  const { objectId, line, checkedAt, insights, error } = row;
  return [
    ...(error === undefined ? coverageOf(row) : []),
    ...(insights === undefined ? [] : [{ label: "AzureUsage", value: seen[insights] }]),
    ...(objectId === undefined ? [] : [{ label: "Object ID", value: html`<code>${objectId}</code>`, isWide: true }]),
    ...(checkedAt === undefined ? [] : [{ label: "Checked", value: minuteText(checkedAt) }]),
    ...(line === undefined ? [] : [{ label: "Customers file", value: `line ${line}` }]),
  ];
}

export const seen = { seen: "seen", notSeen: "not seen" } as const;

function coverageOf({ linkedTo, subscriptions, bestRole, usage }: ReportRow): Fact[] {
  return [
    { label: "Linked to", value: linkedTo === undefined ? "no partner" : partnerText(linkedTo) },
    { label: "Subscriptions covered", value: `${subscriptions.covered} of ${subscriptions.total}` },
    { label: "Best role", value: bestRole === undefined ? "none" : html`<bdi>${quotable(bestRole)}</bdi>` },
    { label: "Usage", value: usage },
  ];
}

function partnerText({ partnerId, partnerName }: NonNullable<ReportRow["linkedTo"]>): Content {
  const name = quotable(partnerName ?? "");
  return name === "" ? partnerId : html`<bdi>${name}</bdi> (${partnerId})`;
}
