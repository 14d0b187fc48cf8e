import type { Declaration } from "../../../provider/runtime/declaration";
import { Run } from "../../../provider/runtime/run";
import { another, declarationOf, declared, objectId, tenantId } from "../fixtures";

const id = "tenant/object";
const other = "tenant/other";
const first = declarationOf({}, { urn: "urn:first" });
const second = declarationOf({}, { urn: "urn:second" });

describe("reserve", () => {
  it("gives the identity to the first resource that asks", () => {
    expect(new Run().reserve(first, id)).toBeUndefined();
  });

  it("gives it to the same resource again", () => {
    const run = new Run();
    run.reserve(first, id);
    expect(run.reserve(first, id)).toBeUndefined();
  });

  it("names the first resource to the second, and the second to the first from then on", () => {
    const run = new Run();
    run.reserve(first, id);
    expect(run.reserve(second, id)).toBe(first.urn);
    expect(run.reserve(first, id)).toBe(second.urn);
  });

  it("keeps identities apart", () => {
    const run = new Run();
    run.reserve(first, id);
    expect(run.reserve(second, other)).toBeUndefined();
  });

  it("gives up the identity of before when the resource reserves another one", () => {
    const run = new Run();
    run.reserve(first, id);
    run.reserve(first, other);
    expect(run.reserve(second, id)).toBeUndefined();
  });

  it("gives up the identity when the resource is declared again", () => {
    const run = new Run();
    run.reserve(first, id);
    run.noteDeclared(first);
    expect(run.reserve(second, id)).toBeUndefined();
  });

  it("does not count a resource that is declared and has not signed in yet", () => {
    const run = new Run();
    run.noteDeclared(first);
    expect(run.reserve(second, id)).toBeUndefined();
  });
});

describe("isDeclared", () => {
  it.each([
    {
      when: "the program declared the resource",
      note: (run: Run) => {
        run.noteDeclared(first);
      },
      answer: true,
    },
    { when: "the resource reserved an identity", note: (run: Run) => run.reserve(first, id), answer: true },
    {
      when: "the program declared another resource",
      note: (run: Run) => {
        run.noteDeclared(second);
      },
      answer: false,
    },
    { when: "nothing is declared", note: () => undefined, answer: false },
  ])("is $answer when $when", ({ note, answer }) => {
    const run = new Run();
    note(run);
    expect(run.isDeclared(first.urn)).toBe(answer);
  });
});

describe("successorOf", () => {
  const declares = (partnerId: string) => (asked: string) => asked === partnerId;

  /** A run in which a resource declares the identity's link to a partner. */
  function runWith(...resources: readonly Declaration[]): Run {
    const run = new Run();
    for (const resource of resources) {
      run.noteDeclared(resource);
      run.reserve(resource, id);
    }
    return run;
  }

  it.each([
    {
      when: "another resource declares the identity and the partner",
      of: id,
      partner: declared,
      urn: first.urn,
      successor: second.urn,
    },
    { when: "it declares another partner", of: id, partner: another, urn: first.urn, successor: undefined },
    { when: "it declares another identity", of: other, partner: declared, urn: first.urn, successor: undefined },
    { when: "it is the resource itself", of: id, partner: declared, urn: second.urn, successor: undefined },
  ])("is $successor when $when", ({ of, partner, urn, successor }) => {
    expect(runWith(second).successorOf(of, urn, declares(partner))).toBe(successor);
  });

  it("finds the one with the partner among several resources", () => {
    const third = declarationOf({ partnerId: another }, { urn: "urn:third" });
    expect(runWith(third, second).successorOf(id, first.urn, declares(declared))).toBe(second.urn);
  });

  it("does not know a resource that is declared and has not signed in yet", () => {
    const run = new Run();
    run.noteDeclared(second);
    expect(run.successorOf(id, first.urn, declares(declared))).toBeUndefined();
  });

  it("does not know the partner of a resource that reserved the identity undeclared, as in a refresh", () => {
    const run = new Run();
    run.reserve(second, id);
    expect(run.successorOf(id, first.urn, declares(declared))).toBeUndefined();
  });
});

describe("namesOther", () => {
  it.each<{ when: string; inputs: Record<string, unknown>; reserves: readonly string[]; answer: boolean }>([
    { when: "credential names another one", inputs: { credential: { useMsi: true } }, reserves: [other], answer: true },
    { when: "expect names another one", inputs: { expect: { objectId } }, reserves: [other], answer: true },
    { when: "credential names this one", inputs: { credential: { useMsi: true } }, reserves: [id], answer: false },
    { when: "whom credential names is not known", inputs: { credential: {} }, reserves: [], answer: false },
    { when: "nothing names the other one", inputs: {}, reserves: [other], answer: false },
    { when: "expect names no identity", inputs: { expect: { tenantId } }, reserves: [other], answer: false },
  ])("is $answer when $when", ({ inputs, reserves, answer }) => {
    const run = new Run();
    const declaration = declarationOf(inputs, { urn: first.urn });
    run.noteDeclared(declaration);
    for (const reserved of reserves) run.reserve(declaration, reserved);
    expect(run.namesOther(first.urn, id)).toBe(answer);
  });

  it("is false of a resource that the program does not declare", () => {
    const run = new Run();
    run.reserve(first, other);
    expect([run.namesOther(first.urn, id), run.namesOther(second.urn, id)]).toStrictEqual([false, false]);
  });
});

describe("noteDeclared", () => {
  const holder = { urn: first.urn, onDelete: undefined, isRetained: false };

  it.each([
    { when: "the resource itself is declared again", declared: first, holds: undefined },
    { when: "another resource is declared", declared: second, holds: first.urn },
  ])("leaves the identity to $holds when $when", ({ declared: declaration, holds }) => {
    const run = new Run();
    run.hold(id, holder);
    run.noteDeclared(declaration);
    expect(run.holdersOf(id)[0]?.urn).toBe(holds);
  });
});

describe("tokensOf", () => {
  const token = { oidcToken: "not-a-secret-of-this-run" };
  const given = declarationOf({ credential: token }, { urn: first.urn });

  it("gives the tokens of the resource's last declaration, and those of no other resource", () => {
    const run = new Run();
    run.noteDeclared(given);
    expect([run.tokensOf(first.urn), run.tokensOf(second.urn)]).toStrictEqual([token, {}]);
  });

  it("forgets a token that the program gives no more", () => {
    const run = new Run();
    run.noteDeclared(given);
    run.noteDeclared(first);
    expect(run.tokensOf(first.urn)).toStrictEqual({});
  });

  it("gives the tokens of a look-up, which declares nothing", () => {
    const run = new Run();
    run.noteTokens(given);
    expect([run.tokensOf(first.urn), run.isDeclared(first.urn)]).toStrictEqual([token, false]);
  });
});
