import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "partner-admin-link-emulator";
import { type CommandOutcome, findCli, runCommand } from "../../examples/cli/command";
import { backendDirectory, cliEnvironment } from "../../examples/cli/environment";
import {
  domains,
  installPackages,
  megan,
  type Onboarding,
  openOnboarding,
  otherPartnerId,
  partnerId,
  runIn,
} from "../e2e/harness/onboarding";
import { pretendUser } from "../e2e/harness/usersEnvironment";

/** Seconds from an empty folder to the green gate, of which Pulumi takes nearly all; on two idle cores it is about half. */
const atMost = 240;

/** A directory that is linked to another partner. */
const [takenDomain = ""] = domains.linkedToAnother;
const taken = megan(Number(/\d+/.exec(takenDomain)?.[0]));

interface Preview {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}

/** Names of the links of a preview, by operation. */
function linksOf({ stdout }: CommandOutcome): Readonly<Record<string, readonly string[]>> {
  const links: Record<string, string[]> = {};
  for (const { op, urn } of (JSON.parse(stdout) as Preview).steps) {
    const [, type = "", name = ""] = /::([^:]+:[^:]+:[^:]+)::(.*)$/.exec(urn) ?? [];
    if (type.endsWith(":PartnerAdminLink")) (links[op] ??= []).push(name);
  }
  return Object.fromEntries(Object.entries(links).map(([op, names]) => [op, names.sort()]));
}

function writesOf(emulator: Emulator): string[] {
  return emulator
    .requests()
    .filter(({ operation }) => ["partner.create", "partner.update", "partner.delete"].includes(operation))
    .map(({ operation, tenantId }) => `${operation} ${tenantId ?? ""}`)
    .sort();
}

/** The commands of init's summary, as it prints them, from the folder that it writes. */
async function followSummary(world: Onboarding) {
  const { command } = (await findCli()) ?? { command: "pulumi" };
  const project = join(world.folder, "links");
  const homeDirectory = join(world.folder, "home");
  mkdirSync(backendDirectory(homeDirectory), { recursive: true });
  const options = { projectDirectory: project, stackName: "customers", homeDirectory, passphrase: "onboarding" };
  const environment = cliEnvironment({ ...options, environment: world.environment });
  const pulumi = (line: string) =>
    runCommand(command, [...line.split(" "), "--non-interactive"], { cwd: project, environment });
  const start = performance.now();
  const { stdout: summary } = await runIn(world.folder, ["init", "links"], world.environment);
  installPackages(project);
  const created = await pulumi("stack init customers");
  const imported = await pulumi("import --file import.json --protect=false --generate-code=false --yes");
  const previewed = await pulumi("preview --json --show-sames");
  const writesBefore = writesOf(world.emulator);
  const updated = await pulumi("up --yes --skip-preview");
  const gate = await pulumi("preview --expect-no-changes");
  const writes = writesOf(world.emulator);
  const seconds = (performance.now() - start) / 1000;
  const takeover = await takeOver(world, project, pulumi);
  return { summary, created, imported, previewed, writesBefore, updated, writes, gate, seconds, takeover };
}

/** The commands of docs/onboarding.md for a directory whose link names another partner. */
async function takeOver(world: Onboarding, project: string, pulumi: (line: string) => Promise<CommandOutcome>) {
  const file = join(project, "customers.csv");
  const row = `${takenDomain},azureCli,,`;
  writeFileSync(file, readFileSync(file, "utf8").replace(row, `${row}${partnerId}`));
  world.emulator.clearRequests();
  const refused = await pulumi("preview");
  const writesBefore = writesOf(world.emulator);
  const allowed = await pulumi(`config set --path replace[0] ${taken.tenantId}`);
  const updated = await pulumi("up --yes --skip-preview");
  const gate = await pulumi("preview --expect-no-changes");
  return { refused, writesBefore, allowed, updated, gate, writes: writesOf(world.emulator) };
}

describe("from one sign-in to a green gate, for thirty directories", () => {
  let world: Onboarding;
  let followed: Awaited<ReturnType<typeof followSummary>>;

  beforeAll(
    async () => {
      pretendUser();
      world = await openOnboarding();
      followed = await followSummary(world);
    },
    2 * atMost * 1000,
  );

  afterAll(() => world.close());

  it("takes the commands that init prints", () => {
    const { summary, created, imported, previewed, updated, gate } = followed;
    for (const command of ["stack init customers", "import --file import.json", "preview --expect-no-changes"])
      expect(summary).toContain(`\n  pulumi ${command}`);
    const codes = [created, imported, previewed, updated, gate].map(({ exitCode, stderr }) => ({ exitCode, stderr }));
    expect(codes).toEqual(codes.map(() => ({ exitCode: 0, stderr: expect.any(String) as string })));
  });

  it("imports the links to the partner, previews the missing ones, and names no other", () => {
    expect(followed.imported.stdout).toMatch(/= 10 imported/);
    expect(linksOf(followed.previewed)).toEqual({
      same: [...domains.linked].sort(),
      create: [...domains.notLinked].sort(),
    });
  });

  it("writes nothing before up, which links the missing ones alone", () => {
    const missing = domains.notLinked.map((domain) => megan(Number(/\d+/.exec(domain)?.[0])).tenantId);
    expect(followed.writesBefore).toEqual([]);
    expect(followed.writes).toEqual(missing.map((tenantId) => `partner.create ${tenantId}`).sort());
  });

  it("ends with a green gate, within minutes", () => {
    expect(followed.gate).toMatchObject({ exitCode: 0 });
    expect(followed.seconds).toBeLessThan(atMost);
  });

  it("refuses a link to another partner in the preview, naming both", () => {
    const { refused, writesBefore } = followed.takeover;
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout + refused.stderr).toMatch(
      new RegExp(
        `\\{${partnerId}\\}.*${taken.tenantId}\\) is already linked to another partner, ${otherPartnerId} \\(Northwind Services\\)`,
      ),
    );
    expect(writesBefore).toEqual([]);
  });

  it("replaces it where the config names the directory, and no other, and the gate is green again", () => {
    const { allowed, updated, gate, writes } = followed.takeover;
    expect([allowed, updated, gate].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(writes).toEqual([`partner.update ${taken.tenantId}`]);
    expect(world.emulator.links().filter((link) => link.partnerId === partnerId)).toHaveLength(26);
  });
});
