import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CliStack, cliStack } from "../../examples/cli";
import { environmentOf } from "../e2e/harness/identities";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { openWorld, type World } from "../e2e/harness/world";
import { consulting, contoso, northwind } from "../e2e/scenarios/common";

const repository = join(__dirname, "..", "..");

const program = `import { PartnerAdminLink } from "pulumi-partner-admin-link";
const { partnerName } = new PartnerAdminLink("link", { partnerId: "${consulting}" });
export const name = partnerName;
`;

/** A project whose program is an ES module. */
function projectIn(folder: string): string {
  const project = join(folder, "project");
  mkdirSync(join(project, "node_modules"), { recursive: true });
  symlinkSync(join(repository, "node_modules", "@pulumi"), join(project, "node_modules", "@pulumi"));
  symlinkSync(repository, join(project, "node_modules", "pulumi-partner-admin-link"));
  const files = {
    "Pulumi.yaml": "name: modules\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.js\n",
    "package.json": JSON.stringify({ name: "modules", type: "module", main: "index.js" }),
    "index.js": program,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  return project;
}

describe("a program that is an ES module", () => {
  let world: World;
  let stack: CliStack;

  beforeAll(async () => {
    pretendUser();
    world = await openWorld({});
    stack = await cliStack({
      projectDirectory: projectIn(world.folder),
      stackName: "test",
      homeDirectory: join(world.folder, "home"),
      passphrase: "modules",
      environment: { ...world.environment, ...environmentOf(contoso) },
    });
  });
  afterAll(async () => {
    await world.close();
  });

  it("links, finds its link unchanged, and finds it drifted", async () => {
    expect(await stack.up()).toMatchObject({ exitCode: 0, outputs: { name: "Fabrikam Consulting" } });
    world.emulator.clearRequests();
    expect((await stack.preview({ expectNoChanges: true })).exitCode).toBe(0);
    const asked = world.emulator.requests().filter(({ operation }) => /^(partners\.get|entra\.token)$/.test(operation));
    expect(asked).toHaveLength(2);
    world.setLink(contoso, northwind);
    const drifted = await stack.preview({ expectNoChanges: true });
    expect(drifted.output).toContain("(PAL_DRIFT)");
    expect(drifted.exitCode).not.toBe(0);
  });
});
