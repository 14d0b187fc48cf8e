import type { PartialFailure } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, someone } from "./harness/principals";
import { lostWrites } from "./harness/lostWrites";
import { inputsOf, linked } from "./harness/properties";
import { shareWorld } from "./harness/world";

const other = otherPartner.partnerId;
const third = "777777";
const nothingKept: PartialFailure = { id: "", properties: {}, reasons: [] };

describe("after a write whose outcome is unknown", () => {
  const world = shareWorld();
  const { emulator, provider, fresh, start, reset, stop } = world;
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const { afterwards, created, repaired, changed } = lostWrites(world);

  it("replaces the previous partner if it is still linked", async () => {
    const me = someone(emulator());
    const state = await repaired(me);
    await (await fresh()).update(me.id, state, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("changes the link that a creation made when the program names another partner", async () => {
    const me = someone(emulator());
    const state = await created(me, "written");
    await (await fresh()).update(me.id, state, inputsOf(me, { partnerId: other }));
    expect(linkedTo(emulator(), me)).toBe(other);
  });

  it("destroys the link of the first write when a second write was lost too", async () => {
    const me = someone(emulator());
    const state = await changed(me, await created(me, "written"), other, "unwritten");
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    await (await fresh()).delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("destroys the link of a change that was applied when a second write was lost too", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "written");
    const again = await changed(me, state, third, "unwritten");
    expect(linkedTo(emulator(), me)).toBe(other);
    await (await fresh()).delete(me.id, again);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("owns the link of any of the lost writes", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "unwritten");
    const again = await changed(me, state, third, "unwritten");
    setLink(emulator(), me, other);
    const { properties } = await (await fresh()).read(me.id, again);
    expect(properties).toMatchObject({
      partnerId: other,
      adopted: false,
      __link: { kind: "settled", partnerId: other, created: true },
    });
    await (await fresh()).delete(me.id, again);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("keeps the resource in state after a gateway's time-out, because the write may still be applied", async () => {
    const me = someone(emulator());
    const { clientId } = me;
    const effect = { kind: "status", status: 504 } as const;
    emulator().addFault({ operation: "partner.create", clientId, calls: { from: 1 }, effect });
    const { message, partial = nothingKept } = await expectFailure(provider().create(inputsOf(me)));
    expect(message).toMatch(/The request to link it to 123456 may have been applied. The resource is kept in state/);
    emulator().clearFaults();
    setLink(emulator(), me, partner.partnerId);
    await (await fresh()).delete(me.id, partial.properties);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("keeps the resource in state when a refresh finds no link", async () => {
    const me = someone(emulator());
    const state = await created(me);
    const process = await fresh();
    expect(await process.read(me.id, state)).toMatchObject({ id: me.id, properties: state });
    expect(process.logs(me.urn)).toMatchObject([{ severity: "warning" }]);
    await process.update(me.id, state, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  const ignored = { ignoreChanges: ["partnerId"] };

  it("does not take over another process's link because drift is ignored", async () => {
    const me = someone(emulator());
    const state = await created(me);
    setLink(emulator(), me, third);
    await expectFailure((await fresh()).update(me.id, state, inputsOf(me, {}, ignored)));
    expect(linkedTo(emulator(), me)).toBe(third);
  });

  it("forgets the previous link once refresh sees the new one", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "written");
    const { properties } = await (await fresh()).read(me.id, state);
    expect(properties).toMatchObject({
      partnerId: other,
      adopted: false,
      __link: { kind: "settled", partnerId: other, created: true },
    });
    setLink(emulator(), me, partner.partnerId);
    await (await fresh()).delete(me.id, properties);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("leaves an adopted link adopted when the write was not applied", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me, { adopted: true }), other, "unwritten");
    const { properties } = await (await fresh()).read(me.id, state);
    expect(properties).toMatchObject({ partnerId: partner.partnerId, adopted: true });
    const outs = await (await fresh()).update(me.id, state, inputsOf(me));
    expect(outs).toMatchObject({ partnerId: partner.partnerId, adopted: true });
    await (await fresh()).delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("needs overwrite again to replace a partner that only overwrite allowed to replace", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "unwritten");
    setLink(emulator(), me, third);
    const process = await fresh();
    const news = inputsOf(me, { partnerId: other, overwrite: true });
    const again = await afterwards(me, 3, "unwritten", () => process.update(me.id, state, news));
    await expectFailure((await fresh()).update(me.id, again, inputsOf(me, { partnerId: other })));
    expect(linkedTo(emulator(), me)).toBe(third);
  });

  it.each(["bestEffort", "off"])(
    "shows a change until a read has settled the outcome, driftCheck %s",
    async (driftCheck) => {
      const me = someone(emulator());
      const news = inputsOf(me, { driftCheck });
      const state = await afterwards(me, 3, "unwritten", () => provider().create(news));
      emulator().addFault({
        operation: "partners.get",
        clientId: me.clientId,
        calls: { from: 1 },
        effect: { kind: "html", status: 200 },
      });
      const { properties } = await (await fresh()).read(me.id, state);
      expect(await (await fresh()).diff(me.id, properties, news)).toMatchObject({ changes: "some" });
    },
  );

  it("repairs the link after two lost writes", async () => {
    const me = someone(emulator());
    const state = await repaired(me);
    const next = await fresh();
    const again = await afterwards(me, 3, "unwritten", () => next.update(me.id, state, inputsOf(me)));
    await (await fresh()).update(me.id, again, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  const writes = [
    ["creation", created],
    ["repair", repaired],
  ] as const;

  it.each(writes)("does not replace a partner that another process linked since: %s", async (_name, write) => {
    const me = someone(emulator());
    const state = await write(me);
    setLink(emulator(), me, third);
    await expect((await fresh()).update(me.id, state, inputsOf(me))).rejects.toThrow("Nothing was written");
    expect(linkedTo(emulator(), me)).toBe(third);
  });

  it.each(writes)(
    "drops a link of another process on refresh, and does not replace it afterwards: %s",
    async (_name, write) => {
      const me = someone(emulator());
      const state = await write(me);
      setLink(emulator(), me, third);
      const next = await fresh();
      expect(await next.read(me.id, state)).toMatchObject({ id: "" });
      expect(next.logs(me.urn).map(({ severity, message }) => ({ severity, message }))).toEqual([
        {
          severity: "warning",
          message: `${me.label} is linked to ${third}, not to 123456. This stack did not make that link, so it is left in place and the resource is removed from state (PAL_LINK_KEPT)`,
        },
      ]);
      const { failures } = await next.check({}, inputsOf(me));
      expect(failures).toMatchObject([{ property: "partnerId" }]);
    },
  );

  it.each(writes)("refresh settles the link that was made: %s", async (_name, write) => {
    const me = someone(emulator());
    const state = await write(me, "written");
    const next = await fresh();
    const { id, properties } = await next.read(me.id, state);
    expect({ id, properties }).toMatchObject({ id: me.id, properties: { partnerId: "123456", state: "Active" } });
    await next.delete(me.id, properties);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("refresh keeps the previous link when the repair was not applied", async () => {
    const me = someone(emulator());
    const state = await repaired(me);
    const next = await fresh();
    const { properties } = await next.read(me.id, state);
    expect(properties).toMatchObject({ partnerId: other, __link: { kind: "settled", partnerId: "123456" } });
    await next.update(me.id, properties, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("does not replace a link that appears during the rewrite", async () => {
    const me = someone(emulator());
    const state = await created(me);
    const { clientId } = me;
    const next = await fresh();
    emulator().addFault({ operation: "partner.create", clientId, effect: { kind: "delay", ms: 200 } });
    const ending = expectFailure(next.update(me.id, state, inputsOf(me)));
    const isUnderWay = () =>
      emulator()
        .faults()
        .some(({ seen }) => seen > 0);
    while (!isUnderWay()) await new Promise(setImmediate);
    setLink(emulator(), me, third);
    expect((await ending).message).toContain("is already linked to another partner");
    expect(linkedTo(emulator(), me)).toBe(third);
  });
});
