import { Run } from "../../../provider/runtime/run";
import { another, declarationOf, declared, settled } from "../fixtures";

const id = "tenant/object";
const other = "tenant/other";
const first = declarationOf({}, { urn: "urn:first" });
const second = declarationOf({}, { urn: "urn:second" });

/** A promise that a test settles. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("holdersOf", () => {
  const holder = { urn: first.urn, onDelete: undefined, isRetained: false };

  it("is empty when no resource holds the identity, reserved or not", () => {
    const run = new Run();
    run.reserve(first, id);
    expect(run.holdersOf(id)).toStrictEqual([]);
  });

  it("is the resource that holds the identity, and of no other identity", () => {
    const run = new Run();
    run.hold(id, holder);
    expect([run.holdersOf(id), run.holdersOf(other)]).toStrictEqual([[holder], []]);
  });

  it("names each resource once, the latest first", () => {
    const run = new Run();
    const latest = { ...holder, isRetained: true };
    run.hold(id, holder);
    run.hold(id, { ...holder, urn: second.urn });
    run.hold(id, latest);
    expect(run.holdersOf(id)).toStrictEqual([latest, { ...holder, urn: second.urn }]);
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
