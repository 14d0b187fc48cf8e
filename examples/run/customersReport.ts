import { join } from "node:path";
import type { Emulator } from "partner-admin-link-emulator";
import { runCommand } from "../cli/command";
import { application } from "./customers";
import { print, root } from "./stage";

/** Prints what the work took and asked for. */
export async function measured<Result>(emulator: Emulator, work: () => Promise<Result>): Promise<Result> {
  emulator.clearRequests();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const counts = new Map<string, number>();
  for (const { operation } of emulator.requests()) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const requests = [...counts].map(([operation, number]) => `${operation} ${number}`).sort();
  print(`-- ${seconds.toFixed(1)} s; requests: ${requests.join(", ")}\n`);
  return result;
}

const command = join(root, "bin", "pulumi-partner-admin-link.js");

/** The report of the list: so many customers are covered, and the two that the program does not declare are not. */
export async function playReport(emulator: Emulator, project: string, covered: number): Promise<boolean> {
  const args = ["report", "--customers", "customers.csv"];
  print(`\n== Report (npx pulumi-partner-admin-link ${args.join(" ")})\n`);
  const environment = emulator.environmentFor(application, { method: "githubActions" });
  const { exitCode, stdout, stderr } = await measured(emulator, () =>
    runCommand(process.execPath, [command, ...args], {
      cwd: project,
      environment: { PATH: process.env["PATH"], ...environment },
    }),
  );
  print(`${stdout}${stderr}`);
  const summary = `\n${covered + 2} customers: 1 error, 1 not expected, ${covered} expected; `;
  const asTold = exitCode === 1 && stdout.includes(summary);
  print(`-- ${asTold ? "as" : "NOT as"} expected (exit code ${exitCode})\n`);
  return asTold;
}
