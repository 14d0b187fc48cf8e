import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, someone, type Someone, urnOf } from "./harness/principals";
import type { Provider } from "./harness/providerProcess";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { shareWorld, written } from "./harness/world";

const renamed = (me: Someone, name: string): Someone => ({ ...me, urn: urnOf(name) });

describe("a link whose resource is replaced by another one of the same identity", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  function belongsTo({ id, urn }: Someone, next: Someone): string {
    const owner = urn === next.urn ? "the new instance of this resource" : next.urn;
    return `the partner admin link of ${id} now belongs to ${owner}, so it was not removed`;
  }

  describe("delete before create of the same URN", () => {
    type Begin = (process: Provider, me: Someone, state: Properties) => Promise<unknown>;
    // The engine skips diff for --replace and for a tainted resource; replaceOnChanges overrules what diff says.
    const beginnings: [name: string, begin: Begin][] = [
      ["forced", (process, me) => process.check(checkedOf(me), inputsOf(me))],
      [
        "by replaceOnChanges",
        async (process, me, state) => {
          await process.check(checkedOf(me), inputsOf(me));
          expect(await process.diff(me.id, state, inputsOf(me))).toMatchObject({ replaces: [] });
        },
      ],
      ["after an earlier run failed between the two", () => Promise.resolve()],
    ];

    async function deleted(me: Someone, begin: Begin): Promise<Provider> {
      const state = linked(emulator(), me);
      const process = await fresh();
      await begin(process, me, state);
      await process.check({}, inputsOf(me));
      await process.delete(me.id, state);
      expect(linkedTo(emulator(), me)).toBeUndefined();
      return process;
    }

    it.each(beginnings)("removes the link, and create makes it again: %s", async (_name, begin) => {
      const me = someone(emulator());
      const process = await deleted(me, begin);
      const { properties } = await process.create(inputsOf(me));
      expect(properties).toEqual(outputsOf(emulator(), me));
      expect(written(emulator())).toEqual(["partner.delete 200", "partner.create 200"]);
    });

    it.each(beginnings)("leaves no link behind when the create fails: %s", async (_name, begin) => {
      const me = someone(emulator());
      const process = await deleted(me, begin);
      const effect = { kind: "status", status: 403, code: "AuthorizationFailed" } as const;
      emulator().addFault({ operation: "partner.create", clientId: me.clientId, effect });
      const { partial } = await expectFailure(process.create(inputsOf(me)));
      expect(partial).toBeUndefined();
      expect(linkedTo(emulator(), me)).toBeUndefined();
    });
  });

  describe("create before delete", () => {
    it.each(["before", "renamed"])("keeps the link for a new resource that knew the old state: %s", async (name) => {
      const me = someone(emulator());
      const [old, next] = [renamed(me, "before"), renamed(me, name)];
      const state = linked(emulator(), old);
      const process = await fresh();
      await process.read(me.id, state);
      await process.check({}, inputsOf(next));
      expect(await process.create(inputsOf(next))).toMatchObject({ properties: { adopted: false } });
      await process.delete(me.id, state);
      expect(written(emulator())).toEqual([]);
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
      const message = belongsTo(old, next);
      expect(process.logs(old.urn).at(-1)).toEqual({ urn: old.urn, severity: "info", message, ephemeral: false });
    });

    it.each(["before", "renamed"])("warns when the new resource adopted the link: %s", async (name) => {
      const me = someone(emulator());
      const [old, next] = [renamed(me, "before"), renamed(me, name)];
      const state = linked(emulator(), old);
      const process = await fresh();
      await process.check({}, inputsOf(next));
      expect(await process.create(inputsOf(next))).toMatchObject({ properties: { adopted: true } });
      await process.delete(me.id, state);
      expect(written(emulator())).toEqual([]);
      const message = `${belongsTo(old, next)}. That resource adopted the link: a later destroy leaves it in place. Set onDelete: "unlink" to have it removed (PAL_LINK_KEPT)`;
      expect(process.logs(old.urn).at(-1)).toMatchObject({ severity: "warning", message });
    });

    it.each(["unlink", "retain"])("does not warn when the new resource says onDelete %s", async (onDelete) => {
      const me = someone(emulator());
      const [old, next] = [renamed(me, "before"), renamed(me, "renamed")];
      const state = linked(emulator(), old);
      const process = await fresh();
      await process.check({}, inputsOf(next, { onDelete }));
      await process.create(inputsOf(next, { onDelete }));
      await process.delete(me.id, state);
      expect(process.logs(old.urn)).toMatchObject([{ severity: "info", message: belongsTo(old, next) }]);
    });

    it("keeps the link in a later run while the new resource is in the program", async () => {
      const me = someone(emulator());
      const old = renamed(me, "pending");
      const state = linked(emulator(), old);
      const process = await fresh();
      await process.check(checkedOf(me), inputsOf(me));
      await process.diff(me.id, outputsOf(emulator(), me), inputsOf(me));
      await process.delete(me.id, state);
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
      expect(process.logs(old.urn)).toMatchObject([{ severity: "info", message: belongsTo(old, me) }]);
    });
  });

  describe("a new resource that was checked and not created", () => {
    /** The old resource is deleted after a check of the new one. */
    async function removal(me: Someone, partnerId: string): Promise<{ process: Provider; ended: Promise<void> }> {
      const [old, next] = [renamed(me, "old"), renamed(me, "new")];
      const state = linked(emulator(), old);
      const process = await fresh();
      await process.check({}, inputsOf(next, { partnerId, overwrite: true }));
      return { process, ended: process.delete(me.id, state) };
    }

    it("fails the delete, so that the old one stays in state", async () => {
      const me = someone(emulator());
      const { ended } = await removal(me, partner.partnerId);
      const { message } = await expectFailure(ended);
      const start = `the partner admin link of ${me.id} is declared by ${urnOf("new")} too, which has not been created or updated yet, so it was not removed.`;
      expect(message.startsWith(start)).toBe(true);
      expect(message.endsWith(" (PAL_IDENTITY_HELD)")).toBe(true);
      expect(written(emulator())).toEqual([]);
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    });

    it("removes the link when the new one is to link another partner", async () => {
      const me = someone(emulator());
      const { process, ended } = await removal(me, otherPartner.partnerId);
      await ended;
      expect(linkedTo(emulator(), me)).toBeUndefined();
      const inputs = inputsOf(renamed(me, "new"), { partnerId: otherPartner.partnerId });
      await expect(process.create(inputs)).resolves.toMatchObject({ properties: { adopted: false } });
    });

    it("removes the link of a resource that the program still declares", async () => {
      const me = someone(emulator());
      const [old, next] = [renamed(me, "old"), renamed(me, "new")];
      const state = linked(emulator(), old);
      const moved = someone(emulator());
      const process = await fresh();
      await process.check(checkedOf(old), inputsOf({ ...moved, urn: old.urn }));
      await process.check({}, inputsOf(next));
      await process.delete(me.id, state);
      expect(linkedTo(emulator(), me)).toBeUndefined();
    });

    it("removes the link once the new resource has another credential", async () => {
      const me = someone(emulator());
      const { process, ended } = await removal(me, partner.partnerId);
      await expectFailure(ended);
      await process.check({}, inputsOf({ ...someone(emulator()), urn: urnOf("new") }));
      await process.delete(me.id, outputsOf(emulator(), renamed(me, "old")));
      expect(linkedTo(emulator(), me)).toBeUndefined();
    });
  });
});
