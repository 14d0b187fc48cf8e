import type { ExportedStack } from "../../examples/cli";
import { credentialOf, identityOf } from "../e2e/harness/identities";
import { type Kill, kills, runAndKill, type Write } from "./harness/kills";
import { signal } from "./harness/processes";
import { killAll, provider } from "./harness/separateOperation";
import { until } from "./harness/until";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { leftBehind, saying, told } from "./harness/view";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import { consulting, contoso, fabrikam, link, northwind } from "../e2e/scenarios/common";

const former = {
  links: [link({}, {}, "made"), link({ credential: credentialOf(fabrikam), partnerId: northwind }, {}, "changed")],
};
const declared = { links: [link({}, {}, "made"), link({ credential: credentialOf(fabrikam) }, {}, "changed")] };
const bothAsDeclared = { [contoso]: consulting, [fabrikam]: consulting };

const upWrites: readonly Write[] = [
  { identity: contoso, operation: "partner.create", partnerId: consulting },
  { identity: fabrikam, operation: "partner.update", partnerId: consulting },
];
const destroyWrites: readonly Write[] = [contoso, fabrikam].map((identity) => {
  return { identity, operation: "partner.delete", partnerId: null };
});

type Links = Readonly<Record<string, string>>;

async function inWorld<T>(play: (world: CliWorld) => Promise<T>): Promise<T> {
  pretendUser();
  const world = await openCliWorld();
  try {
    return await play(world);
  } finally {
    killAll(world);
    await world.close();
  }
}

/** What the operation itself says: nothing where its engine was killed. */
function failing({ victims }: Kill, steps: readonly string[]) {
  if (victims !== "provider") return undefined;
  const errors = [saying("changed", "error"), saying("made", "error"), saying("stack", "error", "update failed")];
  return { exitCode: 1, steps, messages: errors };
}

/** An engine that was killed leaves what it had begun in the state. */
function pendingAfter({ victims }: Kill, operations: readonly string[]): readonly string[] {
  return victims === "provider" ? [] : operations;
}

/** What the next engine says of that. */
function interruptions(pending: readonly string[]): string[] {
  const pieces = pending.map((operation) => `interrupted while ${operation.split(" ")[0] ?? ""}`);
  return pending.length === 0 ? [] : [saying("stack", "warning", `${pending.length} pending operations`, ...pieces)];
}

/** Nothing that is left tells who wrote the links: as somebody else may have, destroy is not to remove them unasked. */
function adoption({ written }: Kill): string[] {
  if (!written) return [];
  const { objectId } = identityOf(fabrikam);
  return [
    saying("changed", "warning", objectId, consulting, "adopts", "onDelete", "(PAL_LINK_KEPT)"),
    saying("made", "info", identityOf(contoso).objectId, "was already linked", "onDelete"),
  ];
}

/** The links after a kill: those that the writes make, or those from before. */
function linksAfter({ written }: Kill, made: Links, before: Links): Links {
  return written ? made : before;
}

async function isSaved(world: CliWorld, name: string): Promise<boolean> {
  return name in (await leftBehind(world)).state;
}

describe("kill", () => {
  /** Both links as the former program declares them. */
  let formerState: ExportedStack;

  beforeAll(async () => {
    formerState = await inWorld(async (world) => {
      world.declare(former);
      await world.stack.up();
      return await world.stack.exportStack();
    });
  });

  /** The stack with one link to create and one to change. */
  async function givenOneOfTwo(world: CliWorld): Promise<void> {
    await world.stack.importStack(formerState);
    await world.stack.deleteState(await world.urnOf("made"));
    world.setLink(fabrikam, northwind);
    world.declare(declared);
  }

  /** The stack with both links to remove. */
  async function givenBoth(world: CliWorld): Promise<void> {
    await world.stack.importStack(formerState);
    world.setLink(contoso, consulting);
    world.setLink(fabrikam, northwind);
  }

  it.each(kills)("of $name leaves a create and an update to the next up", async (kill) => {
    await inWorld(async (world) => {
      await givenOneOfTwo(world);
      const steps = ["create made", "update changed"];
      const pending = pendingAfter(kill, ["creating made", "updating changed"]);

      const killed = await runAndKill(world, "up", kill, upWrites);
      expect(killed).toEqual(failing(kill, steps));
      expect(await leftBehind(world)).toEqual({
        links: linksAfter(kill, bothAsDeclared, { [fabrikam]: northwind }),
        state: { changed: { partnerId: northwind, adopted: false } },
        pending,
      });
      const messages = [...adoption(kill), ...interruptions(pending)];
      expect(told(await world.stack.up())).toEqual({ exitCode: 0, steps, messages });
      expect(await leftBehind(world)).toEqual({
        links: bothAsDeclared,
        state: {
          made: { partnerId: consulting, adopted: kill.written },
          changed: { partnerId: consulting, adopted: kill.written },
        },
        // Pulumi keeps these until `pulumi refresh --clear-pending-creates`.
        pending: pending.filter((operation) => operation.startsWith("creating")),
      });
    });
  });

  it.each(kills)("of $name leaves deletes to the next destroy", async (kill) => {
    await inWorld(async (world) => {
      await givenBoth(world);
      const steps = ["delete changed", "delete made"];
      const pending = pendingAfter(kill, ["deleting changed", "deleting made"]);

      const killed = await runAndKill(world, "destroy", kill, destroyWrites);
      expect(killed).toEqual(failing(kill, steps));
      expect(await leftBehind(world)).toEqual({
        links: linksAfter(kill, {}, { [contoso]: consulting, [fabrikam]: northwind }),
        state: {
          made: { partnerId: consulting, adopted: false },
          changed: { partnerId: northwind, adopted: false },
        },
        pending,
      });

      expect(told(await world.stack.destroy())).toEqual({ exitCode: 0, steps, messages: interruptions(pending) });
      expect(await leftBehind(world)).toEqual({ links: {}, state: {}, pending: [] });
    });
  });

  it("of the provider after its answer for one link, while it writes another, keeps the one", async () => {
    await inWorld(async (world) => {
      await givenOneOfTwo(world);
      const { emulator, stack } = world;
      emulator.addFault({ operation: "partner.update", effect: { kind: "hang" } });
      const up = stack.up();
      await until("the update", () => emulator.faults().some(({ seen }) => seen > 0));
      await until("the creation", () => isSaved(world, "made"));
      signal(await provider(world), "SIGKILL");
      const messages = [saying("changed", "error"), saying("stack", "error", "update failed")];
      expect(told(await up)).toEqual({ exitCode: 1, steps: ["create made", "update changed"], messages });
      expect(told(await stack.up())).toEqual({ exitCode: 0, steps: ["same made", "update changed"], messages: [] });
      const asDeclared = { partnerId: consulting, adopted: false };
      expect(await leftBehind(world)).toEqual({
        links: bothAsDeclared,
        state: { made: asDeclared, changed: asDeclared },
        pending: [],
      });
    });
  });
});
