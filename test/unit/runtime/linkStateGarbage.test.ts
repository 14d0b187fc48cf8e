import fc from "fast-check";
import { type LinkState, parseState, type Settled } from "../../../provider/runtime/linkState";
import { another, declared } from "../fixtures";

function linkIn(hidden: unknown): LinkState {
  return parseState({ partnerId: declared, __link: hidden }).link;
}

function settledAs(partnerId: string): Settled {
  return { kind: "settled", partnerId, created: false };
}

describe("parseState, of a state that was tampered with", () => {
  it.each([undefined, null, 5, "text", [], [{ created: true }], {}, { kind: "other" }, { kind: 5, created: "true" }])(
    "does not claim a link that it cannot read: __link of %j",
    (hidden) => {
      expect(linkIn(hidden)).toStrictEqual({ kind: "settled", partnerId: declared, created: false });
    },
  );

  it.each<{ what: string; hidden: unknown; link: LinkState }>([
    {
      what: "created of another type",
      hidden: { kind: "settled", partnerId: another, created: 1 },
      link: settledAs(another),
    },
    {
      what: "a partner that is not a string",
      hidden: { kind: "settled", partnerId: 5, created: false },
      link: settledAs(declared),
    },
    {
      what: "a version that is no number",
      hidden: { kind: "settled", partnerId: another, version: "3" },
      link: settledAs(another),
    },
    {
      what: "pending writes that are no list",
      hidden: { kind: "unsettled", pending: declared },
      link: settledAs(declared),
    },
    {
      what: "pending writes that are not strings",
      hidden: { kind: "unsettled", pending: [5, declared, null] },
      link: { kind: "unsettled", pending: [declared] },
    },
    {
      what: "a partner found that is not a string",
      hidden: { kind: "unsettled", pending: [declared], found: 5 },
      link: { kind: "unsettled", pending: [declared] },
    },
    {
      what: "a link before that is no object",
      hidden: { kind: "unsettled", pending: [declared], before: "x" },
      link: { kind: "unsettled", pending: [declared] },
    },
    {
      what: "a link before without fields",
      hidden: { kind: "unsettled", pending: [declared], before: {} },
      link: { kind: "unsettled", pending: [declared], before: settledAs(declared) },
    },
  ])("does not trust $what in __link", ({ hidden, link }) => {
    expect(linkIn(hidden)).toStrictEqual(link);
  });

  it("does not trust outputs of other types", () => {
    const state = {
      partnerId: declared,
      tenantId: 5,
      objectId: null,
      state: 5,
      version: "3",
      partnerName: {},
      createdTime: [],
      updatedTime: true,
    };
    expect(parseState({ ...state, __link: { clientId: 5 } })).toMatchObject({
      identity: { tenantId: "", objectId: "" },
      live: {},
    });
    expect(parseState({ ...state, __link: { clientId: 5 } }).identity).not.toHaveProperty("clientId");
  });

  it("never takes a link that does not say so for one that the stack made", () => {
    const keys = fc.constantFrom("kind", "partnerId", "pending", "found", "before", "version");
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(keys, fc.anything())), (hidden) => {
        expect(JSON.stringify(linkIn(hidden))).not.toContain('"created":true');
      }),
    );
  });
});
