import type { FaultCalls, FaultEffect, Operation } from "partner-admin-link-emulator";
import { type Case, cases, play } from "./harness/cases";
import { someone } from "./harness/principals";
import { shareWorld } from "./harness/world";

const soon = { "retry-after-ms": "10" };
const writes = /^partner\.(create|update|delete)$/;

describe("faults of Azure", () => {
  const { emulator, provider, start, reset, stop } = shareWorld();
  beforeAll(start);
  afterEach(reset);
  afterAll(stop);

  /** Runs every case under a fault of each operation it asks for, all at once, and says how each ended. */
  async function underFault(
    effect: FaultEffect,
    calls: FaultCalls,
    operations: RegExp,
  ): Promise<Record<string, string>> {
    const rows = cases.flatMap((one) =>
      one.asks.filter((asked) => operations.test(asked)).map((asked) => ({ one, asked })),
    );
    const endings = rows.map(async ({ one, asked }) => {
      const me = someone(emulator());
      const state = one.prepare(emulator(), me);
      emulator().addFault({ operation: asked, clientId: me.clientId, calls, effect });
      return [rowName(one, asked), await play(one, provider(), emulator(), me, state)] as const;
    });
    return Object.fromEntries(await Promise.all(endings));
  }

  function rowName({ name }: Case, asked: Operation): string {
    return `${name}, ${asked}`;
  }

  function expected(operations: RegExp, ending: (one: Case) => string): Record<string, string> {
    const rows = cases.flatMap((one) =>
      one.asks.filter((asked) => operations.test(asked)).map((asked) => [rowName(one, asked), ending(one)]),
    );
    return Object.fromEntries(rows) as Record<string, string>;
  }

  const passing: [name: string, effect: FaultEffect][] = [
    ["an internal error", { kind: "status", status: 500 }],
    ["an unavailable service that says when to come back", { kind: "status", status: 503, headers: soon }],
    ["a throttled call", { kind: "status", status: 429, headers: soon }],
    ["a gateway's web page", { kind: "html" }],
    ["a connection cut before the request took effect", { kind: "reset", when: "before" }],
    ["a lost reply", { kind: "reset", when: "after" }],
    ["a slow answer", { kind: "delay", ms: 500 }],
  ];

  it.each(passing)("every callback survives a fault that passes: %s", async (_name, effect) => {
    expect(await underFault(effect, 1, /./)).toEqual(expected(/./, ({ fine }) => fine));
  });

  const lasting: [name: string, effect: FaultEffect][] = [
    ["an internal error", { kind: "status", status: 500 }],
    ["an internal error in the words of an absent link", { kind: "status", status: 500, code: "NotFound" }],
    ["an unavailable service", { kind: "status", status: 503, headers: soon }],
    ["a throttled call", { kind: "status", status: 429, headers: soon }],
    ["a gateway's web page", { kind: "html" }],
    ["a web page in place of an answer", { kind: "html", status: 200 }],
    ["a web page that says not found", { kind: "html", status: 404 }],
    ["a refusal", { kind: "status", status: 403, code: "AuthorizationFailed" }],
    ["a refused token", { kind: "status", status: 401, code: "InvalidAuthenticationToken" }],
    ["a cut connection", { kind: "reset", when: "before" }],
  ];

  it.each(lasting)("every callback reports a fault that lasts, and loses nothing: %s", async (_name, effect) => {
    expect(await underFault(effect, { from: 1 }, /./)).toEqual(expected(/./, ({ failed }) => failed));
  });

  const answersLost: [name: string, effect: FaultEffect][] = [
    ["a lost reply", { kind: "reset", when: "after" }],
    ["half an answer", { kind: "truncate" }],
    ["an answer of another content type", { kind: "contentType", contentType: "text/plain" }],
  ];

  it.each(answersLost)("a read confirms a write whose answer does not prove it: %s", async (_name, effect) => {
    expect(await underFault(effect, { from: 1 }, writes)).toEqual(expected(writes, ({ fine }) => fine));
  });

  it.each(answersLost.slice(0, 2))(
    "every callback reports a link that cannot be read, and loses nothing: %s",
    async (_name, effect) => {
      const reads = /^(entra\.token|partners\.get)$/;
      expect(await underFault(effect, { from: 1 }, reads)).toEqual(expected(reads, ({ failed }) => failed));
    },
  );
});
