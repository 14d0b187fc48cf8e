import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { shareProvider } from "./harness/sharedProvider";

describe("what the callbacks return", () => {
  const { emulator, provider, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  describe("create", () => {
    it("returns id and outputs", async () => {
      const me = someone(emulator());
      const created = await provider().create(inputsOf(me));
      expect(created).toEqual({ id: me.id, properties: outputsOf(emulator(), me) });
    });

    it("keeps what was written when undoing it fails", async () => {
      const me = someone(emulator());
      const effect = { kind: "status", status: 403, code: "AuthorizationFailed" } as const;
      emulator().addFault({ operation: "partner.delete", effect });
      const inputs = inputsOf(me, { expect: { partnerName: "Tailspin" } });
      const { message, partial } = await expectFailure(provider().create(inputs));
      expect(partial).toEqual({
        id: me.id,
        properties: outputsOf(emulator(), me, { expect: { partnerName: "Tailspin" } }),
        reasons: [message],
      });
      expect(message).toMatch(
        /^expect\.partnerName is "Tailspin" but partner 123456, for service principal .+ could not be undone/,
      );
    });
  });

  describe("read", () => {
    it("returns properties and inputs as they are when the link is unchanged", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me, { driftCheck: "required" });
      const read = await provider().read(me.id, state);
      expect(read).toEqual({ id: me.id, properties: state, inputs: checkedOf(me, { driftCheck: "required" }) });
    });

    it("returns the partner that is linked, and still says which link the stack wrote", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      setLink(emulator(), me, otherPartner.partnerId);
      const { partnerId } = otherPartner;
      expect(await provider().read(me.id, state)).toEqual({
        id: me.id,
        properties: outputsOf(emulator(), me, { __link: state["__link"] }),
        inputs: checkedOf(me, { partnerId }),
      });
    });

    it("returns no id when the link is gone", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      setLink(emulator(), me, null);
      expect((await provider().read(me.id, state)).id).toBe("");
    });

    it("looks a link up by the inputs alone, whatever the case of its id", async () => {
      const me = someone(emulator());
      setLink(emulator(), me, otherPartner.partnerId);
      const inputs = inputsOf(me, { partnerId: undefined });
      expect(await provider().read(me.id.toUpperCase(), inputs)).toEqual({
        id: me.id,
        properties: outputsOf(emulator(), me, { adopted: true }),
        inputs: checkedOf(me, { partnerId: otherPartner.partnerId }),
      });
    });
  });

  describe("update", () => {
    it("returns every output after a change in place", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      const inputs = inputsOf(me, { partnerId: otherPartner.partnerId, onDelete: "unlink" });
      const updated = await provider().update(me.id, state, inputs);
      expect(updated).toEqual(outputsOf(emulator(), me, { onDelete: "unlink" }));
      expect(updated).toMatchObject({ partnerId: otherPartner.partnerId, partnerName: otherPartner.name });
    });

    it("keeps what was written when undoing it fails", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      const effect = { kind: "status", status: 403, code: "AuthorizationFailed" } as const;
      emulator().addFault({ operation: "partner.update", calls: 2, effect });
      const news = { partnerId: otherPartner.partnerId, expect: { partnerName: partner.name } };
      const { message, partial } = await expectFailure(provider().update(me.id, state, inputsOf(me, news)));
      const properties = outputsOf(emulator(), me, news);
      expect(partial).toEqual({ id: me.id, properties, reasons: [message] });
      expect(properties).toMatchObject({ partnerId: otherPartner.partnerId });
    });
  });

  describe("delete", () => {
    it("removes the link", async () => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      await provider().delete(me.id, state);
      expect(linkedTo(emulator(), me)).toBeUndefined();
    });
  });
});
