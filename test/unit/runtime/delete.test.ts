import type * as deleteModule from "../../../provider/runtime/delete";
import { clientId, declared, linkId, tenantId } from "../fixtures";
import { spokenOnConsole } from "../spokenOnConsole";

const urn = "urn:pulumi:stack::project::type::name";

/** What nobody can sign in with: whatever asks Azure with it fails before a request is sent. */
const state = { partnerId: declared, credential: { tenantId, clientId }, adopted: false, __urn: urn };

async function freshRemove(): Promise<typeof deleteModule.remove> {
  jest.resetModules();
  return (await import("../../../provider/runtime/delete.js")).remove;
}

describe("remove", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { when: "it is declared to be retained", change: { onDelete: "retain" } },
    { when: "it was adopted", change: { adopted: true } },
  ])("leaves the link without asking anybody when $when", async ({ change }) => {
    const spoken = spokenOnConsole();
    const remove = await freshRemove();
    expect(await remove(linkId, { ...state, ...change })).toBeUndefined();
    expect(spoken()).toStrictEqual([]);
  });

  it("leaves the link, saying so, when another resource of the program holds the identity", async () => {
    const spoken = spokenOnConsole();
    const remove = await freshRemove();
    const { hold } = await import("../../../provider/runtime/holders.js");
    hold(linkId, "urn:successor");
    await remove(linkId, state);
    expect(spoken()).toStrictEqual([
      `info: the partner admin link of ${linkId} is held by urn:successor now: nothing was removed. Where that one adopted it, destroy leaves it unless onDelete is "unlink"`,
    ]);
  });
});
