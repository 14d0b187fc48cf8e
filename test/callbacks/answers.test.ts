import type { FaultEffect, Operation } from "partner-admin-link-emulator";
import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { linkedTo, otherPartner, partner, setLink, type Someone, someone } from "./harness/principals";
import { inputsOf, linked, outputsOf } from "./harness/properties";
import type { Provider } from "./harness/providerProcess";
import { shareWorld, written } from "./harness/world";

/** A write of one callback. */
interface Write {
  readonly name: string;
  readonly operation: Operation;
  /** Partner that is linked before; null for none. */
  readonly before: string | null;
  readonly inputs: Properties;
  /** Gives the outputs. */
  readonly run: (provider: Provider, me: Someone, state: Properties, inputs: Properties) => Promise<Properties>;
}

const create: Write["run"] = async (provider, _me, _state, inputs) => (await provider.create(inputs)).properties;
const update: Write["run"] = (provider, me, state, inputs) => provider.update(me.id, state, inputs);
const other = otherPartner.partnerId;

const putOfCreate: Write = {
  name: "PUT of create",
  operation: "partner.create",
  before: null,
  inputs: {},
  run: create,
};
const writes: readonly Write[] = [
  putOfCreate,
  { name: "PATCH of create", operation: "partner.update", before: other, inputs: { overwrite: true }, run: create },
  { name: "PUT of update", operation: "partner.create", before: null, inputs: {}, run: update },
  { name: "PATCH of update", operation: "partner.update", before: other, inputs: {}, run: update },
];

const foreign = "99999999-9999-4999-8999-999999999999";

function replaced(fields: Properties, ...remove: string[]): FaultEffect {
  return { kind: "replace", fields, remove };
}

function oddError(message: unknown, code: unknown = "Odd"): FaultEffect {
  return { kind: "status", status: 500, when: "after", body: { error: { code, message } } };
}

function after(status: number, headers: Readonly<Record<string, string>> = {}): FaultEffect {
  return { kind: "status", status, when: "after", headers };
}

const elsewhere = { location: "https://127.0.0.1:1/elsewhere" };

const otherBodies: [name: string, effect: FaultEffect][] = [
  ["another partner", replaced({ "properties.partnerId": "777777" })],
  ["a partner ID that is a number", replaced({ "properties.partnerId": 123456 })],
  ["no partner", replaced({}, "properties.partnerId")],
  ["another tenant", replaced({ "properties.tenantId": foreign })],
  ["another object id", replaced({ "properties.objectId": foreign })],
  ["no tenant", replaced({}, "properties.tenantId")],
  ["an object id that is an object", replaced({ "properties.objectId": {} })],
  ["no properties", replaced({}, "properties")],
  ["properties that are a list", replaced({ properties: [] })],
];

const otherStatuses: [name: string, effect: FaultEffect][] = [
  ["201", after(201)],
  ["202", after(202)],
  ["204", after(204)],
  ["301", after(301)],
  ["302", after(302, elsewhere)],
  ["307", after(307, elsewhere)],
  ["308", after(308, elsewhere)],
  ["400 without a code", { kind: "status", status: 400, when: "after", body: { error: { message: "What?" } } }],
  ["a message that is an object", oddError({ lang: "en", value: "odd" })],
  ["a message that is a list", oddError(["odd"])],
  ["a message that is a number", oddError(5)],
  ["a message that is null", oddError(null)],
  ["a code that is an object", oddError("odd", { value: "Odd" })],
  ["an error that is a list", { kind: "status", status: 500, when: "after", body: { error: ["odd"] } }],
  ["null", { kind: "status", status: 500, when: "after", body: null }],
];

describe("an answer to a write that does not prove it", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  /** Runs a write whose every answer is changed; gives who ran it, and its ending. */
  function answered(write: Write, effect: FaultEffect) {
    const me = someone(emulator());
    const state = write.run === update ? linked(emulator(), me) : {};
    setLink(emulator(), me, write.before);
    emulator().addFault({ operation: write.operation, clientId: me.clientId, calls: { from: 1 }, effect });
    return { me, ended: write.run(provider(), me, state, inputsOf(me, write.inputs)) };
  }

  it.each([...otherBodies, ...otherStatuses])(
    "is followed by a read that finds the write: %s",
    async (_name, effect) => {
      await Promise.all(
        writes.map(async (write) => {
          const { me, ended } = answered(write, effect);
          const outputs = await ended;
          expect(outputs).toEqual(outputsOf(emulator(), me, write.inputs));
          expect(linkedTo(emulator(), me)).toBe(partner.partnerId);
        }),
      );
    },
  );

  it.each(otherStatuses)("is followed by a read that finds the removal: %s", async (_name, effect) => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    emulator().addFault({ operation: "partner.delete", clientId: me.clientId, calls: { from: 1 }, effect });
    await provider().delete(me.id, state);
    expect(linkedTo(emulator(), me)).toBeUndefined();
    expect(provider().logs(me.urn)).toEqual([]);
  });

  it("leaves the partner that an answer names alone", async () => {
    const { me, ended } = answered(putOfCreate, replaced({ "properties.partnerId": other }));
    const outputs = await ended;
    setLink(emulator(), me, other);
    await (await fresh()).delete(me.id, outputs);
    expect(linkedTo(emulator(), me)).toBe(other);
  });

  describe("and that was not applied", () => {
    it.each([201, 202, 204, 408, 504])("keeps the resource in state after %i", async (status) => {
      await Promise.all(
        writes.map(async (write) => {
          const { me, ended } = answered(write, { kind: "status", status });
          const { message, partial } = await expectFailure(ended);
          expect(message).toContain("The resource is kept in state");
          const __link = { kind: "unsettled", pending: [partner.partnerId], clientId: me.clientId };
          expect(partial).toMatchObject({ properties: { __link, adopted: false } });
        }),
      );
      expect(written(emulator())).not.toEqual([]);
    });

    it.each([301, 500, 502])("reports that nothing was written after %i", async (status) => {
      await Promise.all(
        writes.map(async (write) => {
          const { ended } = answered(write, { kind: "status", status, body: { error: { message: {} } } });
          const { message, partial } = await expectFailure(ended);
          expect(message).toContain("Nothing was written");
          expect(partial).toBeUndefined();
        }),
      );
    });

    const removals: [status: number, says: string][] = [
      [201, "may have been applied"],
      [202, "may have been applied"],
      [204, "may have been applied"],
      [408, "may have been applied"],
      [301, "Nothing was removed"],
      [500, "Nothing was removed"],
    ];

    it.each(removals)("keeps the resource in state when its removal is answered %i: %s", async (status, says) => {
      const me = someone(emulator());
      const state = linked(emulator(), me);
      emulator().addFault({
        operation: "partner.delete",
        clientId: me.clientId,
        calls: { from: 1 },
        effect: { kind: "status", status, body: { error: { message: {} } } },
      });
      const { message } = await expectFailure(provider().delete(me.id, state));
      expect(message).toContain(says);
    });
  });
});

describe("cloud metadata with a field of another type", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const fields: [name: string, value: unknown][] = [
    ["resourceManager", 5],
    ["resourceManager", {}],
    ["authentication", "none"],
    ["authentication", null],
    ["authentication.loginEndpoint", []],
    ["authentication.audiences", [{}]],
    ["authentication.audiences", "none"],
  ];

  it.each(fields)("is an error that names the endpoint: %s is %j", async (name, value) => {
    const me = someone(emulator());
    const process = await fresh();
    emulator().addFault({ operation: "metadata.get", calls: { from: 1 }, effect: replaced({ [name]: value }) });
    const { message } = await expectFailure(process.create(inputsOf(me)));
    expect(message).toMatch(/cannot read the cloud's endpoints from .*\/metadata\/endpoints.*\(PAL_SERVICE_FAILED\)$/);
    expect(message).not.toMatch(/unexpected failure|is not a function|undefined|\[object/);
  });
});
