import { writeFileSync } from "node:fs";
import { findCli } from "../cli/command";
import { commandLine, endWith } from "../run/commandLine";
import { exitWhen, print } from "../run/stage";
import { type Row, rows } from "./rows";

const usage = `Usage: npm run bench -- [ROW...] [--links N] [--rounds N] [--many N] [--json FILE]

Measures the provider on the Pulumi CLI that is on PATH, against an emulator. Rows: ${Object.keys(rows).join(", ")}.

  --links N    links of a stack (200)
  --rounds N   measurements of which the median counts (5)
  --many N     links of the rows about growth (5000)
  --json FILE  writes the figures to this file as well
  --help       prints this text`;

function lineOf({ what, measured, unit, atMost }: Row): string {
  const shown = (value: number): string => `${value.toFixed(unit === "B" ? 0 : 2)}${unit === "" ? "" : ` ${unit}`}`;
  const verdict = measured <= atMost ? "" : "  over budget";
  return `${what.padEnd(58)}${shown(measured).padStart(12)}   at most ${shown(atMost)}${verdict}\n`;
}

async function measure(): Promise<boolean> {
  const { values, positionals } = commandLine(usage, {
    allowPositionals: true,
    options: {
      links: { type: "string", default: "200" },
      rounds: { type: "string", default: "5" },
      many: { type: "string", default: "5000" },
      json: { type: "string" },
    },
  });
  const asked = positionals.length === 0 ? Object.keys(rows) : positionals;
  if (asked.some((name) => rows[name] === undefined)) endWith(usage);
  const cli = await findCli();
  if (cli === undefined) {
    print("There is no Pulumi CLI on PATH: the benchmark measures that and nothing else.\n");
    return false;
  }
  print(`Pulumi CLI ${cli.version}, Node.js ${process.version}\n\n`);
  const size = { links: Number(values.links), rounds: Number(values.rounds), many: Number(values.many) };
  const found: Row[] = [];
  for (const name of asked) {
    for (const row of (await rows[name]?.(size)) ?? []) {
      found.push(row);
      print(lineOf(row));
    }
  }
  const { version: node, platform, arch } = process;
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ cli: cli.version, node, platform, arch, size, rows: found }, null, 2)}\n`,
    );
  return found.every(({ measured, atMost }) => measured <= atMost);
}

exitWhen(measure());
