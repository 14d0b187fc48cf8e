import type { FaultEffect } from "partner-admin-link-emulator";
import { cases } from "./harness/cases";
import { observe } from "./harness/observe";
import { environmentOf, type Someone, someone } from "./harness/principals";
import type { Provider } from "./harness/providerProcess";
import { inputsOf, linked } from "./harness/properties";
import { shareProvider } from "./harness/sharedProvider";

/** With characters that forms, URLs and JSON spell in ways of their own. */
const canary = 'c4n4ry-+/=&%"~ü';
/** Part of each spelling, of its base64, and of any token. */
const trace = /c4n4ry|YzRuNHJ5|eyJ[\w-]{8}/;

describe("a client secret", () => {
  const { emulator, provider, fresh, start, reset, stop } = shareProvider();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  const holder = () => someone(emulator(), { clientSecrets: [canary] });

  /** Every text that came out of a process until it ended, or into the emulator's log, with a trace of the secret. */
  async function traces(process: Provider, results: readonly string[]): Promise<string[]> {
    await process.stop();
    const others = [...process.logs(), ...process.printed(), ...emulator().requests()];
    return [...results, ...others.map((one) => JSON.stringify(one))].filter((text) => trace.test(text));
  }

  /** Runs every callback for a principal of its own each, and gives results and errors as text. */
  async function results(process: Provider, makeSomeone: () => Someone): Promise<string[]> {
    const seen: string[] = [];
    const observed = observe(process, (text) => seen.push(text));
    for (const one of cases) {
      const me = makeSomeone();
      await one.run(observed, me, one.prepare(emulator(), me)).catch(() => undefined);
    }
    expect(seen).toHaveLength(cases.length);
    return seen;
  }

  const levels = ["", "verbose"];

  it.each(levels)(
    "appears only under its own key, accepted or refused by Entra: AZURE_LOG_LEVEL=%s",
    async (AZURE_LOG_LEVEL) => {
      const process = await fresh({ environment: { AZURE_LOG_LEVEL } });
      const accepted = await results(process, holder);
      const refused = await results(process, () => ({ ...someone(emulator()), clientSecret: canary }));
      expect(refused.join("\n")).toContain("AADSTS7000215");
      expect(await traces(process, [...accepted, ...refused])).toEqual([]);
      expect(process.printed().length > 0).toBe(AZURE_LOG_LEVEL === "verbose");
    },
  );

  const message = `The secret '${canary}' (${encodeURIComponent(canary)}) is refused.`;
  const echoes: [name: string, effect: FaultEffect][] = [
    ["an error with a remedy of ours", { kind: "aadsts", code: 7000215, message }],
    ["an error in Entra's words", { kind: "aadsts", code: 99999, message }],
    ["an error without a number", { kind: "status", status: 400, code: "invalid_client", message }],
    ["a web page", { kind: "html", status: 400, body: `<html><body>${message}</body></html>` }],
  ];

  it.each(echoes)("does not leak when Entra's answer quotes it: %s", async (_name, effect) => {
    emulator().addFault({ operation: "entra.token", calls: { from: 1 }, effect });
    const seen = await results(provider(), holder);
    const logged = provider().logs();
    expect([...seen, ...logged.map((log) => log.message)].filter((text) => trace.test(text))).toEqual([]);
  });

  it("hides a token that an answer of the service quotes", async () => {
    const process = await fresh();
    const quoted = "The token eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJjNG40cnkifQ.c2lnbmF0dXJl is not good.";
    const effect: FaultEffect = { kind: "status", status: 401, code: "InvalidAuthenticationToken", message: quoted };
    for (const operation of ["partners.get", "partner.create", "partner.update", "partner.delete"] as const) {
      emulator().addFault({ operation, calls: { from: 1 }, effect });
    }
    const seen = await results(process, holder);
    expect(await traces(process, seen)).toEqual([]);
    expect(seen.join("\n")).toContain("The token [token] is not good");
  });

  const prefix = "azure-native:";
  const sources: [name: string, options: (me: Someone) => object][] = [
    ["the environment", (me) => ({ environment: environmentOf(me) })],
    [
      "stack config",
      ({ tenantId, clientId, clientSecret }) => ({
        config: {
          [`${prefix}tenantId`]: tenantId,
          [`${prefix}clientId`]: clientId,
          [`${prefix}clientSecret`]: clientSecret,
        },
      }),
    ],
  ];

  it.each(sources)("appears nowhere when it comes from %s", async (_name, options) => {
    for (const me of [holder(), { ...someone(emulator()), clientSecret: canary }]) {
      const process = await fresh(options(me));
      const seen: string[] = [];
      const { check, create, read, delete: remove } = observe(process, (text) => seen.push(text));
      const inputs = inputsOf(me, { credential: undefined });
      await check({}, inputs);
      await create(inputs).catch(() => undefined);
      const state = linked(emulator(), me, { credential: undefined });
      await read(me.id, state).catch(() => undefined);
      await remove(me.id, state).catch(() => undefined);
      expect(seen).toHaveLength(4);
      expect(await traces(process, seen)).toEqual([]);
    }
  });
});
