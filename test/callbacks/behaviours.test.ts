import { type BehaviourName, behaviourTable, type Emulator, type Operation } from "partner-admin-link-emulator";
import { play } from "./harness/cases";
import type { Properties } from "./harness/callbacks";
import { partner, setLink, type Someone, someone } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import type { Provider } from "./harness/providerProcess";
import { shareWorld } from "./harness/world";

/** What somebody is linked to: a partner, as the state says or written again since, `deleted` for a tombstone, `never`. */
type Live = "123456" | "123456 again" | "654321" | "deleted" | "never";

type Run = (provider: Provider, me: Someone, state: Properties) => Promise<string>;

type Meanwhile = (emulator: Emulator, me: Someone) => void;

interface Situation {
  readonly name: string;
  readonly live: Live;
  readonly run: Run;
  readonly ends: string;
  /** What else happens. */
  readonly meanwhile?: Meanwhile;
}

function create(changes: Properties = {}): Run {
  return async (provider, me) => {
    const { adopted } = (await provider.create(inputsOf(me, changes))).properties;
    return adopted === true ? "adopted" : "created";
  };
}

const checkAndCreate: Run = async (provider, me, state) => {
  await provider.check({}, inputsOf(me));
  return await create()(provider, me, state);
};

const check: Run = async (provider, me) => {
  const { failures } = await provider.check({}, inputsOf(me));
  return failures.map(({ property }) => `failure on ${property}`).join() || "no failure";
};

const diff: Run = async (provider, me, state) => (await provider.diff(me.id, state, inputsOf(me))).changes;

const read: Run = async (provider, me, state) => {
  const { id, properties } = await provider.read(me.id, state);
  return id === "" ? "gone" : String(properties["partnerId"]);
};

const update: Run = async (provider, me, state) =>
  String((await provider.update(me.id, state, inputsOf(me)))["partnerId"]);

const remove: Run = async (provider, me, state) => {
  await provider.delete(me.id, state);
  return "removed";
};

function loseReply(operation: Operation): Meanwhile {
  return (emulator, { objectId }) => {
    emulator.addFault({ operation, objectId, effect: { kind: "reset", when: "after" } });
  };
}

const situations: readonly Situation[] = [
  { name: "check, never linked", live: "never", run: check, ends: "no failure; not linked" },
  { name: "check, tombstone", live: "deleted", run: check, ends: "no failure; not linked" },
  { name: "check, same partner", live: "123456", run: check, ends: "no failure; linked to 123456" },
  { name: "check, other partner", live: "654321", run: check, ends: "failure on partnerId; linked to 654321" },
  { name: "create, never linked", live: "never", run: create(), ends: "created; linked to 123456" },
  { name: "create, tombstone", live: "deleted", run: create(), ends: "created; linked to 123456" },
  { name: "create, other partner", live: "654321", run: create(), ends: "threw; linked to 654321" },
  { name: "overwrite", live: "654321", run: create({ overwrite: true }), ends: "created; linked to 123456" },
  {
    name: "overwrite, tombstone",
    live: "deleted",
    run: create({ overwrite: true }),
    ends: "created; linked to 123456",
  },
  {
    name: "create of an unknown partner",
    live: "never",
    run: create({ partnerId: "999999" }),
    ends: "threw; not linked",
  },
  { name: "diff, as declared", live: "123456", run: diff, ends: "none; linked to 123456" },
  { name: "diff, other partner", live: "654321", run: diff, ends: "some, PAL_DRIFT; linked to 654321" },
  { name: "diff, tombstone", live: "deleted", run: diff, ends: "some, PAL_DRIFT; not linked" },
  { name: "diff, never linked", live: "never", run: diff, ends: "some, PAL_DRIFT; not linked" },
  { name: "read, as declared", live: "123456", run: read, ends: "123456; linked to 123456" },
  { name: "read, other partner", live: "654321", run: read, ends: "654321, PAL_DRIFT; linked to 654321" },
  { name: "read, tombstone", live: "deleted", run: read, ends: "gone, PAL_LINK_GONE; not linked" },
  { name: "read, never linked", live: "never", run: read, ends: "gone, PAL_LINK_GONE; not linked" },
  { name: "update, as declared", live: "123456", run: update, ends: "123456; linked to 123456" },
  {
    name: "update, written again",
    live: "123456 again",
    run: update,
    ends: "123456, PAL_LINK_KEPT; linked to 123456",
  },
  { name: "delete, written again", live: "123456 again", run: remove, ends: "removed; not linked" },
  { name: "update, other partner", live: "654321", run: update, ends: "123456; linked to 123456" },
  { name: "update, tombstone", live: "deleted", run: update, ends: "123456; linked to 123456" },
  { name: "update, never linked", live: "never", run: update, ends: "123456; linked to 123456" },
  { name: "delete, as declared", live: "123456", run: remove, ends: "removed; not linked" },
  { name: "delete, other partner", live: "654321", run: remove, ends: "removed, PAL_LINK_KEPT; linked to 654321" },
  { name: "delete, tombstone", live: "deleted", run: remove, ends: "removed; not linked" },
  { name: "delete, never linked", live: "never", run: remove, ends: "removed; not linked" },
  {
    name: "create, lost reply",
    live: "never",
    run: checkAndCreate,
    ends: "created; linked to 123456",
    meanwhile: loseReply("partner.create"),
  },
  {
    name: "update, lost reply to PATCH",
    live: "654321",
    run: update,
    ends: "123456; linked to 123456",
    meanwhile: loseReply("partner.update"),
  },
  {
    name: "update, lost reply to PUT",
    live: "deleted",
    run: update,
    ends: "123456; linked to 123456",
    meanwhile: loseReply("partner.create"),
  },
  {
    name: "delete, lost reply",
    live: "123456",
    run: remove,
    ends: "removed; not linked",
    meanwhile: loseReply("partner.delete"),
  },
];

describe("behaviour of the service that is not recorded", () => {
  const { emulator, provider, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  function put(me: Someone, live: Live): void {
    if (live === "123456") return;
    if (live === "never") emulator().setLink(me.tenantId, me.objectId, null, { erase: true });
    else if (live === "deleted") setLink(emulator(), me, null);
    else setLink(emulator(), me, live === "654321" ? live : partner.partnerId);
  }

  async function ending({ live, run, meanwhile }: Situation): Promise<string> {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    put(me, live);
    meanwhile?.(emulator(), me);
    return await play({ run }, provider(), emulator(), me, state);
  }

  async function endings(): Promise<Record<string, string>> {
    const rows = situations.map(async (situation) => [situation.name, await ending(situation)] as const);
    return Object.fromEntries(await Promise.all(rows));
  }

  const expected = Object.fromEntries(situations.map(({ name, ends }) => [name, ends]));
  const names = Object.keys(behaviourTable) as BehaviourName[];
  const values = names.flatMap((name) => behaviourTable[name].values.map((value: string) => [name, value] as const));

  it.each(values)("makes no difference: %s is %s", async (name, value) => {
    emulator().setBehaviour({ [name]: value });
    expect(await endings()).toEqual(expected);
  });

  it.each(behaviourTable.noAccount.values)(
    "shows the same remedy for an identity without an account: %s",
    async (noAccount) => {
      emulator().setBehaviour({ noAccount });
      const me = someone(emulator(), { clientSecrets: ["here"], noAccount: true });
      const inputs = inputsOf(me, {
        credential: { tenantId: me.tenantId, clientId: me.clientId, clientSecret: "here" },
      });
      const remedy = `cannot link ${me.label} to partner 123456: `;
      await expect(provider().create(inputs)).rejects.toThrow(remedy);
      await expect(provider().create(inputs)).rejects.toThrow(
        "; this identity has no account of its own in the tenant",
      );
    },
  );

  it.each(behaviourTable.partnerName.values)(
    "checks an expected name that is %s as far as it can",
    async (partnerName) => {
      emulator().setBehaviour({ partnerName });
      const me = someone(emulator());
      const inputs = inputsOf(me, { expect: { partnerName: ` ${partner.name.toUpperCase()} ` } });
      const { properties } = await provider().create(inputs);
      const names = { given: partner.name, absent: undefined };
      expect(properties["partnerName"]).toBe(names[partnerName]);
      const warning = `the service gave no name for 123456, so expect.partnerName " FABRIKAM CONSULTING " was not checked (PAL_NOT_VERIFIED)`;
      const warnings = { given: [], absent: [warning] };
      expect(
        provider()
          .logs(me.urn)
          .map(({ message }) => message),
      ).toEqual(warnings[partnerName]);
    },
  );
});
