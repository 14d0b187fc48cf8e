import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedStack, OperationResult } from "partner-admin-link-emulator/engine";
import { engine, isRecording } from "./harness/engine";
import { readableJson } from "./harness/json";
import { credentialOf, environmentOf, identityOf } from "./harness/identities";
import { pretendUser } from "./harness/usersEnvironment";
import { openWorld, type World } from "./harness/world";
import type { DeclaredLink, ProgramDeclaration } from "./harness/declaration";
import { ambientLink, consulting, contoso, fabrikam, link, northwind } from "./scenarios/common";
import { byToken, newRun } from "./scenarios/tokens";

const folder = join(__dirname, "states");
/** States with writes of unknown outcome, which nobody has looked into yet. */
const unsettledFolder = join(folder, "unsettled");
/** States of a link that is signed in to with a token of each run. */
const tokenFolder = join(folder, "runTokens");
const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
  version: string;
};
const adopter = environmentOf(fabrikam);

/** One link that the stack made, signed in to by a block; one that it adopted, signed in to by the environment. */
const program: ProgramDeclaration = {
  links: [link({}, {}, "made"), ...(ambientLink().links ?? []).map(named("adopted"))],
};

function named(name: string) {
  return <Item extends object>(item: Item) => ({ ...item, name });
}

async function inWorld<T>(declared: ProgramDeclaration, play: (world: World) => Promise<T>): Promise<T> {
  pretendUser();
  const world = await openWorld({ environment: adopter }, engine);
  try {
    world.declare(declared);
    return await play(world);
  } finally {
    await world.close();
  }
}

function summary({ exitCode, steps }: OperationResult) {
  return { exitCode, steps: steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`).sort() };
}

/** Releases whose state is kept, this one among them: each adds its own, and none is ever written again. */
function versionsIn(states: string): string[] {
  const files = readdirSync(states).filter((file) => file.endsWith(".json"));
  return [...new Set([...files.map((file) => file.slice(0, -".json".length)), version])];
}

function stateOf(states: string, release: string): ExportedStack {
  return JSON.parse(readFileSync(join(states, `${release}.json`), "utf8")) as ExportedStack;
}

async function recordCurrent(states: string, record: () => Promise<ExportedStack>): Promise<void> {
  const file = join(states, `${version}.json`);
  if (!isRecording || existsSync(file)) return;
  writeFileSync(file, `${readableJson(await record())}\n`);
}

const recordSettled = () =>
  inWorld(program, async (world) => {
    world.setLink(fabrikam, consulting);
    expect(summary(await world.stack.up())).toEqual({ exitCode: 0, steps: ["create adopted", "create made"] });
    return await world.stack.exportStack();
  });

/** One link that may have been made, and one whose partner may have been changed. */
function unsettledProgram(changedTo: string, others: readonly DeclaredLink[] = []): ProgramDeclaration {
  const changed = link({ partnerId: changedTo, credential: credentialOf(fabrikam) }, {}, "changed");
  return { links: [changed, ...others] };
}

const whole = unsettledProgram(consulting, [link({}, {}, "created")]);

const recordUnsettled = () =>
  inWorld(unsettledProgram(northwind), async (world) => {
    const { stack, emulator } = world;
    expect(summary(await stack.up())).toEqual({ exitCode: 0, steps: ["create changed"] });
    world.declare(whole);
    for (const operation of ["partner.create", "partner.update"] as const) {
      emulator.addFault({ operation, calls: { from: 1 }, effect: { kind: "truncate" } });
    }
    // One look comes before each write; the one after it is struck too.
    for (const { objectId } of [contoso, fabrikam].map(identityOf)) {
      emulator.addFault({ operation: "partners.get", objectId, calls: { from: 2 }, effect: { kind: "truncate" } });
    }
    expect(summary(await stack.up())).toEqual({ exitCode: 1, steps: ["create created", "update changed"] });
    return await stack.exportStack();
  });

/** The variables of a run with a token of its own, for the program and for what does not run it. */
async function variablesOfRun(world: World): Promise<Readonly<Record<string, string>>> {
  await newRun("JOB_TOKEN", "ARM_OIDC_TOKEN")(world);
  return world.variables;
}

const recordByToken = () =>
  inWorld(byToken(), async (world) => {
    const created = await world.stack.up({ environment: await variablesOfRun(world) });
    expect(summary(created)).toEqual({ exitCode: 0, steps: ["create link"] });
    return await world.stack.exportStack();
  });

describe("state of releases", () => {
  beforeAll(async () => {
    await recordCurrent(tokenFolder, recordByToken);
    await recordCurrent(folder, recordSettled);
    await recordCurrent(unsettledFolder, recordUnsettled);
  });

  it.each(versionsIn(folder))("of %s is previewed without change, refreshed and destroyed", async (release) => {
    await inWorld(program, async (world) => {
      const { stack, emulator } = world;
      world.setLink(fabrikam, consulting);
      world.setLink(contoso, consulting);
      await stack.importStack(stateOf(folder, release));
      const same = ["same adopted", "same made"];
      expect(summary(await stack.preview({ expectNoChanges: true }))).toEqual({ exitCode: 0, steps: same });
      const refreshed = ["refresh adopted", "refresh made"];
      expect(summary(await stack.refresh({ expectNoChanges: true }))).toEqual({ exitCode: 0, steps: refreshed });
      expect(summary(await stack.preview({ expectNoChanges: true }))).toEqual({ exitCode: 0, steps: same });
      const deleted = ["delete adopted", "delete made"];
      expect(summary(await stack.destroy())).toEqual({ exitCode: 0, steps: deleted });
      const active = emulator.links().filter(({ state }) => state === "Active");
      expect(active.map(({ partnerId, tenantId }) => `${tenantId} ${partnerId}`)).toEqual([
        `${String(adopter["ARM_TENANT_ID"])} ${consulting}`,
      ]);
    });
  });

  it.each(versionsIn(tokenFolder))("of %s without its token serves a run with another one", async (release) => {
    await inWorld(byToken(), async (world) => {
      const { stack } = world;
      world.setLink(contoso, consulting);
      await stack.importStack(stateOf(tokenFolder, release));
      const environment = await variablesOfRun(world);
      const options = { environment, expectNoChanges: true };
      expect(summary(await stack.preview(options))).toEqual({ exitCode: 0, steps: ["same link"] });
      expect(summary(await stack.refresh(options))).toEqual({ exitCode: 0, steps: ["refresh link"] });
      expect(summary(await stack.destroy({ environment }))).toEqual({ exitCode: 0, steps: ["delete link"] });
      expect(world.emulator.links().map(({ state }) => state)).toEqual(["Deleted"]);
    });
  });

  describe.each(versionsIn(unsettledFolder))("of %s, with writes of unknown outcome", (release) => {
    /** Of both, the creation took effect and the change did not. */
    async function asLeft<T>(play: (world: World) => Promise<T>): Promise<T> {
      return await inWorld(whole, async (world) => {
        world.setLink(contoso, consulting);
        world.setLink(fabrikam, northwind);
        await world.stack.importStack(stateOf(unsettledFolder, release));
        return await play(world);
      });
    }

    function partners({ emulator }: World): string[] {
      const active = emulator.links().filter(({ state }) => state === "Active");
      return active.map(({ partnerId }) => partnerId);
    }

    it("is completed by the next update", async () => {
      await asLeft(async (world) => {
        const steps = ["update changed", "update created"];
        expect(summary(await world.stack.up())).toEqual({ exitCode: 0, steps });
        expect(partners(world)).toEqual([consulting, consulting]);
        const { exitCode } = await world.stack.preview({ expectNoChanges: true });
        expect(exitCode).toBe(0);
      });
    });

    it("is destroyed with what was made", async () => {
      await asLeft(async (world) => {
        const steps = ["delete changed", "delete created"];
        expect(summary(await world.stack.destroy())).toEqual({ exitCode: 0, steps });
        expect(partners(world)).toEqual([]);
      });
    });
  });
});
