import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { environmentOf, linkedTo, otherPartner, partner, setLink, someone, urnOf } from "./harness/principals";
import { inputsOf, linked, outputsOf } from "./harness/properties";
import { asked, shareWorld, written } from "./harness/world";

describe("delete", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  it("leaves the link of a partner who took over", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    await provider().delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
    expect(written(emulator())).toEqual([]);
    const message = `${me.label} is linked to 654321 (Northwind Services), not to 123456 as this resource left it: that link is left alone`;
    expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "warning", message, ephemeral: false }]);
  });

  it("leaves the link of a partner who took over before a refresh", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    const { properties } = await provider().read(me.id, state);
    expect(properties["partnerId"]).toBe(otherPartner.partnerId);
    await provider().delete(me.id, properties);
    expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
  });

  const endings: [name: string, outputs: Properties, left: string | undefined][] = [
    ["removes what the resource created", {}, undefined],
    ["leaves what the resource adopted", { adopted: true }, partner.partnerId],
    ["removes what the resource adopted when told to", { adopted: true, onDelete: "unlink" }, undefined],
    ["leaves what the resource created when told to", { onDelete: "retain" }, partner.partnerId],
  ];

  it.each(endings)("%s", async (_name, outputs, left) => {
    const me = someone(emulator());
    await provider().delete(me.id, linked(emulator(), me, outputs));
    expect(linkedTo(emulator(), me)).toBe(left);
  });

  it("may be called again", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    await provider().delete(me.id, state);
    await provider().delete(me.id, state);
    expect(written(emulator())).toEqual(["partner.delete 200"]);
  });

  it("asks nobody when the link is kept, not even without a credential", async () => {
    const me = someone(emulator());
    await provider().delete(me.id, linked(emulator(), me, { credential: undefined, onDelete: "retain" }));
    expect(emulator().requests()).toEqual([]);
  });

  const kept = (id: string, urn: string) =>
    `the partner admin link of ${id} is held by ${urn} now: nothing was removed. Where that one adopted it, destroy leaves it unless onDelete is "unlink"`;

  it.each(["before", "renamed"])(
    "writes nothing after a replacement of the same identity: the new one is %s",
    async (name) => {
      const me = someone(emulator());
      const state = linked(emulator(), me, { __urn: urnOf("before") });
      const process = await fresh();
      const inputs = inputsOf(me, { __urn: urnOf(name) });
      await process.check({}, inputs);
      const created = await process.create(inputs);
      await process.delete(me.id, state);
      expect(created.properties["adopted"]).toBe(true);
      expect(written(emulator()).filter((request) => request.startsWith("partner.delete"))).toEqual([]);
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
      expect(process.logs(urnOf("before")).at(-1)).toMatchObject({
        severity: "info",
        message: kept(me.id, urnOf(name)),
      });
    },
  );

  it("writes nothing when the replacement comes after it", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const process = await fresh();
    await process.check({}, inputsOf(me));
    await process.delete(me.id, state);
    await process.create(inputsOf(me));
    expect(written(emulator())).toEqual([]);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("writes nothing in a later run while the successor is in the program", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me, { __urn: urnOf("pending") });
    const process = await fresh();
    await process.check(inputsOf(me), inputsOf(me));
    await process.diff(me.id, outputsOf(emulator(), me, { adopted: true }), inputsOf(me));
    await process.delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    expect(process.logs(urnOf("pending"))).toMatchObject([{ severity: "info", message: kept(me.id, me.urn) }]);
  });

  it("removes the link of a resource that only a refresh compared", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    await provider().read(me.id, state);
    await provider().diff(me.id, state, inputsOf(me));
    await provider().delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("removes the old identity's link when another identity replaces it", async () => {
    const [old, next] = [someone(emulator()), someone(emulator())];
    const state = linked(emulator(), old);
    const { tenantId, clientId, clientSecret } = next;
    const news = inputsOf(old, { credential: { tenantId, clientId, clientSecret } });
    const process = await fresh();
    await process.check(inputsOf(old), news);
    expect(await process.diff(old.id, state, news)).toMatchObject({ replaces: ["credential"] });
    await process.check({}, news);
    await expect(process.create(news)).resolves.toMatchObject({ id: next.id });
    await process.delete(old.id, state);
    expect([linkedTo(emulator(), old), linkedTo(emulator(), next)]).toEqual([undefined, partner.partnerId]);
  });

  it("is done when the identity is gone from its tenant", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    emulator().removePrincipal(me.tenantId, me.objectId);
    await provider().delete(me.id, state);
    expect(asked(emulator())).toEqual(["entra.token 400"]);
    const message = `the identity ${me.id} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing left to remove`;
    expect(provider().logs(me.urn)).toMatchObject([{ severity: "warning", message }]);
  });

  it("does not take a mistyped client for one that is gone", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me, { credential: undefined });
    const mistyped = { ...environmentOf(me), ARM_CLIENT_ID: "33333333-cccc-4ccc-8ccc-ffffffffffff" };
    const process = await fresh({ environment: mistyped });
    const { message } = await expectFailure(process.delete(me.id, state));
    expect(message).toContain("AADSTS700016");
    expect(message).toContain("Nothing was removed. Sign in as");
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("spares a link that only ignored drift left, after a refresh and any update", async () => {
    const me = someone(emulator());
    const ignored = { __ignoreChanges: ["partnerId"] };
    const state = linked(emulator(), me, ignored);
    setLink(emulator(), me, otherPartner.partnerId);
    const { properties } = await provider().read(me.id, state);
    // The engine gives what the state has for an input that is ignored.
    const news = inputsOf(me, { ...ignored, partnerId: otherPartner.partnerId, expect: { objectId: me.objectId } });
    const outs = await provider().update(me.id, properties, news);
    await (await fresh()).delete(me.id, outs);
    expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
  });
});
