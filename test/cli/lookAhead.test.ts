import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CliOptions } from "../../examples/cli";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import { credentialOf, identityOf } from "../e2e/harness/identities";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { contoso, fabrikam, link } from "../e2e/scenarios/common";

const two = { links: [link({}, {}, "one"), link({ credential: credentialOf(fabrikam) }, {}, "two")] };

/** Every file below a folder, as text. */
function textsBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
}

describe("looking ahead", () => {
  let world: CliWorld;

  beforeAll(pretendUser);
  beforeEach(async () => {
    world = await openCliWorld();
    world.declare(two);
    await world.stack.up();
    world.emulator.clearRequests();
  });
  afterEach(async () => {
    await world.close();
  });

  function opsOf({ steps }: Awaited<ReturnType<CliWorld["stack"]["up"]>>): string[] {
    return steps.filter(({ urn }) => urn.includes("PartnerAdminLink")).map(({ op }) => op);
  }

  it.each(["never settles", "rejects", "waits on an unreferenced timer"])(
    "deletes nothing when what it waits for %s",
    async (way) => {
      const broken = `--require ${join(__dirname, "harness", "brokenObserve.js")}`;
      const result = await world.stack.up({
        expectNoChanges: true,
        environment: {
          NODE_OPTIONS: `${String(world.stackOptions.environment["NODE_OPTIONS"])} ${broken}`,
          BROKEN_OBSERVE: way,
        },
      });
      expect([result.exitCode, ...opsOf(result)]).toEqual([0, "same", "same"]);
      expect(world.emulator.links().map(({ state }) => state)).toEqual(["Active", "Active"]);
    },
  );

  function hang(name: string): void {
    const { objectId } = identityOf(name);
    world.emulator.addFault({ operation: "partners.get", objectId, calls: { from: 1 }, effect: { kind: "hang" } });
  }

  it("does not believe what was seen more than ten minutes ago", async () => {
    const aged = two.links.map((one) => ({ ...one, options: { changing: "grown old" as const } }));
    world.declare({ links: aged });
    const result = await world.stack.preview({ expectNoChanges: true });
    expect([result.exitCode, ...opsOf(result)]).toEqual([0, "same", "same"]);
    const reads = world.emulator.requests().filter(({ operation }) => operation === "partners.get");
    expect(reads).toHaveLength(4);
  });

  it("waits once for a service that hangs, whether the program throws or not", async () => {
    hang(contoso);
    world.declare({ links: [...two.links, { name: "wrong", args: { partnerID: "123456" } }] });
    const { exitCode, seconds } = await world.stack.preview();
    expect(exitCode).not.toBe(0);
    expect(seconds).toBeLessThan(97);
  });

  it("holds up no more than ten seconds what --target leaves", async () => {
    const target = [await world.urnOf("two")];
    const { seconds: usual } = await world.stack.preview({ target });
    hang(contoso);
    const { exitCode, seconds } = await world.stack.preview({ target, expectNoChanges: true });
    expect(exitCode).toBe(0);
    expect(seconds - usual).toBeLessThan(11);
  });

  it("leaves nothing of what was seen in state, backups and plans, and tells nothing of it", async () => {
    const plan = join(world.folder, "home", "plan.json");
    const told: string[] = [];
    const run = async (operation: "preview" | "up", flags: readonly string[], options: CliOptions = {}) => {
      world.flags = flags;
      const result = await world.stack[operation](options);
      told.push(result.output, JSON.stringify(result.steps));
      return result.exitCode;
    };
    world.declare({ links: two.links.map((one) => ({ ...one, args: { ...one.args, partnerId: "654321" } })) });
    expect(await run("preview", [`--save-plan=${plan}`])).toBe(0);
    expect(await run("up", [`--plan=${plan}`])).toBe(0);
    expect(await run("preview", ["--json"])).toBe(0);
    expect(world.emulator.requests().length).toBeGreaterThan(0);
    const everything = [
      ...told,
      ...textsBelow(join(world.folder, "home")),
      JSON.stringify(await world.stack.exportStack()),
    ];
    expect(everything.filter((text) => /observation\\*"|traits\\*"|isPerson/.test(text))).toEqual([]);
  });
});
