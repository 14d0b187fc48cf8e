import { setImmediate as turn } from "node:timers/promises";
import type { Operation } from "partner-admin-link-emulator";
import { linkedTo, otherPartner, partner, someone, type Someone } from "./harness/principals";
import { inputsOf, linked, outputsOf } from "./harness/properties";
import { asked, shareProvider, written } from "./harness/sharedProvider";

describe("writes to the link of one identity", () => {
  const { emulator, provider, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const ms = 100;

  function resources(): [old: Someone, next: Someone] {
    const me = someone(emulator());
    return [
      { ...me, urn: `${me.urn}-old` },
      { ...me, urn: `${me.urn}-next` },
    ];
  }

  /** Begins what sends a request that is answered late; gives its ending once the request is there. */
  async function under<T>(
    operation: Operation,
    { clientId }: Someone,
    begin: () => Promise<T>,
  ): Promise<{ ended: Promise<T> }> {
    const { id } = emulator().addFault({ operation, clientId, effect: { kind: "delay", ms } });
    const ended = begin();
    const isUnderWay = () =>
      emulator()
        .faults()
        .some((fault) => fault.id === id && fault.seen > 0);
    while (!isUnderWay()) await turn();
    return { ended };
  }

  const changed = { partnerId: otherPartner.partnerId, overwrite: true };

  it("wait for each other: a delete for the create of another resource, whose link it leaves", async () => {
    const [old, next] = resources();
    const state = linked(emulator(), old);
    const process = provider();
    await process.check({}, inputsOf(next, changed));
    const { ended } = await under("partner.update", old, () => process.create(inputsOf(next, changed)));
    await Promise.all([ended, process.delete(old.id, state)]);
    expect(written(emulator())).toEqual(["partner.update 200"]);
    expect(linkedTo(emulator(), old)).toBe(otherPartner.partnerId);
    expect(process.logs(old.urn)).toMatchObject([
      { severity: "info", message: expect.stringContaining(`now belongs to ${next.urn}`) as string },
    ]);
  });

  it("wait for each other: a delete for a create that fails, whose link it removes", async () => {
    const [old, next] = resources();
    const state = linked(emulator(), old);
    const process = provider();
    const unknown = { partnerId: "999999", overwrite: true };
    await process.check({}, inputsOf(next, unknown));
    const { ended } = await under("partner.update", old, () => process.create(inputsOf(next, unknown)));
    const [created, deleted] = await Promise.allSettled([ended, process.delete(old.id, state)]);
    expect([created.status, deleted.status]).toEqual(["rejected", "fulfilled"]);
    expect(written(emulator())).toEqual(["partner.update 400", "partner.delete 200"]);
    expect(linkedTo(emulator(), old)).toBeUndefined();
  });

  it("wait for each other: a create for a delete, after which it reads nothing", async () => {
    const [old] = resources();
    const state = linked(emulator(), old);
    const process = provider();
    await process.check({}, inputsOf(old));
    emulator().clearRequests();
    const { ended } = await under("partner.delete", old, () => process.delete(old.id, state));
    const [created] = await Promise.all([process.create(inputsOf(old)), ended]);
    expect(created.properties).toMatchObject({ adopted: false });
    expect(asked(emulator())).toEqual(["partners.get 200", "partner.delete 200", "partner.create 200"]);
  });

  it("go on after one of them has failed", async () => {
    const [old] = resources();
    const state = linked(emulator(), old);
    const process = provider();
    const effect = { kind: "status", status: 403, code: "AuthorizationFailed" } as const;
    emulator().addFault({ operation: "partner.delete", clientId: old.clientId, effect });
    const results = await Promise.allSettled([process.delete(old.id, state), process.delete(old.id, state)]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(linkedTo(emulator(), old)).toBeUndefined();
  });

  it.each(["required", "off"])(
    "are remembered: a removed link shows as a change later, driftCheck %s",
    async (driftCheck) => {
      const [old, next] = resources();
      const state = linked(emulator(), old);
      const kept = outputsOf(emulator(), next, { driftCheck });
      const inputs = inputsOf(next, { driftCheck });
      const process = provider();
      await process.delete(old.id, state);
      await process.check(inputs, inputs);
      emulator().clearRequests();
      expect(await process.diff(next.id, kept, inputs)).toMatchObject({ changes: "some", replaces: [] });
      const message = `partner admin link drifted: ${next.id} is not linked to a partner, declared 123456 (PAL_DRIFT)`;
      expect(process.logs(next.urn)).toMatchObject([{ severity: "warning", message }]);
      expect(asked(emulator())).toEqual([]);
      const outs = await process.update(next.id, kept, inputs);
      expect(outs).toEqual(outputsOf(emulator(), next, { driftCheck }));
      expect(linkedTo(emulator(), old)).toBe(partner.partnerId);
      expect(await process.diff(next.id, outs, inputs)).toMatchObject({ changes: "none" });
    },
  );
});
