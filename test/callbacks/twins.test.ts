import { expectFailure } from "./harness/expectFailure";
import { otherPartner, someone, type Someone, urnOf } from "./harness/principals";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { shareWorld, withoutWriting } from "./harness/world";

describe.each(["required", "bestEffort", "off"])("two resources of one identity, driftCheck %s", (driftCheck) => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const settings = { driftCheck, overwrite: true };
  const others = { ...settings, partnerId: otherPartner.partnerId };

  function twins(): [a: Someone, b: Someone] {
    const me = someone(emulator());
    return [
      { ...me, urn: urnOf("a") },
      { ...me, urn: urnOf("b") },
    ];
  }

  function error(me: Someone, first: Someone, second: Someone) {
    return new RegExp(
      `^two resources of this program declare the one partner admin link of .*${me.objectId}.*: ${first.urn} and ${second.urn}\\. .* \\(PAL_IDENTITY_HELD\\)$`,
    );
  }

  it("fail in check and create of a new one after the other", async () => {
    const [a, b] = twins();
    const state = linked(emulator(), a, settings);
    const process = await fresh();
    await process.check(checkedOf(a, settings), inputsOf(a, settings));
    expect(await process.diff(a.id, state, inputsOf(a, settings))).toMatchObject({ changes: "none" });
    await withoutWriting(emulator(), async () => {
      const { failures } = await process.check({}, inputsOf(b, others));
      expect(failures).toEqual([{ property: "", reason: expect.stringMatching(error(a, a, b)) as string }]);
      const { message } = await expectFailure(process.create(inputsOf(b, others)));
      expect(message).toMatch(error(a, a, b));
    });
  });

  it("fail in check and update of the other after a new one, and show in diff", async () => {
    const [a, b] = twins();
    const state = linked(emulator(), a, settings);
    const process = await fresh();
    expect((await process.check({}, inputsOf(b, others))).failures).toEqual([]);
    await process.create(inputsOf(b, others));
    const { failures } = await process.check(checkedOf(a, settings), inputsOf(a, settings));
    expect(failures).toEqual([{ property: "", reason: expect.stringMatching(error(a, b, a)) as string }]);
    await withoutWriting(emulator(), async () => {
      expect(await process.diff(a.id, state, inputsOf(a, settings))).toMatchObject({ changes: "some", replaces: [] });
      expect(process.logs(a.urn)).toMatchObject([
        { severity: "warning", message: expect.stringMatching(error(a, b, a)) as string },
      ]);
      const { message } = await expectFailure(process.update(a.id, state, inputsOf(a, settings)));
      expect(message).toMatch(error(a, b, a));
    });
  });

  it("fail in create when diff of the other comes between check and create", async () => {
    const [a, b] = twins();
    const state = linked(emulator(), a, settings);
    const process = await fresh();
    await process.check({}, inputsOf(b, others));
    await process.check(checkedOf(a, settings), inputsOf(a, settings));
    await withoutWriting(emulator(), async () => {
      expect(await process.diff(a.id, state, inputsOf(a, settings))).toMatchObject({ changes: "some" });
      expect((await expectFailure(process.create(inputsOf(b, others)))).message).toMatch(error(a, a, b));
      await expectFailure(process.update(a.id, state, inputsOf(a, settings)));
    });
  });

  it("fail in check and update when both are in state, and show in diff", async () => {
    const [a, b] = twins();
    const states = [linked(emulator(), a, settings), outputsOf(emulator(), b, settings)] as const;
    const process = await fresh();
    await withoutWriting(emulator(), async () => {
      await process.check(checkedOf(a, settings), inputsOf(a, settings));
      expect(await process.diff(a.id, states[0], inputsOf(a, settings))).toMatchObject({ changes: "none" });
      const { failures } = await process.check(checkedOf(b, settings), inputsOf(b, settings));
      expect(failures).toEqual([{ property: "", reason: expect.stringMatching(error(b, a, b)) as string }]);
      expect(await process.diff(b.id, states[1], inputsOf(b, settings))).toMatchObject({ changes: "some" });
      const { message } = await expectFailure(process.update(b.id, states[1], inputsOf(b, settings)));
      expect(message).toMatch(error(b, a, b));
    });
  });

  it("are none when a URN is checked again with another credential", async () => {
    const [a, b] = twins();
    const process = await fresh();
    await process.check({}, inputsOf(a, settings));
    await process.check({}, inputsOf({ ...someone(emulator()), urn: a.urn }, settings));
    expect((await process.check({}, inputsOf(b, settings))).failures).toEqual([]);
    await expect(process.create(inputsOf(b, settings))).resolves.toMatchObject({ id: b.id });
  });
});
