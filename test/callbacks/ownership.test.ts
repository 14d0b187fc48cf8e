import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, someone, type Someone, urnOf } from "./harness/principals";
import type { PartialFailure, Properties } from "./harness/callbacks";
import type { Provider } from "./harness/providerProcess";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { shareWorld, written } from "./harness/world";

/** Hands the state of an earlier run to a process. */
type Show = (process: Provider, me: Someone, state: Properties) => Promise<unknown>;

const shows: [callback: string, show: Show][] = [
  ["read", (process, me, state) => process.read(me.id, state)],
  ["diff", (process, me, state) => process.diff(me.id, state, inputsOf(me))],
  ["update", (process, me, state) => process.update(me.id, state, inputsOf(me))],
  ["delete", (process, me, state) => process.delete(me.id, { ...state, onDelete: "retain" })],
];

const nothingKept: PartialFailure = { id: "", properties: {}, reasons: [] };

describe("whether a link that is found was made by the stack", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const successor = (me: Someone): Someone => ({ ...me, urn: urnOf("successor") });

  describe("as declared", () => {
    /** Creates another resource for a link, in a process that was shown a state of it. */
    async function adoptedAfter(show: Show, me: Someone, state: Properties): Promise<unknown> {
      const process = await fresh();
      await show(process, me, state);
      // The reservation of the old resource goes to an identity of its own.
      await process.check(checkedOf(me), inputsOf({ ...someone(emulator()), urn: me.urn }));
      return (await process.create(inputsOf(successor(me)))).properties["adopted"];
    }

    it.each(shows)("is the stack's when %s was passed the state that made it", async (_name, show) => {
      const me = someone(emulator());
      expect(await adoptedAfter(show, me, linked(emulator(), me))).toBe(false);
      expect(written(emulator())).toEqual([]);
    });

    it("is adopted when no state of it was seen", async () => {
      const me = someone(emulator());
      linked(emulator(), me);
      expect(await adoptedAfter(() => Promise.resolve(), me, {})).toBe(true);
    });

    it.each(shows)("is adopted when the state that %s was passed says adopted", async (_name, show) => {
      const me = someone(emulator());
      expect(await adoptedAfter(show, me, linked(emulator(), me, { adopted: true }))).toBe(true);
    });

    // An update settles the state itself.
    it.each(shows.filter(([callback]) => callback !== "update"))(
      "is adopted when it was written since the state that %s was passed",
      async (_name, show) => {
        const me = someone(emulator());
        const state = linked(emulator(), me);
        setLink(emulator(), me, otherPartner.partnerId);
        setLink(emulator(), me, partner.partnerId);
        expect(await adoptedAfter(show, me, state)).toBe(true);
      },
    );

    it("is the stack's after two resources have swapped their credentials", async () => {
      const [a, b] = [someone(emulator()), someone(emulator())];
      const swaps = [
        { me: a, state: linked(emulator(), a), news: inputsOf({ ...b, urn: a.urn }) },
        { me: b, state: linked(emulator(), b), news: inputsOf({ ...a, urn: b.urn }) },
      ];
      const process = await fresh();
      for (const { me, state, news } of swaps) {
        await process.check(checkedOf(me), news);
        expect(await process.diff(me.id, state, news)).toMatchObject({ replaces: ["credential"] });
        await process.check({}, news);
      }
      for (const { news } of swaps)
        expect(await process.create(news)).toMatchObject({ properties: { adopted: false } });
      for (const { me, state } of swaps) await process.delete(me.id, state);
      expect([linkedTo(emulator(), a), linkedTo(emulator(), b)]).toEqual([partner.partnerId, partner.partnerId]);
      expect(written(emulator())).toEqual([]);
    });
  });

  describe("to another partner than declared", () => {
    const changed = { partnerId: otherPartner.partnerId };

    it.each(shows)("is replaced by create when %s was passed the state that made it", async (_name, show) => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      const process = await fresh();
      await show(process, me, state);
      expect((await process.check({}, inputsOf(me, changed))).failures).toEqual([]);
      expect(await process.create(inputsOf(me, changed))).toMatchObject({ properties: { ...changed, adopted: false } });
      expect(linkedTo(emulator(), me)).toBe(otherPartner.partnerId);
    });

    const foreign: [name: string, outputs: Properties][] = [
      ["says adopted", { adopted: true }],
      [
        "made an earlier version",
        { __link: { kind: "settled", partnerId: partner.partnerId, created: true, version: 99 } },
      ],
      ["names another partner", { __link: { kind: "settled", partnerId: "777777", created: true, version: 1 } }],
    ];

    it.each(foreign)("is not replaced when the state that was seen %s", async (_name, outputs) => {
      const me = someone(emulator());
      const state = linked(emulator(), me, outputs);
      const process = await fresh();
      await process.read(me.id, state);
      const { message } = await expectFailure(process.create(inputsOf(me, changed)));
      expect(message).toMatch(/is already linked to another partner, 123456 .*\(PAL_LINK_EXISTS\)$/);
      expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
    });

    it("is not replaced when no state was seen, and the message names the way out", async () => {
      const me = someone(emulator());
      linked(emulator(), me);
      const process = await fresh();
      const { failures } = await process.check({}, inputsOf(me, changed));
      const { message } = await expectFailure(process.create(inputsOf(me, changed)));
      expect(failures).toEqual([{ property: "partnerId", reason: message }]);
      expect(message).toContain("If this stack made that link, `pulumi up --refresh` recognizes it");
    });
  });

  it("stays the stack's when a wrong partner name is undone", async () => {
    const me = someone(emulator());
    const before = linked(emulator(), me);
    const process = await fresh();
    const news = inputsOf(me, { partnerId: otherPartner.partnerId, expect: { partnerName: partner.name } });
    const { partial = nothingKept } = await expectFailure(process.update(me.id, before, news));
    // The write and its undoing count as versions of the link.
    const properties = outputsOf(emulator(), me);
    expect(properties["version"]).toBe(3);
    expect(partial).toMatchObject({ id: me.id, properties });
    const next = await fresh();
    await next.read(me.id, partial.properties);
    expect(await next.create(inputsOf(successor(me)))).toMatchObject({ properties: { adopted: false } });
  });
});
