import type { CustomerResult } from "../report/types";
import { quotable } from "../../text";
import { identityList, seen } from "./identities";
import { html, type Markup, nothing } from "./markup";
import { badge, urgencyOf } from "./verdicts";

/** A body of two rows for each customer: what is sorted, and what can be opened. */
export function customerTable(customers: readonly CustomerResult[]): Markup {
  return html`<table>
    <caption>
      Customers
    </caption>
    <thead>
      <tr>
        <th scope="col" data-sort="text">Customer</th>
        <th scope="col" data-sort="number">Verdict</th>
        <th scope="col" data-sort="number">Identities that count</th>
        <th scope="col" data-sort="number">Subscriptions covered</th>
      </tr>
    </thead>
    ${customers.map(customerBody)}
  </table>`;
}

function customerBody(customer: CustomerResult): Markup {
  const { status, identitiesThatCount, isSinglePointOfFailure } = customer;
  const name = nameOf(customer);
  return html`<tbody>
    <tr>
      <th scope="row" data-value="${name}">
        <span class="name"><bdi>${name}</bdi></span>
        ${addressesOf(customer, name).map((address) => html`<span class="address"><bdi>${address}</bdi></span> `)}
      </th>
      <td data-value="${urgencyOf(status)}">${badge(status)}${insightsOf(customer)}</td>
      <td data-value="${identitiesThatCount}">
        ${identitiesThatCount}<span class="unit">
          ${identitiesThatCount === 1 ? "identity counts" : "identities count"}</span
        >
        ${isSinglePointOfFailure ? html`<span class="single">single point of failure</span>` : nothing}
      </td>
      <td data-value="${shareOf(customer)}">${coverageText(customer)}</td>
    </tr>
    <tr class="more">
      <td colspan="4">${moreOf(customer, name)}</td>
    </tr>
  </tbody> `;
}

function nameOf({ customer, tenantId }: CustomerResult): string {
  return quotable(customer) || quotable(tenantId) || "Customer without a name";
}

function addressesOf({ domain, tenantId }: CustomerResult, name: string): string[] {
  return [quotable(domain ?? ""), quotable(tenantId)].filter((text) => text !== "" && text !== name);
}

/** One identity whose usage is seen is enough. */
function insightsOf({ rows }: CustomerResult): Markup {
  const [found] = rows.flatMap(({ insights }) => insights ?? []).sort((one) => (one === "seen" ? -1 : 1));
  return found === undefined ? nothing : html` <span class="insights">${seen[found]} in AzureUsage</span>`;
}

/** Customers of which no subscription is known come before those that have one. */
function shareOf({ subscriptions: { covered, total } }: CustomerResult): number {
  return total === 0 ? -1 : covered / total;
}

function coverageText({ status, subscriptions: { covered, total } }: CustomerResult): Markup {
  if (total === 0) return html`<span class="unit">subscriptions: </span>${status === "error" ? "not read" : "none"}`;
  return html`${covered} of ${total}<span class="unit"> subscriptions covered</span>`;
}

function moreOf({ rows }: CustomerResult, name: string): Markup {
  if (rows.length === 0) return html`No identity was checked.`;
  const ids = new Set(
    rows.flatMap(({ reasons, error }) => [...(error ? [error.code] : []), ...reasons.map(({ id }) => id)]),
  );
  return html`<details>
    <summary>
      ${rows.length === 1 ? "1 identity" : `${rows.length} identities`}<span class="hidden"> of ${name}</span>
      <span class="ids">${[...ids].join(", ")}</span>
    </summary>
    ${identityList(rows)}
  </details>`;
}
