import { singleLine } from "../../text";
import { paragraph, tableText } from "../table";
import type { CustomerResult, Report } from "./types";
import {
  atMost,
  byAttention,
  causesOf,
  counted,
  customerNames,
  failuresOf,
  reasonIds,
  remedyText,
  seenText,
  statusWords,
  summaryOf,
} from "./words";

/** How much is written out of one cause, and of a list; `--json` has all of it. */
const most = { names: 5, texts: 2, problems: 20 };

/** The report for people: a line for each customer, the causes with their remedies, and a summary at the end. */
export function reportText(report: Report, columns?: number): string {
  const { customers, problems } = report;
  const line = (indent: number) => (text: string) => paragraph(singleLine(text), indent, columns);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}\n${lines.join("")}`];
  const name = customerNames(customers);
  const single = customers.filter(({ isSinglePointOfFailure }) => isSinglePointOfFailure);
  return [
    ...(customers.length === 0 ? [] : [customerTable(report, columns)]),
    ...section(
      "Reasons",
      causesOf(customers).flatMap(({ id, customers: having, texts, remedies }) => [
        line(2)(`${id}, ${counted(having.length, "customer")}: ${atMost(having.map(name), most.names).join(", ")}`),
        ...atMost(texts, most.texts).map(line(4)),
        ...atMost(remedies.map(remedyText), most.texts).map(line(4)),
      ]),
    ),
    ...section(
      "Not read",
      failuresOf(customers)
        .slice(0, most.problems)
        .flatMap(({ text, who }) => [
          line(2)(`${counted(who.length, "identity", "identities")}: ${atMost(who, most.names).join("; ")}`),
          line(4)(text),
        ]),
    ),
    ...section(
      "Problems",
      atMost(
        problems.map(({ text }) => text),
        most.problems,
      ).map(line(2)),
    ),
    ...section(
      "Single points of failure",
      single.length === 0 ? [] : [line(2)(atMost(single.map(name), most.problems).join(", "))],
    ),
    line(0)(summaryOf(report)),
  ].join("\n");
}

function customerTable({ customers }: Report, columns: number | undefined): string {
  const name = customerNames(customers);
  const hasInsights = customers.some(({ insights }) => insights !== undefined);
  const head = ["CUSTOMER", "STATUS", "COVERED", "IDENTITIES", ...(hasInsights ? ["SEEN"] : []), "WHY"];
  const rows = byAttention(customers).map((customer) => [
    name(customer),
    statusWords[customer.status],
    `${customer.subscriptions.covered}/${customer.subscriptions.total}`,
    identitiesText(customer),
    ...(hasInsights ? [seenText(customer)] : []),
    reasonIds(customer).join(", ") || "-",
  ]);
  return tableText(head, rows, columns);
}

/** Those that count, of all, each once; `!` where one of them is a single point of failure. */
export function identitiesText({ identitiesThatCount, isSinglePointOfFailure, rows }: CustomerResult): string {
  const all = new Set(rows.map((row) => row.objectId ?? row));
  return `${identitiesThatCount}/${all.size}${isSinglePointOfFailure ? " !" : ""}`;
}
