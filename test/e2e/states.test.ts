import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedStack, OperationResult } from "partner-admin-link-emulator/engine";
import { engine, isRecording } from "./harness/engine";
import { readableJson } from "./harness/json";
import { environmentOf } from "./harness/identities";
import { pretendUser } from "./harness/usersEnvironment";
import { openWorld, type World } from "./harness/world";
import type { ProgramDeclaration } from "./harness/declaration";
import { ambientLink, consulting, contoso, fabrikam, link } from "./scenarios/common";

const folder = join(__dirname, "states");
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

async function inWorld<T>(play: (world: World) => Promise<T>): Promise<T> {
  pretendUser();
  const world = await openWorld({ environment: adopter }, engine);
  try {
    world.setLink(fabrikam, consulting);
    world.declare(program);
    return await play(world);
  } finally {
    await world.close();
  }
}

function summary({ exitCode, steps }: OperationResult) {
  return { exitCode, steps: steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`).sort() };
}

/** Releases whose state is kept: each adds its own, and none is ever written again. */
function recordedVersions(): string[] {
  return readdirSync(folder).map((file) => file.slice(0, -".json".length));
}

async function recordCurrent(): Promise<void> {
  const file = join(folder, `${version}.json`);
  if (!isRecording || existsSync(file)) return;
  const state = await inWorld(async ({ stack }) => {
    expect(summary(await stack.up())).toEqual({ exitCode: 0, steps: ["create adopted", "create made"] });
    return await stack.exportStack();
  });
  writeFileSync(file, `${readableJson(state)}\n`);
}

describe("state of releases", () => {
  beforeAll(recordCurrent);

  it("is kept of this version", () => {
    expect(recordedVersions()).toContain(version);
  });

  it.each(recordedVersions())("of %s is previewed without change, refreshed and destroyed", async (release) => {
    await inWorld(async (world) => {
      const { stack, emulator } = world;
      world.setLink(contoso, consulting);
      await stack.importStack(JSON.parse(readFileSync(join(folder, `${release}.json`), "utf8")) as ExportedStack);
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
});
