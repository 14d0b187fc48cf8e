import type { FaultEffect } from "partner-admin-link-emulator";
import type { ProgramDeclaration } from "./harness/declaration";
import { engine } from "./harness/engine";
import { identityOf } from "./harness/identities";
import { pretendUser } from "./harness/usersEnvironment";
import { leftBehind, saying, told } from "./harness/view";
import { openWorld, type World } from "./harness/world";
import { consulting, contoso, northwind, oneLink } from "./scenarios/common";

const toNorthwind = { [contoso]: northwind };
const { objectId } = identityOf(contoso);

/** Consulting is not of that name: what was written must be undone. */
const misnamed = oneLink({ overwrite: true, expect: { partnerName: "Tailspin Toys" } });
const failed = saying("stack", "error", "update failed");
const nothing = { links: {}, state: {}, pending: [] };

async function inWorld(play: (world: World) => Promise<void>): Promise<void> {
  pretendUser();
  const world = await openWorld({}, engine);
  try {
    await play(world);
  } finally {
    await world.close();
  }
}

/** A link of this stack to that partner, in state and in Azure. */
function made(partnerId: string) {
  return { links: { [contoso]: partnerId }, state: { link: { partnerId, adopted: false } }, pending: [] };
}

async function up(world: World, program: ProgramDeclaration) {
  world.declare(program);
  return told(await world.stack.up());
}

/** The write takes effect, or does not, its answer is no answer, and a look afterwards is refused. */
function loseSight({ emulator }: World, operation: "partner.create" | "partner.update", effect: FaultEffect): void {
  emulator.addFault({ operation, effect });
  // The look before the write is answered.
  const refused = { kind: "status", status: 403 } as const;
  emulator.addFault({ operation: "partners.get", calls: { from: 2 }, effect: refused });
}

describe("expect.partnerName", () => {
  it("restores the partner that overwrite replaced when the new one has another name", async () => {
    await inWorld(async (world) => {
      world.setLink(contoso, northwind);
      const says = ["Tailspin Toys", "Fabrikam Consulting", objectId, northwind, "restored"];
      expect(await up(world, misnamed)).toMatchObject({
        exitCode: 1,
        messages: [saying("link", "error", ...says), failed],
      });
      expect(await leftBehind(world)).toEqual({ ...nothing, links: toNorthwind });
    });
  });

  it("keeps the resource when the partner that overwrite replaced cannot be restored", async () => {
    await inWorld(async (world) => {
      world.setLink(contoso, northwind);
      world.emulator.addFault({ operation: "partner.update", calls: 2, effect: { kind: "status", status: 403 } });
      const says = ["Tailspin Toys", "Fabrikam Consulting", objectId, "could not be undone", northwind];
      expect(await up(world, misnamed)).toMatchObject({
        exitCode: 1,
        messages: [saying("link", "error", ...says), failed],
      });
      expect(await leftBehind(world)).toEqual(made(consulting));
      expect(await up(world, oneLink())).toEqual({ exitCode: 0, steps: ["update link"], messages: [] });
      expect(await leftBehind(world)).toEqual(made(consulting));
    });
  });

  it("restores the former partner of an update", async () => {
    await inWorld(async (world) => {
      await up(world, oneLink({ partnerId: northwind }));
      const says = ["Tailspin Toys", "Fabrikam Consulting", objectId, northwind, "restored"];
      expect(await up(world, misnamed)).toEqual({
        exitCode: 1,
        steps: ["update link"],
        messages: [saying("link", "error", ...says), failed],
      });
      expect(await leftBehind(world)).toEqual(made(northwind));
    });
  });

  it("keeps what an update wrote in the state when the former partner cannot be restored", async () => {
    await inWorld(async (world) => {
      await up(world, oneLink({ partnerId: northwind }));
      world.emulator.addFault({ operation: "partner.update", calls: 2, effect: { kind: "status", status: 403 } });
      const says = ["Tailspin Toys", "Fabrikam Consulting", objectId, "could not be undone"];
      expect(await up(world, misnamed)).toEqual({
        exitCode: 1,
        steps: ["update link"],
        messages: [saying("link", "error", ...says), failed],
      });
      expect(await leftBehind(world)).toEqual(made(consulting));
      expect(await up(world, oneLink({ partnerId: northwind }))).toMatchObject({ exitCode: 0, steps: ["update link"] });
      expect(await leftBehind(world)).toEqual(made(northwind));
    });
  });

  it("undoes a write whose reply was lost", async () => {
    await inWorld(async (world) => {
      world.emulator.addFault({ operation: "partner.create", effect: { kind: "reset", when: "after" } });
      expect(await up(world, misnamed)).toMatchObject({
        exitCode: 1,
        messages: [saying("link", "error", "removed again"), failed],
      });
      expect(await leftBehind(world)).toEqual(nothing);
    });
  });
});

describe("a write of unknown outcome", () => {
  const unknown = saying("link", "error", objectId, consulting, "may have been applied", "kept in state", "pulumi up");

  it("stays in the state when it was written, and the next update completes it", async () => {
    await inWorld(async (world) => {
      loseSight(world, "partner.create", { kind: "truncate" });
      expect(await up(world, oneLink())).toEqual({ exitCode: 1, steps: ["create link"], messages: [unknown, failed] });
      expect(await leftBehind(world)).toEqual(made(consulting));
      world.emulator.clearFaults();
      expect(await up(world, oneLink())).toEqual({ exitCode: 0, steps: ["update link"], messages: [] });
      expect(await leftBehind(world)).toEqual(made(consulting));
    });
  });

  it("is removed by destroy", async () => {
    await inWorld(async (world) => {
      loseSight(world, "partner.create", { kind: "truncate" });
      await up(world, oneLink());
      world.emulator.clearFaults();
      expect(told(await world.stack.destroy())).toEqual({ exitCode: 0, steps: ["delete link"], messages: [] });
      expect(await leftBehind(world)).toEqual(nothing);
    });
  });

  it("does not replace another partner's link when it was not written", async () => {
    await inWorld(async (world) => {
      loseSight(world, "partner.create", { kind: "html", status: 200 });
      await up(world, oneLink());
      world.emulator.clearFaults();
      world.setLink(contoso, northwind);
      expect(await up(world, oneLink())).toMatchObject({ exitCode: 1, steps: ["update link"] });
      expect((await leftBehind(world)).links).toEqual(toNorthwind);
    });
  });

  it("of an update is completed by the next one", async () => {
    await inWorld(async (world) => {
      await up(world, oneLink({ partnerId: northwind }));
      loseSight(world, "partner.update", { kind: "truncate" });
      expect(await up(world, oneLink())).toEqual({ exitCode: 1, steps: ["update link"], messages: [unknown, failed] });
      world.emulator.clearFaults();
      expect(await up(world, oneLink())).toEqual({ exitCode: 0, steps: ["update link"], messages: [] });
      expect(await leftBehind(world)).toEqual(made(consulting));
    });
  });

  it("of an update is removed by destroy", async () => {
    await inWorld(async (world) => {
      await up(world, oneLink({ partnerId: northwind }));
      loseSight(world, "partner.update", { kind: "truncate" });
      await up(world, oneLink());
      world.emulator.clearFaults();
      expect(told(await world.stack.destroy())).toEqual({ exitCode: 0, steps: ["delete link"], messages: [] });
      expect(await leftBehind(world)).toEqual(nothing);
    });
  });
});
