import { type Holder, run } from "../../../provider/runtime/run";
import { another, declarationOf, declared, settled } from "../fixtures";
import { type Case, deleted, pending, readDeclared, removing } from "./removing";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

/** Has another resource of the program declare the identity's link to the partner. */
function declareToo(id: string, partnerId: string): void {
  const successor = declarationOf({ partnerId }, { urn: "urn:successor" });
  run.noteDeclared(successor);
  run.reserve(successor, id);
}

describe("remove, when another resource has the identity", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const holder: Holder = { urn: "urn:holder", onDelete: undefined, isRetained: false };

  it.each<Case & { readonly holds: Partial<Holder>; readonly says: RegExp }>([
    { when: "that one made the link", holds: {}, says: /^info: .* now belongs to urn:holder, so it was not removed$/ },
    {
      when: "that one adopted it and is to retain it",
      holds: { isRetained: true, onDelete: "retain" },
      says: /^info: /,
    },
    { when: "its state names the same partner", holds: { partners: [declared] }, says: /^info: / },
    { when: "its state names a pending partner", link: pending, holds: { partners: [declared] }, says: /^info: / },
    {
      when: "that one adopted what the stack made",
      holds: { isRetained: true },
      says: /^warning: .* adopted the link: .*\(PAL_LINK_KEPT\)$/,
    },
    {
      when: "that one adopted what a pending write made",
      link: pending,
      holds: { isRetained: true },
      says: /^warning: /,
    },
    {
      when: "that one adopted what this one adopted",
      inputs: { onDelete: "unlink" },
      link: settled({ created: false }),
      holds: { isRetained: true },
      says: /^warning: /,
    },
  ])("leaves the link without asking Azure when $when", async ({ holds, says, ...row }) => {
    const { id, lines, calls, start } = removing(row);
    run.hold(id, { ...holder, ...holds });
    await start();
    expect(lines()).toStrictEqual([expect.stringMatching(says)]);
    expect(calls).toStrictEqual([]);
  });

  it("leaves the link to a resource whose state names its partner when a later one names another", async () => {
    const { id, calls, start } = removing({ when: "" });
    run.hold(id, { ...holder, partners: [another, declared] });
    run.hold(id, { ...holder, urn: "urn:later", partners: [another] });
    await start();
    expect(calls).toStrictEqual([]);
  });

  it("names the new instance when the resource itself has it", async () => {
    const { id, urn, lines, start } = removing({ when: "" });
    run.hold(id, { ...holder, urn });
    await start();
    expect(lines()).toStrictEqual([
      `info: the partner admin link of ${id} now belongs to the new instance of this resource, so it was not removed`,
    ]);
  });

  it.each<Case>([
    { when: "the state of the other one names another partner", link: settled() },
    { when: "it names a partner of no pending write", link: pending },
  ])("removes the link when $when", async (row) => {
    const { id, calls, start } = removing(row, [readDeclared, deleted]);
    run.hold(id, { ...holder, partners: [another] });
    await start();
    expect(calls).toContain(`delete ${declared}`);
  });

  it.each<Case>([
    { when: "it declares the link's partner", link: settled() },
    { when: "it declares the partner of a pending write", link: pending },
  ])("fails and keeps the state when a resource that has not succeeded yet is to take over: $when", async (row) => {
    const { id, calls, start } = removing(row);
    declareToo(id, declared);
    await expect(start()).rejects.toMatchObject({
      code: "PAL_IDENTITY_HELD",
      text: expect.stringContaining("urn:successor") as string,
    });
    expect(calls).toStrictEqual([]);
  });

  it.each([
    { when: "it declares another partner", partnerId: another, isDeclared: 0 },
    { when: "the resource to be deleted is declared itself", partnerId: declared, isDeclared: 1 },
  ])("removes the link when another resource is to take over and $when", async ({ partnerId, isDeclared }) => {
    const { id, calls, state, start } = removing({ when: "" }, [readDeclared, deleted]);
    declareToo(id, partnerId);
    for (const declaration of [state.declaration].slice(0, isDeclared)) run.noteDeclared(declaration);
    await start();
    expect(calls).toContain(`delete ${declared}`);
  });

  it("waits for a write of the other resource, and leaves the link that it made", async () => {
    const { id, calls, start } = removing({ when: "" });
    const write = run.oneAtATime(id, async () => {
      await new Promise(setImmediate);
      run.hold(id, holder);
    });
    await Promise.all([write, start()]);
    expect(calls).toStrictEqual([]);
  });
});
