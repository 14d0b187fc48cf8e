import type { Provider } from "./harness/providerProcess";
import { otherPartner, partner, setLink, type Someone, someone } from "./harness/principals";
import { checkedOf, inputsOf, linked, outputsOf } from "./harness/properties";
import { asked, shareProvider } from "./harness/sharedProvider";

/** The machine's own in the default directory. */
const managedIdentity = "11111111-aaaa-4aaa-8aaa-000000000003";

describe("requests", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  /** Runs a phase in a process that has not signed this identity in yet, and says what it asked Azure for. */
  async function phase(run: (provider: Provider) => Promise<unknown>, process = provider()): Promise<string[]> {
    emulator().clearRequests();
    await run(process);
    return asked(emulator());
  }

  const token = "entra.token 200";

  it("are 1 token and 1 GET for an unchanged link", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const requests = await phase(async ({ check, diff }) => {
      const { inputs } = await check(checkedOf(me), inputsOf(me));
      await diff(me.id, state, inputs);
    });
    expect(requests).toEqual([token, "partners.get 200"]);
  });

  it("are 1 token and 1 GET in the preview of a new link, and 1 PUT more in its update", async () => {
    const me = someone(emulator());
    const preview = await phase(({ check }) => check({}, inputsOf(me)));
    const update = await phase(
      async ({ check, create }) => {
        const { inputs } = await check({}, inputsOf(me));
        await create(inputs);
      },
      await fresh(),
    );
    expect(preview).toEqual([token, "partners.get 404"]);
    expect(update).toEqual([token, "partners.get 404", "partner.create 200"]);
  });

  const repairs: [name: string, live: string | null, look: string, write: string][] = [
    ["changed", otherPartner.partnerId, "partners.get 200", "partner.update 200"],
    ["removed", null, "partners.get 404", "partner.create 200"],
  ];

  it.each(repairs)("are 1 token, 2 GET and 1 write to repair a link that was %s", async (_name, live, look, write) => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, live);
    const requests = await phase(async ({ check, diff, update }) => {
      const { inputs } = await check(checkedOf(me), inputsOf(me));
      await diff(me.id, state, inputs);
      await update(me.id, state, inputs);
    });
    expect(requests).toEqual([token, look, look, write]);
  });

  it("are 1 token, 1 GET and 1 PATCH for a changed partner", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const news = inputsOf(me, { partnerId: otherPartner.partnerId });
    const requests = await phase(async ({ check, diff, update }) => {
      await check(checkedOf(me), news);
      await diff(me.id, state, news);
      await update(me.id, state, news);
    });
    expect(requests).toEqual([token, "partners.get 200", "partner.update 200"]);
  });

  type Ask = (me: Someone, process: Provider) => Promise<unknown>;
  const callbacks: [name: string, ask: Ask, expected: string[]][] = [
    ["refresh", (me, { read }) => read(me.id, linked(emulator(), me)), [token, "partners.get 200"]],
    [
      "delete",
      (me, { delete: remove }) => remove(me.id, linked(emulator(), me)),
      [token, "partners.get 200", "partner.delete 200"],
    ],
    [
      "delete of a link that is kept",
      (me, { delete: remove }) => remove(me.id, linked(emulator(), me, { onDelete: "retain" })),
      [],
    ],
    [
      "diff with driftCheck off",
      (me, { diff }) => diff(me.id, linked(emulator(), me, { driftCheck: "off" }), inputsOf(me, { driftCheck: "off" })),
      [],
    ],
    [
      "change of settings with driftCheck off",
      (me, { update }) =>
        update(
          me.id,
          linked(emulator(), me, { driftCheck: "off" }),
          inputsOf(me, { driftCheck: "off", onDelete: "unlink" }),
        ),
      [],
    ],
    [
      "check of an existing link",
      (me, { check }) => check(checkedOf(me), inputsOf(me, { partnerId: partner.partnerId })),
      [],
    ],
  ];

  it.each(callbacks)("of a %s", async (_name, ask, expected) => {
    const me = someone(emulator());
    await ask(me, provider());
    expect(asked(emulator())).toEqual(expected);
  });

  it("ask for one token and the cloud's endpoints once, however many callbacks want them at once", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const times = 20;
    const requests = await phase(
      async ({ read, diff }) => {
        const calls = Array.from({ length: times }, () => [read(me.id, state), diff(me.id, state, inputsOf(me))]);
        await Promise.all(calls.flat());
      },
      await fresh(),
    );
    const looks = Array.from({ length: 2 * times }, () => "partners.get 200");
    expect(requests).toEqual([token, ...looks]);
    const metadata = emulator()
      .requests()
      .filter(({ operation }) => operation === "metadata.get");
    expect(metadata).toHaveLength(1);
  });

  it("ask again for a token that was refused", async () => {
    const me = someone(emulator(), { clientSecrets: [{ value: "late", refusedFirst: 1 }] });
    const inputs = inputsOf(me);
    await expect(provider().create(inputs)).rejects.toThrow("AADSTS7000215");
    await expect(provider().create(inputs)).resolves.toMatchObject({ id: me.id });
    expect(asked(emulator())).toEqual(["entra.token 401", token, "partners.get 404", "partner.create 200"]);
  });

  const refused = { kind: "status", status: 401, code: "ExpiredAuthenticationToken" } as const;

  it("are made once more with a new token when the one at hand is refused, which all callbacks use from then on", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    await provider().read(me.id, state);
    emulator().clearRequests();
    emulator().addFault({ operation: "partners.get", clientId: me.clientId, effect: refused });
    await provider().read(me.id, state);
    await provider().read(me.id, state);
    expect(asked(emulator())).toEqual(["partners.get 401", token, "partners.get 200", "partners.get 200"]);
  });

  it("are made once more with a new token after an answer was lost too, when they only read", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    const { clientId } = me;
    emulator().addFault({ operation: "partners.get", clientId, effect: { kind: "status", status: 500 } });
    emulator().addFault({ operation: "partners.get", clientId, calls: 2, effect: refused });
    await provider().read(me.id, state);
    expect(asked(emulator())).toEqual([token, "partners.get 500", "partners.get 401", token, "partners.get 200"]);
  });

  it("are not repeated with the same token, which a managed identity is given again", async () => {
    const { tenantId } = someone(emulator());
    const identity = { tenantId, objectId: managedIdentity };
    const environment = emulator().environmentFor(identity, { method: "managedIdentity" });
    const process = await fresh({ environment });
    emulator().addFault({ operation: "partners.get", objectId: managedIdentity, effect: refused });
    await expect(process.create(inputsOf(someone(emulator()), { credential: undefined }))).rejects.toThrow(
      "the token was refused",
    );
    const looks = emulator()
      .requests()
      .filter(({ operation }) => operation === "partners.get");
    expect(looks.map(({ status }) => status)).toEqual([401]);
  });

  it("are not repeated for ever when every token is refused", async () => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    emulator().addFault({ operation: "partners.get", clientId: me.clientId, calls: { from: 1 }, effect: refused });
    await expect(provider().read(me.id, state)).rejects.toThrow("the token was refused");
    expect(asked(emulator())).toEqual([token, "partners.get 401", token, "partners.get 401"]);
  });

  it("that read are sent without a partner ID", async () => {
    const me = someone(emulator());
    const process = provider();
    await process.check({}, inputsOf(me));
    await process.create(inputsOf(me));
    const state = outputsOf(emulator(), me);
    setLink(emulator(), me, otherPartner.partnerId);
    await process.diff(me.id, state, inputsOf(me));
    await process.read(me.id, state);
    await process.read(me.id, inputsOf(me, { partnerId: undefined }));
    await process.update(me.id, state, inputsOf(me));
    await (await fresh()).delete(me.id, outputsOf(emulator(), me));
    const paths = emulator()
      .requests()
      .filter(({ operation }) => /^partners?\.get$/.test(operation))
      .map(({ path }) => path);
    expect(paths).toEqual(Array.from({ length: 6 }, () => "/providers/Microsoft.ManagementPartner/partners"));
  });

  it("ask for a token of its own for each identity", async () => {
    const [one, other] = [someone(emulator()), someone(emulator())];
    await Promise.all([provider().create(inputsOf(one)), provider().create(inputsOf(other))]);
    const owners = emulator()
      .requests()
      .filter(({ operation }) => operation === "entra.token")
      .map(({ objectId }) => objectId);
    expect(owners.sort()).toEqual([one.objectId, other.objectId]);
  });
});
