import { singleLine } from "../../text";
import { identitiesText } from "./tableText";
import type { Report } from "./types";
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

/** GitHub drops a job summary that is larger than 1 MiB. */
const most = { customers: 1000, names: 10, texts: 3, problems: 100 };

/** The report for a job summary. */
export function reportMarkdown(report: Report): string {
  const { customers, problems, createdAt } = report;
  const name = customerNames(customers);
  const item = (text: string, indent = ""): string => `${indent}- ${text}\n`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`### ${title}\n\n${lines.join("")}`];
  return [
    `## Partner admin links\n`,
    `${escaped(summaryOf(report))}. Read ${createdAt.slice(0, 16).replace("T", " ")} UTC.\n`,
    ...(customers.length === 0 ? [] : [customerTable(report)]),
    ...section(
      "Reasons",
      causesOf(customers).map(({ id, customers: having, texts, remedies }) => {
        const names = atMost(having.map(name), most.names).join(", ");
        const details = [...atMost(texts, most.texts), ...atMost(remedies.map(remedyText), most.texts)];
        return [
          item(`**${escaped(id)}**, ${counted(having.length, "customer")}: ${escaped(names)}`),
          ...details.map((text) => item(escaped(text), "  ")),
        ].join("");
      }),
    ),
    ...section(
      "Not read",
      failuresOf(customers)
        .slice(0, most.problems)
        .map(({ text, who }) => item(`${escaped(atMost(who, most.names).join("; "))}: ${escaped(text)}`)),
    ),
    ...section(
      "Problems",
      atMost(
        problems.map(({ text }) => text),
        most.problems,
      ).map((text) => item(escaped(text))),
    ),
  ].join("\n");
}

function customerTable({ customers }: Report): string {
  const name = customerNames(customers);
  const hasInsights = customers.some(({ insights }) => insights !== undefined);
  const head = ["Customer", "Status", "Covered", "Identities", ...(hasInsights ? ["Seen"] : []), "Why"];
  const sorted = byAttention(customers);
  const rows = sorted
    .slice(0, most.customers)
    .map((customer) => [
      name(customer),
      statusWords[customer.status],
      `${customer.subscriptions.covered}/${customer.subscriptions.total}`,
      identitiesText(customer),
      ...(hasInsights ? [seenText(customer)] : []),
      reasonIds(customer).join(", "),
    ]);
  const rest = sorted.length - rows.length;
  return [
    row(head),
    row(head.map(() => "---")),
    ...rows.map((cells) => row(cells.map(escaped))),
    ...(rest > 0 ? [`\nand ${rest} more customers\n`] : []),
  ].join("");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** What would be markup, HTML, a mention, a formula or a link, or begins a list or a heading. */
const special = /[\\`*_{}[\]<>&|~@$#]|:(?=\/\/)|(?<=www)\.|^[-+=]|(?<=^\d+)[.)]/gi;

/** Text of others as it is. */
export function escaped(text: string): string {
  return singleLine(text).replace(special, (character) => `&#${character.charCodeAt(0)};`);
}
