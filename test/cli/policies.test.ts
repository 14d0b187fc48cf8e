import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CliOptions } from "../../examples/cli";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import { environmentOf } from "../e2e/harness/identities";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { ambientLink, contoso, link, northwind } from "../e2e/scenarios/common";
import { copyPack, packFolder } from "../examples/policies/pack";

const kept = { expect: { partnerName: "Fabrikam Consulting" } };

const { ARM_TENANT_ID = "", ARM_CLIENT_ID = "", ARM_CLIENT_SECRET = "" } = environmentOf(contoso);
const configured = {
  "azure-native:tenantId": { value: ARM_TENANT_ID },
  "azure-native:clientId": { value: ARM_CLIENT_ID },
  "azure-native:clientSecret": { value: ARM_CLIENT_SECRET, secret: true },
};

function configOfReadme(): string {
  const readme = readFileSync(join(packFolder, "README.md"), "utf8");
  return /^```json\n(.*?)^```/ms.exec(readme)?.[1] ?? "";
}

/** Rules that a run reported. */
function rulesIn(output: string): string[] {
  const reported = [...output.matchAll(/\[(?:mandatory|advisory)\].*?(pal-[\w-]+)/g)].map(([, rule = ""]) => rule);
  return [...new Set(reported)].sort();
}

describe("pulumi --policy-pack", () => {
  let world: CliWorld;
  let configFile: string;

  beforeAll(pretendUser);
  beforeEach(async () => {
    world = await openCliWorld();
    const pack = join(world.folder, "policies");
    await copyPack(pack);
    configFile = join(pack, "config.json");
    world.flags = [`--policy-pack=${pack}`, `--policy-pack-config=${configFile}`];
  });
  afterEach(() => world.close());

  async function run(operation: "preview" | "up", options: CliOptions = {}) {
    const { exitCode, output } = await world.stack[operation](options);
    return { succeeds: exitCode === 0, rules: rulesIn(output), isComplete: !output.includes("can't run policy") };
  }

  function configureWith(config: string): void {
    writeFileSync(configFile, config);
  }

  const linked = () => world.emulator.links().length;

  it("refuses a link that breaks a mandatory rule before it is written, and names the others", async () => {
    world.declare({ links: [link({ partnerId: northwind, driftCheck: "off" })] });
    const found = { succeeds: false, rules: ["pal-drift-check", "pal-expect", "pal-partner-id"], isComplete: true };
    expect([await run("preview"), await run("up"), linked()]).toEqual([found, found, 0]);
  });

  it("reports nothing for a link that keeps the rules, configured as the README shows", async () => {
    configureWith(configOfReadme());
    world.declare({ links: [link(kept)] });
    const found = { succeeds: true, rules: [], isComplete: true };
    expect([await run("preview"), await run("up"), linked()]).toEqual([found, found, 1]);
  });

  it("leaves to up what the preview does not know", async () => {
    const later = [{ name: "partner", value: northwind }];
    world.declare({ later, links: [link({ ...kept, partnerId: { $output: "partner.result" } })] });
    expect([await run("preview"), await run("up"), linked()]).toEqual([
      { succeeds: true, rules: [], isComplete: true },
      { succeeds: false, rules: ["pal-partner-id"], isComplete: true },
      0,
    ]);
  });

  it.each([
    { where: "in a pipeline where nothing is configured", CI: "true", config: {}, rules: ["pal-no-user-in-ci"] },
    { where: "in a pipeline that stack config signs in", CI: "true", config: configured, rules: [] },
    { where: "at a desk", CI: "", config: {}, rules: [] },
  ])("knows whether a person signs in $where", async ({ CI, config, rules }) => {
    await world.configure(config);
    world.declare(ambientLink(kept));
    const environment = { ...world.variablesOf("megan@fabrikam.example", "azureCli"), CI };
    expect(await run("preview", { environment })).toEqual({ succeeds: true, rules, isComplete: true });
  });

  it("ends with an error when no partner ID is configured", async () => {
    configureWith("{}");
    world.declare({ links: [link(kept)] });
    const { exitCode, output } = await world.stack.preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("pal-partner-id: partnerIds is required");
  });
});
