import type * as holders from "../../../provider/runtime/holders";

const id = "tenant/object";
const first = "urn:pulumi:stack::project::type::first";
const second = "urn:pulumi:stack::project::type::second";

/** The state is the process's, so each test has a module of its own. */
async function freshHolders(): Promise<typeof holders> {
  jest.resetModules();
  return await import("../../../provider/runtime/holders.js");
}

describe("hold", () => {
  it("gives an identity to the first resource that asks", async () => {
    const { hold, holderOf } = await freshHolders();
    expect(holderOf(id)).toBeUndefined();
    expect(hold(id, first)).toBeUndefined();
    expect(holderOf(id)).toBe(first);
  });

  it("gives it to the same resource again", async () => {
    const { hold } = await freshHolders();
    hold(id, first);
    expect(hold(id, first)).toBeUndefined();
  });

  it("names the holder to another resource and leaves it with the first", async () => {
    const { hold, holderOf } = await freshHolders();
    hold(id, first);
    expect(hold(id, second)).toBe(first);
    expect(holderOf(id)).toBe(first);
  });

  it("keeps identities apart", async () => {
    const { hold } = await freshHolders();
    hold(id, first);
    expect(hold("tenant/other", second)).toBeUndefined();
  });
});

describe("holdIfChecked", () => {
  it("gives nothing to a resource that the program does not declare", async () => {
    const { holderOf, holdIfChecked } = await freshHolders();
    expect(holdIfChecked(id, first)).toBeUndefined();
    expect(holderOf(id)).toBeUndefined();
  });

  it("names no holder to a resource that the program does not declare", async () => {
    const { hold, holdIfChecked } = await freshHolders();
    hold(id, first);
    expect(holdIfChecked(id, second)).toBeUndefined();
  });

  it("works as hold when the program declares the resource", async () => {
    const { holderOf, holdIfChecked, recordChecked } = await freshHolders();
    recordChecked(first);
    recordChecked(second);
    expect(holdIfChecked(id, first)).toBeUndefined();
    expect(holderOf(id)).toBe(first);
    expect(holdIfChecked(id, second)).toBe(first);
  });
});

describe("wasSeenAbsent", () => {
  it("is true only for an identity whose absence was recorded", async () => {
    const { recordAbsent, wasSeenAbsent } = await freshHolders();
    recordAbsent(id);
    expect(wasSeenAbsent(id)).toBe(true);
    expect(wasSeenAbsent("tenant/other")).toBe(false);
  });
});
