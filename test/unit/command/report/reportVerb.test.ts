import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignInSettings } from "../../../../provider/azure/credentialSettings";
import type { Machine } from "../../../../provider/command/report/machine";
import { reportVerb } from "../../../../provider/command/report/reportVerb";
import type { Report } from "../../../../provider/command/report/types";
import { PalError } from "../../../../provider/errors";
import type { CheckOptions, Recognition, Status, Tenant } from "../../../../provider/recognition/types";
import { inheritedEnvironment, ownEnvironment } from "../../environment";
import { declared } from "../../fixtures";
import { recognition, subscription, subscriptionId } from "../recognitionFixtures";
import { type Ran, runVerbs } from "../runVerbs";

const directory = (number: number) => `aaaaaaaa-0000-4000-8000-0000000000${String(number).padStart(2, "0")}`;

/** What a check of a directory gives: a verdict, an error, or nothing before the report is ended. */
type Answer = Status | Error | "never";

const asked = jest.fn<Promise<Recognition>, [CheckOptions, () => SignInSettings]>();

let folder: string;
let interrupt: (() => void) | undefined;
let progress: string[];
let left: number | undefined;

const machine: Machine = {
  now: () => new Date("2026-11-25T12:00:00Z"),
  openProgress: (total) => {
    progress.push(`of ${total}`);
    return { add: (isFailed) => progress.push(isFailed ? "failed" : "read"), stop: () => progress.push("stopped") };
  },
  onInterrupt: (callback) => {
    interrupt = callback;
    return () => (interrupt = undefined);
  },
  leave: (exitCode) => (left = exitCode),
};

function recognitionIn(tenantId: string, status: Status): Recognition {
  const { identity } = recognition();
  return recognition({
    identity: { ...identity, tenantId },
    tenant: { tenantId },
    subscriptions: [subscription(1, { tenantId })],
    verdict: { status, reasons: [] },
  });
}

async function byCliOnly(_: CheckOptions, whoSignsIn: () => SignInSettings): Promise<Recognition> {
  if (whoSignsIn().settings.useMsi !== undefined) throw refused;
  return await Promise.resolve(recognitionIn(directory(0), "expected"));
}

async function linkedToAPartnerEach(_: CheckOptions, whoSignsIn: () => SignInSettings): Promise<Recognition> {
  const tenantId = whoSignsIn().settings.tenantId?.value ?? "";
  const link = { linked: "yes", partnerId: tenantId.slice(-1) } as const;
  return await Promise.resolve({ ...recognitionIn(tenantId, "expected"), link });
}

/** Runs the verb for an identity with so many directories. */
async function report(answers: readonly Answer[], args: readonly string[] = []): Promise<Ran> {
  const tenants: Tenant[] = answers.map((_, index) => ({ tenantId: directory(index), displayName: `Kunde ${index}` }));
  asked.mockReset().mockImplementation(async (_, whoSignsIn) => {
    const tenantId = whoSignsIn().settings.tenantId?.value ?? "";
    const answer = answers[Number(tenantId.slice(-2))] ?? "unknown";
    if (answer instanceof Error) throw answer;
    if (answer === "never") return await new Promise(() => undefined);
    return await Promise.resolve(recognitionIn(tenantId, answer));
  });
  const load = () => ({ check: asked, tenantsOf: () => Promise.resolve(tenants) });
  return await runVerbs([reportVerb(load, machine)], ["report", ...args]);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const customers = (count: number) =>
  ["tenantId,identity,clientId", ...Array.from({ length: count }, (_, index) => `${directory(index)},azureCli`)].join(
    "\n",
  );

const refused = new PalError("PAL_AUTH_FAILED", "the directory demands MFA");

describe("report", () => {
  beforeEach(() => {
    ownEnvironment();
    folder = mkdtempSync(join(tmpdir(), "report-"));
    [interrupt, left, progress] = [undefined, undefined, []];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
    inheritedEnvironment();
  });

  it.each<[readonly Answer[], number]>([
    [["expected", "expected"], 0],
    [["expected", "unknown"], 3],
    [["unknown", "partly"], 2],
    [["unknown", "notExpected"], 2],
    [["notExpected", "unknown", refused], 1],
  ])("reads %j and ends with %i", async (answers, exitCode) => {
    const ran = await report(answers);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.stdout).toMatch(new RegExp(`^${answers.length} customers: `, "m"));
    expect([ran.stderr, left, interrupt]).toEqual(["", undefined, undefined]);
  });

  it("reads all directories of the identity, by their names", async () => {
    const { stdout } = await report(["expected", refused, "expected"], ["--json"]);
    const { customers: listed } = JSON.parse(stdout) as Report;
    expect(listed.map(({ customer, status }) => `${customer}: ${status}`)).toEqual([
      "Kunde 0: expected",
      "Kunde 1: error",
      "Kunde 2: expected",
    ]);
    expect(asked.mock.calls[0]).toEqual([{ usage: "auto", tenantName: false }, expect.any(Function)]);
  });

  it("ends with 1 where an identity failed, though others cover its customer", async () => {
    const path = file("c.csv", `${customers(1)}\n${directory(0)},managedIdentity\n`);
    const load = () => ({
      tenantsOf: () => Promise.reject(new Error("not asked for")),
      check: byCliOnly,
    });
    const ran = await runVerbs([reportVerb(load, machine)], ["report", "--customers", path]);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain("1 customer: 1 expected");
    expect(ran.stdout).toContain("the directory demands MFA (PAL_AUTH_FAILED)");
  });

  it("passes on what every link must be, unless the row says otherwise", async () => {
    const path = file("c.csv", `tenantId,identity,partnerId\n${directory(0)},azureCli,\n${directory(1)},azureCli,42\n`);
    await report(["expected", "expected"], ["--customers", path, "--partner-id", declared, "--usage", "cost"]);
    expect(asked.mock.calls.map(([{ partnerId, usage, tenantName }]) => [partnerId, usage, tenantName])).toEqual([
      [declared, "cost", true],
      ["42", "cost", true],
    ]);
  });

  it.each([
    { named: ["42", "42"], partnerId: "42" },
    { named: ["42", "43"], partnerId: undefined },
  ])("judges a row without a partner by $partnerId where the others name $named", async ({ named, partnerId }) => {
    const rows = ["", ...named].map((partner, index) => `${directory(index)},azureCli,${partner}`);
    const path = file("c.csv", ["tenantId,identity,partnerId", ...rows].join("\n"));
    const { stdout } = await report(["expected", "expected", "expected"], ["--customers", path, "--json"]);
    expect(asked.mock.calls.map(([options]) => options.partnerId)).toEqual([partnerId, ...named]);
    expect((JSON.parse(stdout) as Report).partnerId).toBe(partnerId);
  });

  it("reports the rows that are wrong, and the others", async () => {
    const path = file("c.csv", `${customers(2)}\nx,azureCli\n`);
    const { exitCode, stdout } = await report(["expected", "expected"], ["--customers", path]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`line 4 of ${path}: tenantId must be a GUID`);
    const csv = await report(["expected", "expected"], ["--customers", path, "--csv"]);
    expect(csv.stderr).toContain("line 4 of ");
    expect(csv.stdout.trim().split("\n")).toHaveLength(3);
  });

  it.each([
    {
      args: [],
      note: "the links name the partners 1, 2, and each counts as linked: judge by one with --partner-id ID\n",
    },
    { args: ["--partner-id", declared], note: "" },
  ])("says with $args that links name several partners: $note", async ({ args, note }) => {
    const load = () => ({
      tenantsOf: () => Promise.resolve([1, 2].map((number) => ({ tenantId: directory(number) }))),
      check: linkedToAPartnerEach,
    });
    expect((await runVerbs([reportVerb(load, machine)], ["report", ...args])).stderr).toBe(note);
  });

  it("refuses the answer of another identity than a row is about", async () => {
    const { identity } = recognition();
    const load = () => ({
      tenantsOf: () => Promise.resolve([{ tenantId: directory(0) }]),
      check: () => Promise.resolve(recognition({ identity })),
    });
    const { exitCode, stdout } = await runVerbs([reportVerb(load, machine)], ["report"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`signed in as object id ${identity.objectId} of directory ${identity.tenantId}`);
  });

  it("shows how far it is, whatever fails", async () => {
    await report(["expected", refused, "expected"], ["--concurrency", "1"]);
    expect(progress).toEqual(["of 3", "read", "failed", "read", "stopped"]);
  });

  it.each([
    { args: [], most: 4 },
    { args: ["--concurrency", "2"], most: 2 },
    { args: ["--concurrency", "20"], most: 10 },
  ])("checks $most identities at a time with $args", async ({ args, most }) => {
    const ended = report(
      Array.from({ length: 10 }, () => "never"),
      args,
    );
    while (asked.mock.calls.length < most) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(asked).toHaveBeenCalledTimes(most);
    interrupt?.();
    await ended;
  });

  it("writes what was read when it is ended, and says that it is incomplete", async () => {
    const ended = report(["expected", "never", "never"], ["--json"]);
    while (!progress.includes("read")) await new Promise(setImmediate);
    interrupt?.();
    const { exitCode, stdout } = await ended;
    const written = JSON.parse(stdout) as Report;
    expect(written).toMatchObject({
      isComplete: false,
      customers: [{ customer: "Kunde 0", status: "expected" }],
      problems: [{ text: "interrupted: 1 of 3 identities were read" }],
    });
    expect([exitCode, left, progress.at(-1), interrupt]).toEqual([1, 1, "stopped", undefined]);
  });

  it("writes a page in addition to its output", async () => {
    const path = join(folder, "report.html");
    const { exitCode, stdout } = await report(["expected"], ["--html", path]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("1 customer: 1 expected")]);
    expect(readFileSync(path, "utf8")).toMatch(/^<!doctype html>/i);
  });

  it("ends with 1 where the page cannot be written after all, and prints the report", async () => {
    const path = join(folder, "page");
    const load = () => ({
      tenantsOf: () => Promise.resolve([{ tenantId: directory(0) }]),
      check: async () => {
        mkdirSync(path);
        return await Promise.resolve(recognitionIn(directory(0), "expected"));
      },
    });
    const ran = await runVerbs([reportVerb(load, machine)], ["report", "--html", path]);
    expect([ran.exitCode, ran.stdout]).toEqual([1, expect.stringContaining("1 customer: 1 expected")]);
    expect(ran.stderr).toBe(`cannot write the page to ${path}: it is a folder (PAL_CONFIG_INVALID)\n`);
  });

  it("joins the exported data set", async () => {
    const usage = `SubscriptionId,CustomerTenantId,PartnerAttributionType\n${subscriptionId(1)},${directory(1)},PAL\n`;
    const args = ["--insights", file("u.csv", usage), "--insights-value", "PAL", "--json"];
    const { customers: listed } = JSON.parse((await report(["expected", "expected"], args)).stdout) as Report;
    expect(listed.map(({ insights }) => insights)).toEqual(["notSeen", "seen"]);
  });

  it.each([
    [["--partner-id", "contoso"], "A partner ID is made of digits"],
    [["--concurrency", "0"], "A number from 1 to 64 is needed"],
    [["--concurrency", "1e3"], "A number from 1 to 64 is needed"],
    [["--json", "--csv"], "cannot be used with option"],
    [["--markdown", "--csv"], "cannot be used with option"],
    [["--customers", "-", "--stack", "-"], "standard input (-) can be read once only"],
    [["--customers", "/nowhere/c.csv"], "cannot read customers from /nowhere/c.csv: there is no such file"],
    [["--stack", "/nowhere/s.json"], "cannot read a stack's state from /nowhere/s.json: there is no such file"],
    [["--html", join(__dirname, "none", "r.html")], "r.html: there is no such folder (PAL_CONFIG_INVALID)"],
    [["--html", join(__filename, "r.html")], "r.html: what it names as its folder is a file (PAL_CONFIG_INVALID)"],
    [["--html", tmpdir()], `cannot write the page to ${tmpdir()}: it is a folder`],
    [["--insights", "/nowhere/u.csv"], "cannot read usage from /nowhere/u.csv: "],
  ])("ends with 1 and asks nothing of Azure when called with %j", async (args, says) => {
    const { exitCode, stdout, stderr } = await report(["expected"], args);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });
});
