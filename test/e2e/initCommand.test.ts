import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Emulator, type SignInMethod, startEmulator } from "partner-admin-link-emulator";
import { type Customer, isDeclared } from "../../provider/command/customers/customer";
import { readCustomers } from "../../provider/command/customers/readCustomers";
import type { ImportFile } from "../../provider/command/importFile";
import { isRecording } from "./harness/engine";
import type { Printed } from "./harness/importCommand";
import { directory as usualDirectory, identityOf, secretOf } from "./harness/identities";
import {
  domains,
  installPackages,
  megan,
  type Onboarding,
  openOnboarding,
  otherPartnerId,
  partnerId,
  runIn,
} from "./harness/onboarding";
import { consulting, contoso } from "./scenarios/common";

const files = ["Pulumi.yaml", "customers.csv", "import.json", "index.ts", "package.json", "tsconfig.json"];

/** What the page about onboarding quotes. */
const transcript = join(__dirname, "transcripts/init.txt");

function recorded(stdout: string): string {
  if (isRecording) writeFileSync(transcript, stdout);
  return readFileSync(transcript, "utf8");
}

/** Rows that the program declares and that are not linked yet. */
const isMissing = (row: Customer): boolean => isDeclared(row) && row.linkedTo === "";

async function customersIn(folder: string): Promise<readonly Customer[]> {
  return (await readCustomers(join(folder, "customers.csv"), ["tenantId"])).rows.map(({ customer }) => customer);
}

function importsIn(folder: string): ImportFile["resources"] {
  return (JSON.parse(readFileSync(join(folder, "import.json"), "utf8")) as ImportFile).resources;
}

function writesOf(emulator: Emulator): number {
  return emulator.requests().filter(({ method, path }) => method !== "GET" && path.includes("/partners")).length;
}

describe("pulumi-partner-admin-link init for thirty directories", () => {
  let world: Onboarding;
  let folder: string;
  let printed: Printed;

  beforeAll(async () => {
    world = await openOnboarding();
    folder = join(world.folder, "links");
    printed = await runIn(world.folder, ["init", "links"], world.environment);
  });

  afterAll(() => world.close());

  it("prints the counts, the directories left out and the next commands, as it was recorded", () => {
    const { exitCode, stdout, stderr } = printed;
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(recorded(stdout));
  });

  it("writes a row for each directory", async () => {
    const rows = await customersIn(folder);
    const named = (which: (row: (typeof rows)[number]) => boolean) => rows.filter(which).map(({ domain }) => domain);
    expect(named(({ linkedTo }) => linkedTo === partnerId)).toEqual(domains.linked);
    expect(named(({ linkedTo }) => linkedTo === otherPartnerId)).toEqual(domains.linkedToAnother);
    expect(named(({ problem }) => problem !== "")).toEqual(domains.demandingMfa);
    expect(named(isMissing)).toEqual(domains.notLinked);
    expect(rows).toHaveLength(30);
  });

  it("escapes a directory name that is a formula", () => {
    expect(readFileSync(join(folder, "customers.csv"), "utf8")).toContain(`,"'=HYPERLINK(""Müller; Söhne"")",`);
  });

  it("writes an import file of the links to the partner, and of no other", () => {
    const { tenantId, objectId } = megan(1);
    expect(importsIn(folder).map(({ name }) => name)).toEqual(domains.linked);
    expect(importsIn(folder)[0]).toMatchObject({
      id: `${tenantId}/${objectId}`,
      inputs: { partnerId, credential: { useCli: true, tenantId }, expect: { tenantId } },
      outputs: { adopted: true },
    });
  });

  it("writes a program that compiles", async () => {
    expect(readdirSync(folder).sort()).toEqual(files);
    installPackages(folder);
    const compiler = join(folder, "node_modules/typescript/bin/tsc");
    const { stdout: errors } = await promisify(execFile)(process.execPath, [compiler, "-p", folder]);
    expect(errors).toBe("");
  });

  it("writes nothing to Azure, and requests one token and one more per directory", () => {
    const tokens = world.emulator.requests().filter(({ operation }) => operation === "entra.token");
    expect([writesOf(world.emulator), tokens.length]).toEqual([0, 31]);
  });

  it("overwrites nothing and sends no request when it is run again", async () => {
    world.emulator.clearRequests();
    const before = readFileSync(join(folder, "customers.csv"), "utf8");
    const { exitCode, stderr } = await runIn(world.folder, ["init", "links"], world.environment);
    expect([exitCode, world.emulator.requests()]).toEqual([1, []]);
    for (const name of files) expect(stderr).toContain(name);
    expect(readFileSync(join(folder, "customers.csv"), "utf8")).toBe(before);
  });

  it("lets import print the same file from the rows", async () => {
    expect(await runIn(folder, ["import", "--customers", "customers.csv"], world.environment)).toEqual({
      exitCode: 0,
      stdout: readFileSync(join(folder, "import.json"), "utf8"),
      stderr: "10 to import, 15 not linked, 5 left out, 0 failed\n",
    });
  });

  it("lets import report the rows that fail and print the others", async () => {
    const [taken = ""] = domains.linkedToAnother;
    const lines = readFileSync(join(folder, "customers.csv"), "utf8").split("\n").slice(0, 13);
    const text = lines.join("\n").replace(`${taken},azureCli,,`, `${taken},azureCli,,${partnerId}`);
    writeFileSync(join(folder, "wrong.csv"), `${text}\ncontoso,,,azureCli,,1,,\n`);
    const { exitCode, stdout, stderr } = await runIn(folder, ["import", "--customers", "wrong.csv"], world.environment);
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as ImportFile).resources.map(({ name }) => name)).toEqual(domains.linked);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(
        /^line 13 of wrong\.csv: user megan.* is linked to 654321 \(Northwind Services\), not to 123456$/,
      ),
      'line 14 of wrong.csv: tenantId must be a GUID; it is "contoso"',
      "10 to import, 1 not linked, 0 left out, 2 failed",
      "",
    ]);
  });
});

describe("pulumi-partner-admin-link init", () => {
  let world: Onboarding;
  let emulator: Emulator;

  beforeAll(async () => {
    world = await openOnboarding();
    emulator = await startEmulator({ directory: usualDirectory });
  });

  afterAll(async () => {
    await emulator.close();
    await world.close();
  });

  const initAs = (name: string, method: SignInMethod, args: readonly string[]) =>
    runIn(world.folder, ["init", ...args], emulator.environmentFor(identityOf(name), { method }));

  it("requires --partner-id when there is no link, and writes nothing", async () => {
    const printed = await initAs(contoso, "clientSecret", ["untold"]);
    expect(printed).toMatchObject({ exitCode: 1, stdout: "" });
    expect(printed.stderr).toContain("Pass --partner-id ID (PAL_CONFIG_INVALID)");
    expect(readdirSync(world.folder)).not.toContain("untold");
  });

  it("writes a row for a service principal, without its secret", async () => {
    const { exitCode, stdout, stderr } = await initAs(contoso, "clientSecret", [
      "application",
      "--partner-id",
      consulting,
    ]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const folder = join(world.folder, "application");
    const { tenantId } = identityOf(contoso);
    expect(await customersIn(folder)).toMatchObject([
      { tenantId, identity: "servicePrincipal", partnerId: consulting, linkedTo: "" },
    ]);
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect([stdout, ...written].join("\n")).not.toContain(secretOf(contoso));
  });

  it("writes a row for a managed identity", async () => {
    const { tenantId, objectId } = identityOf("contoso-pipeline");
    emulator.setLink(tenantId, objectId, consulting);
    await initAs("contoso-pipeline", "managedIdentity", ["machine"]);
    const folder = join(world.folder, "machine");
    expect(await customersIn(folder)).toMatchObject([{ tenantId, identity: "managedIdentity", linkedTo: consulting }]);
    expect(importsIn(folder)).toMatchObject([
      { id: `${tenantId}/${objectId}`, inputs: { credential: { useMsi: true } } },
    ]);
  });

  it("reports why the sign-in is refused, without the secret", async () => {
    const environment = { ...emulator.environmentFor(identityOf(contoso)), ARM_CLIENT_SECRET: "canary-of-init" };
    const printed = await runIn(world.folder, ["init", "refused"], environment);
    expect(printed).toMatchObject({ exitCode: 1, stdout: "" });
    expect(printed.stderr).toMatch(/AADSTS7000215.*\(PAL_AUTH_FAILED\)\n$/);
    expect(printed.stderr).not.toContain("canary-of-init");
  });
});
