import type { Properties } from "./harness/callbacks";
import { expectFailure } from "./harness/expectFailure";
import { environmentOf, setLink, type Someone, someone, urnOf } from "./harness/principals";
import { inputsOf, linked } from "./harness/properties";
import type { Provider } from "./harness/providerProcess";
import { shareProvider } from "./harness/sharedProvider";

type Call = (me: Someone, state: Properties) => Promise<unknown>;

// The SDK prints what check, diff, read and delete throw, as `${error}: ${error.stack}`.
describe("what the process prints below the stack", () => {
  const { emulator, fresh, start, reset, stop } = shareProvider();
  let process: Provider;
  beforeAll(async () => {
    await start();
    process = await fresh({ environment: environmentOf(someone(emulator())) });
  });
  afterEach(() => {
    emulator().clearFaults();
  });
  afterAll(async () => {
    await reset();
    await stop();
  });

  const refused: [name: string, call: Call][] = [
    ["create", (me) => process.create(inputsOf(me))],
    ["read", ({ id }, state) => process.read(id, state)],
    ["get", (me) => process.read(me.id, inputsOf(me))],
    ["update", (me, state) => process.update(me.id, state, inputsOf(me))],
    ["delete", ({ id }, state) => process.delete(id, state)],
  ];

  it.each(refused)("is not the message of a sign-in that is refused, which is one line: %s", async (_name, call) => {
    const me = { ...someone(emulator()), clientSecret: "wrong" };
    const { message } = await expectFailure(call(me, linked(emulator(), me)));
    expect(message).toMatch(
      /^cannot sign in as service principal .+ the client secret is wrong: use the secret's value, not its id.* \(PAL_AUTH_FAILED\)$/,
    );
    expect(message).not.toMatch(/\n| at /);
  });

  const failing: [name: string, code: string, call: Call][] = [
    ["get of a missing link", "PAL_LINK_NOT_FOUND", (me) => process.read(me.id, inputsOf(me))],
    [
      "read of a link that cannot be read",
      "PAL_SERVICE_FAILED",
      (me, state) => {
        emulator().addFault({ operation: "partners.get", effect: { kind: "html", status: 404 } });
        return process.read(me.id, state);
      },
    ],
    [
      "read with a setting that is wrong",
      "PAL_CONFIG_INVALID",
      (me, state) => process.read(me.id, { ...state, credential: { environment: "mars" } }),
    ],
    [
      "delete as another identity",
      "PAL_IDENTITY_MISMATCH",
      (me, state) => process.delete(me.id, { ...state, credential: null }),
    ],
    [
      "delete of a link that another resource declares",
      "PAL_IDENTITY_HELD",
      async (me, state) => {
        setLink(emulator(), me, "123456");
        await process.check({}, inputsOf({ ...me, urn: urnOf("another") }));
        await process.delete(me.id, state);
      },
    ],
    [
      "create of unknown outcome",
      "PAL_SERVICE_FAILED",
      (me) => {
        emulator().addFault({ operation: "partner.create", effect: { kind: "status", status: 202 } });
        return process.create(inputsOf(me));
      },
    ],
  ];

  it.each(failing)("is not the message of a callback that fails: %s, %s", async (_name, code, call) => {
    const me = someone(emulator());
    const state = linked(emulator(), me);
    setLink(emulator(), me, null);
    const { message } = await expectFailure(call(me, state));
    expect(message).toMatch(new RegExp(` \\(${code}\\)$`));
  });

  it("is not what check refuses and diff warns of", async () => {
    const me = { ...someone(emulator()), clientSecret: "wrong" };
    const wrong = inputsOf(me, { partnerId: "x", expect: { tenantId: 5 } });
    expect((await process.check({}, wrong)).failures).toHaveLength(2);
    await process.diff(me.id, linked(emulator(), me), inputsOf(me));
    expect(process.logs(me.urn)).toMatchObject([{ severity: "warning" }]);
  });

  it("is nothing at all", async () => {
    const me = someone(emulator());
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
