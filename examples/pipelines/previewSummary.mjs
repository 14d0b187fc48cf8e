/*
 * What `pulumi preview --json` printed, as Markdown for a pipeline's summary:
 *
 *   pulumi preview --json --expect-no-changes > preview.json
 *   node previewSummary.mjs preview.json >> "$GITHUB_STEP_SUMMARY"
 *
 * It always ends with exit code 0: the preview's own exit code decides whether the job fails.
 */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** GitHub drops a summary that is larger than 1 MiB. */
const most = { rows: 200, characters: 1000, ofName: 150 };

const unchanged = ["same", "read"];

/** What would be markup, HTML, a mention, a formula or a link in Markdown. */
const special = /[\\`*_{}[\]<>&|~@$#!]|(?<=:)\/(?=\/)|(?<=www)\./gi;

/** Text of others on one line, without anything that a terminal, a pipeline's log or Markdown would act on. */
function escaped(text, longest = most.ofName) {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, " ")
    .trim();
  const cut = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return cut.replace(special, "\\$&");
}

/** Name and type of the resource, out of `urn:pulumi:stack::project::parentType$type::name`. */
function resourceOf(urn = "") {
  const [, , type = "", ...name] = urn.split("::");
  return { name: name.join("::"), type: type.split("$").at(-1) };
}

function stepRow({ op, urn }) {
  const { name, type } = resourceOf(urn);
  return `| ${[name, type, op].map((text) => escaped(text)).join(" | ")} |`;
}

/** A failed program brings its stack along, and every message its severity. */
function messageItem({ severity, urn, message = "" }) {
  const [text] = message.replace(/^(warning|error): /, "").split(/\n\s+at /);
  const { name } = resourceOf(urn);
  return `- **${escaped(severity)}**${name === "" ? "" : ` ${escaped(name)}`}: ${escaped(text, most.characters)}`;
}

function atMost(lines) {
  const rest = lines.length - most.rows;
  return rest > 0 ? [...lines.slice(0, most.rows), "", `and ${rest} more`] : lines;
}

function summary({ steps = [], diagnostics = [] }) {
  const changes = steps.filter(({ op }) => !unchanged.includes(op));
  const messages = diagnostics.filter(({ severity }) => severity === "warning" || severity === "error");
  const failed = messages.some(({ severity }) => severity === "error");
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  const result = failed ? "failed" : changes.length === 0 ? "no changes" : count;
  return [
    `## Pulumi preview: ${result}`,
    ...(changes.length === 0 ? [] : ["", "| resource | type | operation |", "| --- | --- | --- |"]),
    ...atMost(changes.map(stepRow)),
    ...(messages.length === 0 ? [] : ["", ...atMost(messages.map(messageItem))]),
  ];
}

const noResult = [
  "## Pulumi preview: no result",
  "",
  "The command ended before it printed one. Its error is in the log of its step.",
];

/** The summary of the JSON that was printed. Where the command ended before, there is none, or not the whole of it. */
function summaryOf(text) {
  try {
    return summary(JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)));
  } catch {
    return noResult;
  }
}

process.stdout.write(`${summaryOf(readFileSync(process.argv[2], "utf8")).join("\n")}\n`);
