import { quotable } from "../../text";
import { type Customer, isDeclared } from "../customers/customer";
import { paragraph, tableText } from "../table";
import type { Partner } from "./choosePartner";

export interface Summary {
  /** Who has signed in. */
  readonly label: string;
  readonly partner: Partner;
  readonly customers: readonly Customer[];
  /** As it was given. */
  readonly folder: string;
  readonly files: readonly string[];
}

/** How many directories are listed; `customers.csv` has all. */
const most = 20;

/** What was found, what is left out and why, and the commands that come next, as they are typed. */
export function summaryText(summary: Summary, columns?: number): string {
  const { label, partner, customers, folder, files } = summary;
  const line = (text: string): string => paragraph(text, 0, columns);
  const failed = customers.filter(({ problem }) => problem !== "");
  const others = customers.filter(({ linkedTo, partnerId }) => linkedTo !== "" && linkedTo !== partnerId);
  return [
    line(`Signed in as ${quotable(label)}.`) + line(counts(customers, partner)),
    ...list(
      "Linked to another partner. Left out of the program until you fill in partnerId:",
      others,
      "linkedTo",
      columns,
    ),
    ...list("Could not be entered. Left out of the program until you clear problem:", failed, "problem", columns),
    line(`Wrote ${files.join(", ")} to ${quotable(folder)}. Nothing was written to Azure.`),
    `Next:\n${commands(summary)
      .map((command) => `  ${command}\n`)
      .join("")}`,
  ].join("\n");
}

function counts(customers: readonly Customer[], { partnerId, partnerName }: Partner): string {
  const number = (which: (customer: Customer) => boolean): number => customers.filter(which).length;
  const failed = number(({ problem }) => problem !== "");
  const linked = number(({ linkedTo }) => linkedTo === partnerId);
  const others = number(({ linkedTo }) => linkedTo !== "" && linkedTo !== partnerId);
  const reached = customers.length === 1 ? "1 directory" : `${customers.length} directories`;
  const partner = partnerName === undefined ? partnerId : `${partnerId} (${quotable(partnerName)})`;
  return `Reached ${reached}: ${linked} linked to ${partner}, ${others} to another partner, ${customers.length - failed - linked - others} not linked, ${failed} could not be entered.`;
}

function list(
  title: string,
  customers: readonly Customer[],
  column: "linkedTo" | "problem",
  columns?: number,
): string[] {
  if (customers.length === 0) return [];
  const rows = customers
    .slice(0, most)
    .map((customer) => [customer.domain || customer.tenantId, quotable(customer.name) || "-", customer[column]]);
  const heads = ["DIRECTORY", "NAME", column === "problem" ? "PROBLEM" : "LINKED TO"];
  const rest = customers.length - rows.length;
  const more = rest > 0 ? paragraph(`and ${rest} more, see customers.csv`, 0, columns) : "";
  return [`${paragraph(title, 0, columns)}${tableText(heads, rows, columns)}${more}`];
}

function commands({ folder, customers, partner }: Summary): string[] {
  const declared = customers.filter(isDeclared);
  const isImported = declared.some(({ linkedTo }) => linkedTo === partner.partnerId);
  const needsSecret = declared.some(({ identity }) => identity === "servicePrincipal");
  return [
    ...(folder === "." ? [] : [`cd ${shellWord(folder)}`]),
    "npm install",
    "pulumi stack init customers",
    ...(needsSecret
      ? ["pulumi config set clientSecret --secret    # or clientCertificatePath FILE; neither for OpenID Connect"]
      : []),
    ...(isImported ? ["pulumi import --file import.json --protect=false --generate-code=false"] : []),
    "pulumi preview",
    "pulumi up",
    "pulumi preview --expect-no-changes",
  ];
}

/** A path as a shell takes it. */
function shellWord(text: string): string {
  const line = quotable(text);
  return /^[\w./~+@:-]+$/.test(line) ? line : `'${line.replaceAll("'", `'\\''`)}'`;
}
