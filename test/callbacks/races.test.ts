import { setImmediate as turn } from "node:timers/promises";
import { type Behaviour, behaviourTable, type Operation } from "partner-admin-link-emulator";
import { type Case, play } from "./harness/cases";
import { setLink, someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import { shareProvider } from "./harness/sharedProvider";

const update: Case["run"] = async (provider, me, state) =>
  String((await provider.update(me.id, state, inputsOf(me)))["partnerId"]);
const create: Case["run"] = async (provider, me) =>
  String((await provider.create(inputsOf(me, { overwrite: true }))).properties["partnerId"]);
const remove: Case["run"] = async (provider, me, state) => {
  await provider.delete(me.id, state);
  return "removed";
};

/** A write meets another link than the look before it found. */
interface Race {
  readonly name: string;
  readonly run: Case["run"];
  readonly found: string | null;
  readonly write: Operation;
  readonly met: string | null;
  readonly ends: string;
}

const patchMeetsNone = {
  name: "PATCH meets no link",
  run: update,
  found: "654321",
  met: null,
  write: "partner.update",
  ends: "123456; linked to 123456",
} as const;
const putMeetsOther = {
  name: "PUT meets a link",
  run: update,
  found: null,
  met: "654321",
  write: "partner.create",
  ends: "123456; linked to 123456",
} as const;
const putMeetsSame = {
  name: "PUT meets the same link",
  run: create,
  found: null,
  met: "123456",
  write: "partner.create",
  ends: "123456; linked to 123456",
} as const;
const deleteMeetsNone = {
  name: "DELETE meets no link",
  run: remove,
  found: "123456",
  met: null,
  write: "partner.delete",
  ends: "removed; not linked",
} as const;

const deleteMeetsOther = {
  name: "DELETE meets another link",
  run: remove,
  found: "123456",
  met: "654321",
  write: "partner.delete",
  ends: "removed, PAL_LINK_KEPT; linked to 654321",
} as const;

describe("another process writing at the same time", () => {
  const { emulator, provider, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  async function race({ run, found, write, met }: Race): Promise<string> {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, found);
    const { id } = emulator().addFault({ operation: write, objectId: me.objectId, effect: { kind: "delay", ms: 100 } });
    const ending = play({ run }, provider(), emulator(), me, state);
    const isUnderWay = () =>
      emulator()
        .faults()
        .some((fault) => fault.id === id && fault.seen > 0);
    while (!isUnderWay()) await turn();
    setLink(emulator(), me, met);
    return await ending;
  }

  const races: [race: Race, behaviour: Partial<Behaviour>][] = [
    ...behaviourTable.updateUnlinked.values.map((updateUnlinked): [Race, Partial<Behaviour>] => [
      patchMeetsNone,
      { updateUnlinked },
    ]),
    ...behaviourTable.alreadyLinked.values.map((alreadyLinked): [Race, Partial<Behaviour>] => [
      putMeetsOther,
      { alreadyLinked },
    ]),
    ...behaviourTable.createSamePartner.values.map((createSamePartner): [Race, Partial<Behaviour>] => [
      putMeetsSame,
      { createSamePartner },
    ]),
    ...behaviourTable.deleteUnlinked.values.map((deleteUnlinked): [Race, Partial<Behaviour>] => [
      deleteMeetsNone,
      { deleteUnlinked },
    ]),
    ...(["404 NotFound", "400 BadRequest"] as const).map((deleteOtherPartner): [Race, Partial<Behaviour>] => [
      deleteMeetsOther,
      { deleteOtherPartner },
    ]),
  ];
  const rows = races.map(([one, behaviour]) => [one.name, JSON.stringify(behaviour), one, behaviour] as const);

  it.each(rows)("ends as declared: %s, %s", async (_name, _behaviour, one, behaviour) => {
    emulator().setBehaviour(behaviour);
    expect(await race(one)).toBe(one.ends);
  });

  it("gives up with a reason when the link keeps changing", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, "654321");
    const effect = { kind: "status", status: 404, code: "NotFound" } as const;
    emulator().addFault({ operation: "partner.update", objectId: me.objectId, calls: { from: 1 }, effect });
    await expect(provider().update(me.id, state, inputsOf(me))).rejects.toThrow(
      `the partner admin link of ${me.label} kept changing while it was set to 123456. Another process is writing it. Nothing was written`,
    );
  });
});
