import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, type Someone, someone, tenantId } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareWorld, withoutWriting } from "./harness/world";

const guid = "11111111-2222-4333-8444-555555555555";

describe("what a program expects", () => {
  const { emulator, provider, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const expectations: [name: string, expect: Properties, says: string][] = [
    ["another tenant", { tenantId: guid }, `expect.tenantId is "${guid}" but `],
    ["another object id", { objectId: guid }, `expect.objectId is "${guid}" but `],
  ];

  it.each(expectations)("fails check, create and update when %s is expected", async (_name, expected, says) => {
    const me = someone(emulator());
    const inputs = inputsOf(me, { expect: expected });
    await withoutWriting(emulator(), async () => {
      const { failures } = await provider().check({}, inputs);
      const { message } = await expectFailure(provider().create(inputs));
      expect(message).toContain(`${says}${me.label} has `);
      expect(failures).toEqual([{ property: "expect", reason: message }]);
    });
    const state = linked(emulator(), me);
    const { message } = await withoutWriting(emulator(), () => expectFailure(provider().update(me.id, state, inputs)));
    expect(message).toContain(says);
  });

  it("undoes a link whose partner has another name than expected", async () => {
    const me = someone(emulator());
    const inputs = inputsOf(me, { expect: { partnerName: "Tailspin" } });
    const { message, partial } = await expectFailure(provider().create(inputs));
    expect(message).toBe(
      `expect.partnerName is "Tailspin" but partner 123456, for ${me.label}, is "Fabrikam Consulting". The new link was removed again. Check the partner ID, or correct expect.partnerName (PAL_EXPECTATION_FAILED)`,
    );
    expect(partial).toBeUndefined();
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("undoes the link as well when the reply to its PUT was lost", async () => {
    const me = someone(emulator());
    const inputs = inputsOf(me, { expect: { partnerName: "Tailspin" } });
    const effect = { kind: "reset", when: "after" } as const;
    emulator().addFault({ operation: "partner.create", objectId: me.objectId, effect });
    const { message } = await expectFailure(provider().create(inputs));
    expect(message).toContain("The new link was removed again");
    expect(linkedTo(emulator(), me)).toBeUndefined();
  });

  it("restores the link of before when the new partner has another name than expected", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const inputs = inputsOf(me, { partnerId: otherPartner.partnerId, expect: { partnerName: partner.name } });
    const { message } = await expectFailure(provider().update(me.id, state, inputs));
    expect(message).toContain("The link to 123456 (Fabrikam Consulting) was restored");
    expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
  });

  const imports: [name: string, live: string | null, id: (me: Someone) => string, says: string][] = [
    [
      "names another identity",
      partner.partnerId,
      () => `${tenantId}/${guid}`,
      `import names "${tenantId}/${guid}" but `,
    ],
    ["finds no link", null, ({ id }) => id, "has no partner admin link to import"],
    [
      "finds another partner",
      otherPartner.partnerId,
      ({ id }) => id,
      "is linked to 654321 (Northwind Services), but partnerId is 123456",
    ],
  ];

  it.each(imports)("fails check and create of an import that %s", async (_name, live, idOf, says) => {
    const me = someone(emulator());
    setLink(emulator(), me, live);
    const inputs = inputsOf(me, { overwrite: true }, { import: idOf(me) });
    await withoutWriting(emulator(), async () => {
      expect((await provider().check({}, inputs)).failures).toEqual([
        { property: "", reason: expect.stringContaining(says) as string },
      ]);
      expect((await expectFailure(provider().create(inputs))).message).toContain(says);
    });
  });
});
