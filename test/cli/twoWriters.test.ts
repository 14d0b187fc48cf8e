import { identityOf } from "../e2e/harness/identities";
import { openSecondStack, type SecondStack } from "./harness/secondStack";
import { until } from "./harness/until";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { leftBehind, saying, type Told, told } from "./harness/view";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import { consulting, contoso, northwind, oneLink } from "../e2e/scenarios/common";

const { objectId } = identityOf(contoso);
const nothing = { links: {}, state: {}, pending: [] };
const adopting = saying("link", "info", objectId, "was already linked", "adopted", "PartnerAdminLink.get");

async function inWorld(play: (world: CliWorld, other: SecondStack) => Promise<void>): Promise<void> {
  pretendUser();
  const world = await openCliWorld();
  try {
    await play(world, await openSecondStack(world));
  } finally {
    await world.close();
  }
}

/** A stack that is linked to that partner, live and in its state. */
function linked(partnerId: string, adopted = false) {
  return { links: { [contoso]: partnerId }, state: { link: { partnerId, adopted } }, pending: [] };
}

function drifted(now: string, declared: string): string {
  return saying("link", "warning", "drifted", objectId, now, `declared ${declared}`);
}

function succeeded(step: string, ...messages: readonly string[]): Told {
  return { exitCode: 0, steps: [`${step} link`], messages };
}

describe("two stacks of one identity", () => {
  it("with different partners take turns only where both overwrite, and each reports the link that it found", async () => {
    await inWorld(async (world, other) => {
      const { stack } = world;
      world.declare(oneLink());
      other.declare(oneLink({ partnerId: northwind }));
      expect(told(await stack.up())).toEqual(succeeded("create"));
      const refused = saying("link", "error", objectId, "another partner", consulting, "overwrite");
      expect(told(await other.stack.up())).toEqual({ exitCode: 1, steps: [], messages: [refused] });
      expect(await leftBehind(other)).toEqual({ ...nothing, links: { [contoso]: consulting } });

      other.declare(oneLink({ partnerId: northwind, overwrite: true }));
      const overwriting = saying("link", "info", consulting, northwind);
      expect(told(await other.stack.preview())).toEqual(succeeded("create", overwriting));
      expect(told(await other.stack.up())).toEqual(succeeded("create"));
      expect(told(await stack.up())).toEqual(succeeded("update", drifted(northwind, consulting)));
      expect(told(await other.stack.preview())).toEqual(succeeded("update", drifted(consulting, northwind)));

      const leftAlone = saying("link", "warning", objectId, consulting, northwind, "left in place");
      expect(told(await other.stack.destroy())).toEqual(succeeded("delete", leftAlone));
      expect(await leftBehind(world)).toEqual(linked(consulting));
    });
  });

  it("with the same partner share a link that the first one owns, until it goes", async () => {
    await inWorld(async (world, other) => {
      world.declare(oneLink());
      other.declare(oneLink());
      expect(told(await world.stack.up())).toEqual(succeeded("create"));
      expect(told(await other.stack.up())).toEqual(succeeded("create", adopting));
      expect(await leftBehind(other)).toEqual(linked(consulting, true));
      expect(told(await world.stack.destroy())).toEqual(succeeded("delete"));
      expect(told(await other.stack.up())).toEqual(succeeded("update", drifted("not linked", consulting)));
      expect(await leftBehind(other)).toEqual(linked(consulting));
    });
  });

  /** Both have looked by the time either writes. */
  async function upAtOnce(world: CliWorld, other: SecondStack, partnerId: string): Promise<[Told, Told]> {
    world.declare(oneLink());
    other.declare(oneLink({ partnerId }));
    world.emulator.addFault({ operation: "partner.create", effect: { kind: "delay", ms: 1500 } });
    const [one, another] = await Promise.all([world.stack.up(), other.stack.up()]);
    return [told(one), told(another)];
  }

  it("that create at once with different partners end with one link and one error that names it", async () => {
    await inWorld(async (world, other) => {
      const ended = await upAtOnce(world, other, northwind);
      const { links } = await leftBehind(world);
      const [won, lost] = [...ended].sort((one, another) => one.exitCode - another.exitCode);
      expect(won).toEqual(succeeded("create"));
      const refused = saying("link", "error", objectId, "another partner", String(links[contoso]), "overwrite");
      expect(lost).toMatchObject({ exitCode: 1, messages: expect.arrayContaining([refused]) as string[] });
      const states = [(await leftBehind(world)).state, (await leftBehind(other)).state];
      expect(states).toContainEqual({});
      expect(states).toContainEqual({ link: { partnerId: links[contoso], adopted: false } });
    });
  });

  it("that create at once with the same partner end with one link that one of them adopts, saying so", async () => {
    await inWorld(async (world, other) => {
      const ended = await upAtOnce(world, other, consulting);
      const [made, adopted] = [...ended].sort((one, another) => one.messages.length - another.messages.length);
      expect(made).toEqual(succeeded("create"));
      expect(adopted).toMatchObject({ exitCode: 0, messages: expect.arrayContaining([adopting]) as string[] });
      const states = [(await leftBehind(world)).state, (await leftBehind(other)).state];
      expect(states).toContainEqual({ link: { partnerId: consulting, adopted: false } });
      expect(states).toContainEqual({ link: { partnerId: consulting, adopted: true } });
      expect(world.emulator.links()).toMatchObject([{ objectId, partnerId: consulting, version: 1 }]);
    });
  });
});

describe("the portal, between look and write", () => {
  type Write = "partner.create" | "partner.update" | "partner.delete";

  /** Holds an operation's write up until the portal has changed the link. */
  async function race(world: CliWorld, run: "up" | "destroy", write: Write, portal: string | null): Promise<Told> {
    const { emulator, stack } = world;
    emulator.addFault({ operation: write, effect: { kind: "delay", ms: 500 } });
    const operation = stack[run]();
    await until("the write", () => emulator.faults().some(({ seen }) => seen > 0));
    world.setLink(contoso, portal);
    return told(await operation);
  }

  it("linking another partner makes a create fail, naming it", async () => {
    await inWorld(async (world) => {
      world.declare(oneLink());
      const refused = saying("link", "error", objectId, "another partner", northwind, "overwrite");
      const messages = [refused, saying("stack", "error", "update failed")];
      expect(await race(world, "up", "partner.create", northwind)).toEqual({
        exitCode: 1,
        steps: ["create link"],
        messages,
      });
      expect(await leftBehind(world)).toEqual({ ...nothing, links: { [contoso]: northwind } });
    });
  });

  it.each([
    ["unlinking", null],
    ["linking another partner", "999999"],
  ])("%s makes no difference to an update", async (_what, portal) => {
    await inWorld(async (world) => {
      world.declare(oneLink({ partnerId: northwind }));
      await world.stack.up();
      world.declare(oneLink());
      expect(await race(world, "up", "partner.update", portal)).toEqual(succeeded("update"));
      expect(await leftBehind(world)).toEqual(linked(consulting));
    });
  });

  it("linking another partner keeps that link from a delete, which says so", async () => {
    await inWorld(async (world) => {
      world.declare(oneLink());
      await world.stack.up();
      const leftAlone = saying("link", "warning", objectId, northwind, consulting, "left in place");
      expect(await race(world, "destroy", "partner.delete", northwind)).toEqual(succeeded("delete", leftAlone));
      expect(await leftBehind(world)).toEqual({ ...nothing, links: { [contoso]: northwind } });
    });
  });
});
