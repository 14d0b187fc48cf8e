import { startEmulator } from "partner-admin-link-emulator";
import { expectFailure } from "./harness/expectFailure";
import { someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareWorld } from "./harness/world";

describe("a service that is down", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  it("is reported by every callback, and loses nothing", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const gone = await startEmulator();
    await gone.close();
    const environment = { ARM_METADATA_HOSTNAME: gone.host };
    const process = await fresh({ environment });
    const reason = `cannot read the cloud's endpoints from ${gone.url}/metadata/endpoints?api-version=2022-09-01 (ARM_METADATA_HOSTNAME): no answer from ${gone.url}: connect ECONNREFUSED 127.0.0.1:${gone.port}; check the network and the cloud settings (environment, metadataHost)`;
    const bestEffort = { driftCheck: "bestEffort" };

    expect((await process.check({}, inputsOf(me))).failures).toEqual([]);
    expect(await process.diff(me.id, state, inputsOf(me))).toMatchObject({ changes: "some", replaces: [] });
    const lenient = { ...state, ...bestEffort };
    expect(await process.diff(me.id, lenient, inputsOf(me, bestEffort))).toMatchObject({ changes: "none" });
    expect(await process.read(me.id, lenient)).toMatchObject({ id: me.id, properties: lenient });
    for (const { message } of process.logs()) expect(message).toContain(reason);
    expect(process.logs(me.urn).map(({ severity }) => severity)).toEqual(["warning", "warning", "warning"]);

    // One that does not know of a successor.
    const other = await fresh({ environment });
    const failures = [
      process.create(inputsOf(me)),
      process.update(me.id, state, inputsOf(me)),
      process.read(me.id, state),
      other.delete(me.id, state),
    ];
    for (const { message } of await Promise.all(failures.map(expectFailure))) expect(message).toContain(reason);
  });

  const refused = { kind: "status", status: 409, code: "Conflict" } as const;

  it.each(["bestEffort", "off"])(
    "can be passed over by setting driftCheck to %s, as the message says",
    async (driftCheck) => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      emulator().addFault({ operation: "partners.get", clientId: me.clientId, calls: { from: 1 }, effect: refused });
      const process = await fresh();
      const before = await expectFailure(process.update(me.id, state, inputsOf(me, { onDelete: "retain" })));
      expect(before.message).toContain("Nothing was written");
      const news = inputsOf(me, { driftCheck });
      expect(await process.diff(me.id, state, news)).toMatchObject({ changes: "some" });
      expect(await process.update(me.id, state, news)).toEqual({ ...state, driftCheck });
    },
  );

  it("still fails an update that changes a partner or repairs drift", async () => {
    const me = someone(emulator());
    const bestEffort = { driftCheck: "bestEffort" };
    const state = linked(emulator(), me, bestEffort);
    emulator().addFault({ operation: "partners.get", clientId: me.clientId, calls: { from: 1 }, effect: refused });
    const process = await fresh();
    await expectFailure(process.update(me.id, state, inputsOf(me, { ...bestEffort, partnerId: "654321" })));
    await expectFailure(process.update(me.id, state, inputsOf(me, bestEffort)));
  });
});
