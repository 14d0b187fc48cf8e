import type { PartialFailure, Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, type Someone, someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareWorld } from "./harness/world";

const other = otherPartner.partnerId;
const third = "777777";
const nothingKept: PartialFailure = { id: "", properties: {}, reasons: [] };

describe("after a write of which nobody knows whether it took effect", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  type Act = "unwritten" | "written";
  const effects = { unwritten: { kind: "html", status: 200 }, written: { kind: "truncate" } } as const;

  /** What the state keeps of a write whose answer makes no sense, as that of every look after it. */
  async function afterwards(
    me: Someone,
    request: number,
    when: Act,
    write: () => Promise<unknown>,
  ): Promise<Properties> {
    const { clientId } = me;
    emulator().addFault({ operation: "*", clientId, calls: { from: request }, effect: effects[when] });
    const { message, partial } = await expectFailure(write());
    emulator().clearFaults();
    expect(message).toMatch(
      /It is not known whether the link to \d+ was written; the stack keeps it: run `pulumi up` again$/,
    );
    expect(partial).toMatchObject({ id: me.id });
    return partial?.properties ?? {};
  }

  const created = (me: Someone, when: Act = "unwritten") =>
    afterwards(me, 3, when, () => provider().create(inputsOf(me)));

  async function repaired(me: Someone, when: Act = "unwritten"): Promise<Properties> {
    const state = linked(emulator(), me);
    setLink(emulator(), me, other);
    return await afterwards(me, 3, when, () => provider().update(me.id, state, inputsOf(me)));
  }

  it("a partner that was found and is linked still is replaced by the repair", async () => {
    const me = someone(emulator());
    const state = await repaired(me);
    await (await fresh()).update(me.id, state, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("the link that a creation may have made is changed when the program names another partner", async () => {
    const me = someone(emulator());
    const state = await created(me, "written");
    await (await fresh()).update(me.id, state, inputsOf(me, { partnerId: other }));
    expect(linkedTo(emulator(), me)).toBe(other);
  });

  /** Has another update fail, with the state of the one before. */
  async function changed(me: Someone, state: Properties, partnerId: string, when: Act): Promise<Properties> {
    const process = await fresh();
    return await afterwards(me, 3, when, () => process.update(me.id, state, inputsOf(me, { partnerId })));
  }

  it("a second one knows of the first what the look between them has found, and destroy removes that", async () => {
    const me = someone(emulator());
    const state = await changed(me, await created(me, "written"), other, "unwritten");
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    await (await fresh()).delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("a second one after a change that was made leaves that to destroy", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "written");
    const again = await changed(me, state, third, "unwritten");
    expect(linkedTo(emulator(), me)).toBe(other);
    await (await fresh()).delete(me.id, again);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("each of them may still take effect, and is the stack's own when it does", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "unwritten");
    const again = await changed(me, state, third, "unwritten");
    setLink(emulator(), me, other);
    const { properties } = await (await fresh()).read(me.id, again);
    expect(properties).toMatchObject({ partnerId: other, adopted: false, __declaredPartnerId: other });
    await (await fresh()).delete(me.id, again);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("a gateway's time-out is no answer: the write may still take effect", async () => {
    const me = someone(emulator());
    const { clientId } = me;
    const effect = { kind: "status", status: 504 } as const;
    emulator().addFault({ operation: "partner.create", clientId, calls: { from: 1 }, effect });
    const { message, partial = nothingKept } = await expectFailure(provider().create(inputsOf(me)));
    expect(message).toMatch(/It is not linked to 123456 now, but the write may still take effect; the stack keeps it/);
    emulator().clearFaults();
    setLink(emulator(), me, partner.partnerId);
    await (await fresh()).delete(me.id, partial.properties);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("a refresh that finds nothing leaves it to the update", async () => {
    const me = someone(emulator());
    const state = await created(me);
    const process = await fresh();
    expect(await process.read(me.id, state)).toMatchObject({ id: me.id, properties: state });
    expect(process.logs(me.urn)).toMatchObject([{ severity: "warning" }]);
    await process.update(me.id, state, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  const ignored = { __ignoreChanges: ["partnerId"] };

  it("ignored drift does not make somebody else's link the stack's", async () => {
    const me = someone(emulator());
    const state = await created(me);
    setLink(emulator(), me, third);
    await expectFailure((await fresh()).update(me.id, state, inputsOf(me, ignored)));
    expect(linkedTo(emulator(), me)).toBe(third);
  });

  it("the link of before is nobody's any more once a refresh has found the new one", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me), other, "written");
    const { properties } = await (await fresh()).read(me.id, state);
    expect(properties).toMatchObject({ partnerId: other, adopted: false, __declaredPartnerId: other });
    setLink(emulator(), me, partner.partnerId);
    await (await fresh()).delete(me.id, properties);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("an adopted link that stands still is adopted still", async () => {
    const me = someone(emulator());
    const state = await changed(me, linked(emulator(), me, { adopted: true }), other, "unwritten");
    const { properties } = await (await fresh()).read(me.id, state);
    expect(properties).toMatchObject({ partnerId: partner.partnerId, adopted: true });
    const outs = await (await fresh()).update(me.id, state, inputsOf(me));
    expect(outs).toMatchObject({ partnerId: partner.partnerId, adopted: true });
    await (await fresh()).delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("a partner that only overwrite was to replace needs overwrite again", async () => {
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
    "nothing passes for done before somebody has looked, driftCheck %s",
    async (driftCheck) => {
      const me = someone(emulator());
      const news = inputsOf(me, { driftCheck });
      const state = await afterwards(me, 3, "unwritten", () => provider().create(news));
      emulator().addFault({
        operation: "partners.get",
        clientId: me.clientId,
        calls: { from: 1 },
        effect: effects.unwritten,
      });
      const { properties } = await (await fresh()).read(me.id, state);
      expect(await (await fresh()).diff(me.id, properties, news)).toMatchObject({ changes: "some" });
    },
  );

  it("a second failure of the repair changes nothing of that", async () => {
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

  it.each(writes)("a partner that somebody has linked since is not replaced: %s", async (_name, write) => {
    const me = someone(emulator());
    const state = await write(me);
    setLink(emulator(), me, third);
    await expect((await fresh()).update(me.id, state, inputsOf(me))).rejects.toThrow("Nothing was written");
    expect(linkedTo(emulator(), me)).toBe(third);
  });

  it.each(writes)(
    "refresh drops what somebody has linked since, so that it is not replaced either: %s",
    async (_name, write) => {
      const me = someone(emulator());
      const state = await write(me);
      setLink(emulator(), me, third);
      const next = await fresh();
      expect(await next.read(me.id, state)).toMatchObject({ id: "" });
      expect(next.logs(me.urn).map(({ severity, message }) => ({ severity, message }))).toEqual([
        {
          severity: "warning",
          message: `${me.label} is linked to ${third}, not to 123456 as this resource may have left it: that link is left alone, and the resource is dropped from the state`,
        },
      ]);
      const { failures } = await next.check({}, inputsOf(me));
      expect(failures).toMatchObject([{ property: "partnerId" }]);
    },
  );

  it.each(writes)("refresh takes the link that was made: %s", async (_name, write) => {
    const me = someone(emulator());
    const state = await write(me, "written");
    const next = await fresh();
    const { id, properties } = await next.read(me.id, state);
    expect({ id, properties }).toMatchObject({ id: me.id, properties: { partnerId: "123456", state: "Active" } });
    await next.delete(me.id, properties);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("refresh tells a repair that came to nothing from somebody else's link", async () => {
    const me = someone(emulator());
    const state = await repaired(me);
    const next = await fresh();
    const { properties } = await next.read(me.id, state);
    expect(properties).toMatchObject({ partnerId: other, __declaredPartnerId: "123456" });
    await next.update(me.id, properties, inputsOf(me));
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("nobody's link that appears while it is written anew is replaced", async () => {
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
