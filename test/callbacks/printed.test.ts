import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { environmentOf, setLink, type Someone, someone, urnOf } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import type { Provider } from "./harness/providerProcess";
import { shareWorld } from "./harness/world";

type Call = (process: Provider, me: Someone, state: Properties) => Promise<unknown>;

describe("what the process prints below the stack", () => {
  const { emulator, fresh, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  // The SDK prints what check, diff, read and delete throw, as `${error}: ${error.stack}`.
  const refused: [name: string, call: Call][] = [
    ["create", (process, me) => process.create(inputsOf(me))],
    ["read", (process, { id }, state) => process.read(id, state)],
    ["get", (process, me) => process.read(me.id, inputsOf(me))],
    ["update", (process, me, state) => process.update(me.id, state, inputsOf(me))],
    ["delete", (process, { id }, state) => process.delete(id, state)],
  ];

  it.each(refused)("is nothing when a sign-in is refused, and the message is one line: %s", async (_name, call) => {
    const me = { ...someone(emulator()), clientSecret: "wrong" };
    const process = await fresh();
    const { message } = await expectFailure(call(process, me, linked(emulator(), me)));
    expect(message).toMatch(
      /^cannot sign in as service principal .+ the client secret is wrong: use the secret's value, not its id.* \(PAL_AUTH_FAILED\)$/,
    );
    expect(message).not.toMatch(/\n| at /);
    await process.stop();
    expect(process.printed()).toEqual([]);
  });

  const failing: [name: string, code: string, call: Call][] = [
    ["get of a missing link", "PAL_LINK_NOT_FOUND", (process, me) => process.read(me.id, inputsOf(me))],
    [
      "read of a link that cannot be read",
      "PAL_SERVICE_FAILED",
      (process, me, state) => {
        emulator().addFault({ operation: "partners.get", effect: { kind: "html", status: 404 } });
        return process.read(me.id, state);
      },
    ],
    [
      "read with a setting that is wrong",
      "PAL_CONFIG_INVALID",
      (process, me, state) => process.read(me.id, { ...state, credential: { environment: "mars" } }),
    ],
    [
      "delete as another identity",
      "PAL_IDENTITY_MISMATCH",
      (process, me, state) => process.delete(me.id, { ...state, credential: null }),
    ],
    [
      "delete of a link that another resource declares",
      "PAL_IDENTITY_HELD",
      async (process, me, state) => {
        setLink(emulator(), me, "123456");
        await process.check({}, inputsOf({ ...me, urn: urnOf("another") }));
        await process.delete(me.id, state);
      },
    ],
    [
      "create of unknown outcome",
      "PAL_SERVICE_FAILED",
      (process, me) => {
        emulator().addFault({ operation: "partner.create", effect: { kind: "status", status: 202 } });
        return process.create(inputsOf(me));
      },
    ],
  ];

  it.each(failing)("is nothing when a callback fails: %s, %s", async (_name, code, call) => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, null);
    const process = await fresh({ environment: environmentOf(someone(emulator())) });
    const { message } = await expectFailure(call(process, me, state));
    expect(message).toMatch(new RegExp(` \\(${code}\\)$`));
    await process.stop();
    expect(process.printed()).toEqual([]);
  });

  it("is nothing when check fails and diff warns", async () => {
    const me = { ...someone(emulator()), clientSecret: "wrong" };
    const process = await fresh();
    expect((await process.check({}, inputsOf(me, { partnerId: "x", expect: { tenantId: 5 } }))).failures).toHaveLength(
      2,
    );
    await process.diff(me.id, linked(emulator(), me), inputsOf(me));
    await process.stop();
    expect(process.printed()).toEqual([]);
  });

  it("is nothing when all is well", async () => {
    const me = someone(emulator());
    const process = await fresh();
    await process.check({}, inputsOf(me));
    const { properties } = await process.create(inputsOf(me));
    await process.diff(me.id, properties, inputsOf(me));
    await process.read(me.id, properties);
    await process.update(me.id, properties, inputsOf(me));
    await process.delete(me.id, properties);
    await process.stop();
    expect(process.printed()).toEqual([]);
  });
});
