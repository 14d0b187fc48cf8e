import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { environmentOf, linkedTo, otherPartner, partner, setLink, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked } from "./harness/properties";
import { asked, shareWorld, written } from "./harness/world";

describe("delete", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  it("leaves a link to another partner in place", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    await provider().delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
    expect(written(emulator())).toEqual([]);
    const message = `${me.label} is linked to 654321 (Northwind Services), not to 123456. This resource did not make that link, so it is left in place (PAL_LINK_KEPT)`;
    expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "warning", message, ephemeral: false }]);
  });

  it("leaves a link to another partner in place after a refresh has seen it", async () => {
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

  it("succeeds a second time", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    await provider().delete(me.id, state);
    await provider().delete(me.id, state);
    expect(written(emulator())).toEqual(["partner.delete 200"]);
  });

  const reasons: [name: string, outputs: Properties, why: string][] = [
    ["onDelete is retain", { onDelete: "retain" }, 'onDelete is "retain"'],
    ["it was adopted", { adopted: true }, 'it was adopted; set onDelete: "unlink" to remove it'],
  ];

  it.each(reasons)("needs no credential when the link stays, and says why: %s", async (_name, outputs, why) => {
    const me = someone(emulator());
    await provider().delete(me.id, linked(emulator(), me, { credential: undefined, ...outputs }));
    expect(emulator().requests()).toEqual([]);
    const message = `the partner admin link of ${me.id} stays in place: ${why}`;
    expect(provider().logs(me.urn)).toEqual([{ urn: me.urn, severity: "info", message, ephemeral: false }]);
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
    await process.check(checkedOf(old), news);
    expect(await process.diff(old.id, state, news)).toMatchObject({ replaces: ["credential"] });
    await process.check({}, news);
    await expect(process.create(news)).resolves.toMatchObject({ id: next.id });
    await process.delete(old.id, state);
    expect([linkedTo(emulator(), old), linkedTo(emulator(), next)]).toEqual([undefined, partner.partnerId]);
  });

  it("succeeds when the identity is gone from its tenant", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    emulator().removePrincipal(me.tenantId, me.objectId);
    await provider().delete(me.id, state);
    expect(asked(emulator())).toEqual(["entra.token 400"]);
    const message = `the identity ${me.id} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing is left to remove (PAL_LINK_GONE)`;
    expect(provider().logs(me.urn)).toMatchObject([{ severity: "warning", message }]);
  });

  it("does not treat a mistyped client as one that is gone", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me, { credential: undefined });
    const mistyped = { ...environmentOf(me), ARM_CLIENT_ID: "33333333-cccc-4ccc-8ccc-ffffffffffff" };
    const process = await fresh({ environment: mistyped });
    const { message } = await expectFailure(process.delete(me.id, state));
    expect(message).toContain("AADSTS700016");
    expect(message).toContain("Nothing was removed. Sign in as");
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  it("leaves a link that ignored drift left, after a refresh and any update", async () => {
    const me = someone(emulator());
    const ignored = { ignoreChanges: ["partnerId"] };
    const state = linked(emulator(), me, {}, ignored);
    setLink(emulator(), me, otherPartner.partnerId);
    const { properties } = await provider().read(me.id, state);
    // The engine gives what the state has for an input that is ignored.
    const changes = { partnerId: otherPartner.partnerId, expect: { objectId: me.objectId } };
    const news = inputsOf(me, changes, ignored);
    const outs = await provider().update(me.id, properties, news);
    await (await fresh()).delete(me.id, outs);
    expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
  });
});
