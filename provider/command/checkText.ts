import type { Looked, Recognition, Status, SubscriptionResult } from "../recognition/types";
import { quotable, singleLine } from "../text";
import { groupReasons, type ReasonGroup } from "./reasonGroups";
import { subscriptionNames, subscriptionTable } from "./subscriptionTable";
import { paragraph } from "./table";

/** How many names or texts of one reason are written out. */
const most = { names: 5, texts: 3 };

const verdicts: Readonly<Record<Status, string>> = {
  expected: "expected",
  partly: "partly",
  notExpected: "not expected",
  unknown: "unknown",
};

const roles: readonly { readonly role: SubscriptionResult["role"]; readonly what: string }[] = [
  { role: "yes", what: "covered" },
  { role: "partly", what: "covered in part" },
  { role: "no", what: "not covered" },
  { role: "unknown", what: "unknown" },
];

/**
 * A check for people: who, the link, a table of the subscriptions, the reasons with their remedies, what could not be
 * read, and what no check sees. The verdict is the last line, where the log of a pipeline is read.
 */
export function checkText(result: Recognition, columns?: number): string {
  const line = (indent: number) => (text: string) => paragraph(text, indent, columns);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}\n${lines.join("")}`];
  const name = subscriptionNames(result.subscriptions);
  return [
    subjectLines(result).map(line(0)).join(""),
    ...(result.subscriptions.length === 0 ? [] : [subscriptionTable(result, columns)]),
    ...section(
      "Reasons",
      groupReasons(result.verdict.reasons).flatMap((group) => [
        line(2)(headingOf(group, name)),
        ...detailsOf(group).map(line(4)),
      ]),
    ),
    ...section("Not read completely", result.looked.flatMap(lookedLine).map(line(2))),
    ...section("Keep in mind", notes(result).map(line(2))),
    line(0)(`Verdict: ${verdicts[result.verdict.status]}${summaryOf(result)}`),
  ].join("\n");
}

function subjectLines({ identity, tenant, link }: Recognition): string[] {
  const name = quotable(identity.name);
  const kind = identity.kind === "user" ? "user" : "service principal";
  const who = name.startsWith(kind) ? name : `${kind} ${name}`;
  const client = identity.kind === "user" ? undefined : identity.clientId;
  const ids = [
    ...(client === undefined || who.includes(client) ? [] : [`client ID ${client}`]),
    ...(who.includes(identity.objectId) ? [] : [`object ID ${identity.objectId}`]),
  ];
  const directory = [tenant?.displayName, tenant?.defaultDomain, identity.tenantId].map((text) => quotable(text ?? ""));
  return [
    `Identity:   ${[who, ...ids].join(", ")}`,
    `Directory:  ${directory.filter((text) => text !== "").join(", ")}`,
    `Link:       ${linkText(link)}`,
  ];
}

function linkText({
  linked,
  partnerId,
  partnerName,
  createdTime,
  updatedTime,
  expectedPartnerId,
}: Recognition["link"]): string {
  const wanted = expectedPartnerId === undefined || expectedPartnerId === partnerId ? "" : `, not ${expectedPartnerId}`;
  if (partnerId === undefined) return linked === "unknown" ? "not read" : "none";
  const partner = partnerName === undefined ? `partner ${partnerId}` : `partner ${partnerId}, ${quotable(partnerName)}`;
  const time = updatedTime ?? createdTime;
  return `${partner}${wanted}${time === undefined ? "" : `, written ${quotable(time).slice(0, 10)}`}`;
}

function headingOf({ id, subscriptionIds }: ReasonGroup, name: (subscriptionId: string) => string): string {
  if (subscriptionIds.length === 0) return id;
  return `${id}, ${subscriptionCount(subscriptionIds.length)}: ${atMost(subscriptionIds.map(name), most.names).join(", ")}`;
}

function detailsOf({ texts, remedies }: ReasonGroup): string[] {
  return [...atMost(texts, most.texts), ...atMost(remedies, most.texts).map((remedy) => `Remedy: ${remedy}`)];
}

function atMost(texts: readonly string[], count: number): string[] {
  const rest = texts.length - count;
  return rest > 0 ? [...texts.slice(0, count), `and ${rest} more`] : [...texts];
}

function lookedLine({ what, status, why }: Looked): string[] {
  if (status === "complete") return [];
  return [
    `${what}: ${status === "failed" ? "not read" : "read in part"}${why === undefined ? "" : ` (${singleLine(why)})`}`,
  ];
}

/** What no request finds out, and what people take for a missing link. */
function notes({ roleList }: Recognition): string[] {
  return [
    `Microsoft decides what counts. Roles are compared with its list of ${roleList.date} (${roleList.count} roles).`,
    "Reports lag: AzureUsage is refreshed about every four days, and a month closes on the 5th of the next one.",
    'In reports, choose the association type "Partner Admin Link". Revenue (ACR) is shown to an Executive report viewer only.',
    "Power Platform counts by who owns apps and flows, and is not looked at.",
  ];
}

/** What the verdict rests on, in numbers: subscriptions without usage neither help nor harm it. */
function summaryOf({ subscriptions, link }: Recognition): string {
  if (link.linked === "no") return " (not linked)";
  if (subscriptions.length === 0) return "";
  const used = subscriptions.filter(({ usage }) => usage.known !== "no");
  const parts = [
    ...roles.map(({ role, what }) => ({ number: used.filter((one) => one.role === role).length, what })),
    { number: subscriptions.length - used.length, what: "without usage" },
  ].filter(({ number }) => number > 0);
  return ` (${subscriptionCount(subscriptions.length)}: ${parts.map(({ number, what }) => `${number} ${what}`).join(", ")})`;
}

function subscriptionCount(count: number): string {
  return count === 1 ? "1 subscription" : `${count} subscriptions`;
}
