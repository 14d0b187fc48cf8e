import { Run } from "../../../provider/runtime/run";
import { another, declared, settled } from "../fixtures";

const id = "tenant/object";
const other = "tenant/other";
const first = { urn: "urn:first", partnerId: declared };
const second = { urn: "urn:second", partnerId: declared };

/** A promise that a test settles. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

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
    const run = new Run();
    run.reserve(second, id);
    expect(run.successorOf(of, urn, declares(partner))).toBe(successor);
  });

  it("finds the one with the partner among several resources", () => {
    const run = new Run();
    run.reserve({ urn: "urn:third", partnerId: another }, id);
    run.reserve(second, id);
    expect(run.successorOf(id, first.urn, declares(declared))).toBe(second.urn);
  });

  it("does not know a resource that is declared and has not signed in yet", () => {
    const run = new Run();
    run.noteDeclared(second);
    expect(run.successorOf(id, first.urn, declares(declared))).toBeUndefined();
  });
});

describe("holderOf", () => {
  const holder = { urn: first.urn, onDelete: undefined, isRetained: false };

  it("is undefined when no resource holds the identity, reserved or not", () => {
    const run = new Run();
    run.reserve(first, id);
    expect(run.holderOf(id)).toBeUndefined();
  });

  it("is the resource that holds the identity, and of no other identity", () => {
    const run = new Run();
    run.hold(id, holder);
    expect([run.holderOf(id), run.holderOf(other)]).toStrictEqual([holder, undefined]);
  });

  it("is the last resource when several have held it", () => {
    const run = new Run();
    run.hold(id, holder);
    run.hold(id, { ...holder, urn: second.urn });
    expect(run.holderOf(id)).toMatchObject({ urn: second.urn });
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
    expect(run.holderOf(id)?.urn).toBe(holds);
  });
});

describe("createdLinks", () => {
  const made = settled();
  const older = settled({ version: 2 });

  it("gives every link that states say the stack made, in order", () => {
    const run = new Run();
    run.noteState(id, older);
    run.noteState(id, made);
    expect(run.createdLinks(id)).toStrictEqual([older, made]);
  });

  it("gives the link before pending writes", () => {
    const run = new Run();
    run.noteState(id, { kind: "unsettled", pending: [another], found: declared, before: made });
    expect(run.createdLinks(id)).toStrictEqual([made]);
  });

  it.each([
    { what: "an adopted link", link: settled({ created: false }) },
    { what: "pending writes alone", link: { kind: "unsettled", pending: [declared] } as const },
    {
      what: "an adopted link before pending writes",
      link: { kind: "unsettled", pending: [declared], before: settled({ created: false }) } as const,
    },
  ])("leaves out $what", ({ link }) => {
    const run = new Run();
    run.noteState(id, link);
    expect(run.createdLinks(id)).toStrictEqual([]);
  });

  it("keeps identities apart", () => {
    const run = new Run();
    run.noteState(id, made);
    expect(run.createdLinks(other)).toStrictEqual([]);
  });
});

describe("isKnownAbsent", () => {
  it("is true of an identity whose absence was noted, and of no other", () => {
    const run = new Run();
    run.noteAbsent(id);
    expect([run.isKnownAbsent(id), run.isKnownAbsent(other)]).toStrictEqual([true, false]);
  });

  it("is false again once a link may be there", () => {
    const run = new Run();
    run.noteAbsent(id);
    run.forgetAbsence(id);
    expect(run.isKnownAbsent(id)).toBe(false);
  });
});

describe("oneAtATime", () => {
  it("gives what the work gives", async () => {
    expect(await new Run().oneAtATime(id, () => Promise.resolve(5))).toBe(5);
  });

  it("begins the next work of an identity when the one before has ended, in the order of the calls", async () => {
    const run = new Run();
    const { open, opened } = gate();
    const events: string[] = [];
    const work = (name: string, wait: Promise<void>) => async (): Promise<void> => {
      events.push(`${name} begins`);
      await wait;
      events.push(`${name} ends`);
    };
    const all = [
      run.oneAtATime(id, work("first", opened)),
      run.oneAtATime(id, work("second", Promise.resolve())),
      run.oneAtATime(id, work("third", Promise.resolve())),
    ];
    await new Promise(setImmediate);
    expect(events).toStrictEqual(["first begins"]);
    open();
    await Promise.all(all);
    expect(events).toStrictEqual([
      "first begins",
      "first ends",
      "second begins",
      "second ends",
      "third begins",
      "third ends",
    ]);
  });

  it("does not make one identity wait for another", async () => {
    const run = new Run();
    const { open, opened } = gate();
    const waiting = run.oneAtATime(id, () => opened);
    expect(await run.oneAtATime(other, () => Promise.resolve("done"))).toBe("done");
    open();
    await waiting;
  });

  it("fails with the work's own error, and begins the next work all the same", async () => {
    const run = new Run();
    const failing = run.oneAtATime(id, () => Promise.reject(new Error("failed")));
    const next = run.oneAtATime(id, () => Promise.resolve("done"));
    await expect(failing).rejects.toThrow("failed");
    expect(await next).toBe("done");
  });
});
