import fc from "fast-check";
import type { LiveLink } from "../../../provider/azure/partnerLink";
import { PartialSuccess } from "../../../provider/errors";
import {
  isState,
  keepInState,
  type LinkState,
  parseState,
  settle,
  type Settled,
  type State,
  stateOf,
  toOutputs,
  type Unsettled,
} from "../../../provider/runtime/linkState";
import {
  another,
  clientId,
  declarationOf,
  declared,
  identity,
  linkId,
  lostReply,
  objectId,
  settled,
  tenantId,
} from "../fixtures";
import { inPlainText, secretOf } from "../../support/wireForm";

const inputs = {
  partnerId: declared,
  credential: { tenantId, clientId, clientSecret: "not-a-secret" },
  expect: { objectId },
  overwrite: false,
  driftCheck: "off",
  onDelete: "retain",
  __declared: { urn: "urn", import: "t/o", ignoreChanges: ["partnerId"], credentialFromResource: true },
  __provider: "pointer",
};
const live = {
  partnerName: "Contoso",
  state: "Active",
  version: 3,
  createdTime: "2026-01-01T00:00:00.000Z",
  updatedTime: "2026-01-02T00:00:00.000Z",
};
const unsettled: Unsettled = {
  kind: "unsettled",
  pending: [declared, another],
  found: another,
  before: settled({ partnerId: another }),
};
const own = { tenantId, objectId, clientId };

describe("isState", () => {
  it.each([
    { what: "arguments of a look-up", properties: { expect: { tenantId }, __declared: { urn: "urn" } }, answer: false },
    { what: "nothing", properties: {}, answer: false },
    { what: "outputs", properties: { partnerId: declared, __link: { kind: "settled" } }, answer: true },
  ])("is $answer for $what", ({ properties, answer }) => {
    expect(isState(properties)).toBe(answer);
  });
});

describe("toOutputs", () => {
  it("gives inputs, identity, live link and the hidden link of a settled state", () => {
    const state: State = { declaration: declarationOf(inputs), identity, link: settled(), live };
    expect(toOutputs(state)).toStrictEqual({
      ...inputs,
      credential: { tenantId, clientId, clientSecret: secretOf("not-a-secret") },
      ...live,
      tenantId,
      objectId,
      adopted: false,
      __link: { kind: "settled", partnerId: declared, created: true, version: 3, clientId },
    });
  });

  it("gives no live outputs of an unsettled state", () => {
    const state: State = {
      declaration: declarationOf({}),
      identity: { tenantId, objectId },
      link: unsettled,
      live: undefined,
    };
    expect(toOutputs(state)).toStrictEqual({
      partnerId: declared,
      __declared: { urn: "urn" },
      tenantId,
      objectId,
      adopted: false,
      __link: unsettled,
    });
  });

  it("is adopted when the stack did not make the link", () => {
    const state: State = { declaration: declarationOf({}), identity, link: settled({ created: false }), live };
    expect(toOutputs(state)).toMatchObject({ adopted: true, __link: { created: false } });
  });

  it("reports a link without a state as Active", () => {
    const state: State = { declaration: declarationOf({}), identity, link: settled(), live: {} };
    expect(toOutputs(state)).toHaveProperty("state", "Active");
  });

  it("has no undefined at any depth", () => {
    const loose = { partnerName: undefined, version: undefined } as unknown as typeof live;
    const link = { ...settled(), version: undefined } as unknown as Settled;
    const outputs = toOutputs({
      declaration: declarationOf({ expect: undefined }),
      identity: { tenantId, objectId },
      link,
      live: loose,
    });
    expect(outputs).toStrictEqual(JSON.parse(JSON.stringify(outputs)));
  });
});

describe("parseState", () => {
  it.each<{ what: string; link: LinkState; live: State["live"] }>([
    { what: "a link that the stack made", link: settled(), live },
    { what: "a link that the stack adopted", link: settled({ created: false }), live },
    {
      what: "a link without a version",
      link: { kind: "settled", partnerId: declared, created: true },
      live: { state: "Active" },
    },
    { what: "a link that drifted since", link: settled({ partnerId: another }), live },
    { what: "a pending write", link: { kind: "unsettled", pending: [declared] }, live: undefined },
    { what: "pending writes and the link before them", link: unsettled, live: undefined },
  ])("gives back what toOutputs was given: $what", ({ link, live: found }) => {
    const declaration = declarationOf({ ...inputs, tenantId, objectId });
    const state: State = { declaration, identity: own, link, live: found };
    expect(parseState(inPlainText(toOutputs(state)))).toStrictEqual(state);
  });

  it("gives back an identity without a client ID", () => {
    const ids = { tenantId, objectId };
    const state: State = { declaration: declarationOf(ids), identity: ids, link: settled(), live };
    expect(parseState(toOutputs(state))).toStrictEqual(state);
  });

  it("gives back any link", () => {
    const version = fc.option(fc.nat(), { nil: undefined });
    const settledLinks = fc
      .record({ partnerId: fc.string(), version, created: fc.boolean() })
      .map(({ created, ...found }) => settle(found as LiveLink, created));
    const unsettledLinks = fc
      .record({ pending: fc.array(fc.string(), { minLength: 1 }), found: fc.string(), before: settledLinks })
      .map((link): Unsettled => ({ kind: "unsettled", ...link }));
    fc.assert(
      fc.property(fc.oneof(settledLinks, unsettledLinks), (link) => {
        const state: State = { declaration: declarationOf(inputs), identity: own, link, live: undefined };
        expect(parseState(toOutputs(state)).link).toStrictEqual(link);
      }),
    );
  });
});

describe("settle", () => {
  it.each([
    { when: "the service counts writes", found: { partnerId: declared, version: 3 }, link: settled() },
    {
      when: "it gives no count",
      found: { partnerId: declared },
      link: { kind: "settled", partnerId: declared, created: true },
    },
  ])("keeps partner and version when $when", ({ found, link }) => {
    expect(settle(found, true)).toStrictEqual(link);
  });
});

describe("stateOf", () => {
  it("keeps the link that was read, its partner aside, and of the identity no label", () => {
    const declaration = declarationOf({});
    expect(stateOf(declaration, identity, settled(), { partnerId: declared, ...live })).toStrictEqual({
      declaration,
      identity: own,
      link: settled(),
      live,
    });
  });

  it("has no live link when none was read, and no client ID of a user", () => {
    const user = { tenantId, objectId };
    expect(stateOf(declarationOf({}), user, unsettled, undefined)).toMatchObject({ identity: user, live: undefined });
    expect(stateOf(declarationOf({}), user, unsettled, undefined).identity).not.toHaveProperty("clientId");
  });
});

describe("keepInState", () => {
  it("throws the failure with the id and the outputs that the engine is to keep", () => {
    const state = stateOf(declarationOf({}), identity, unsettled, undefined);
    const kept = keepInState(lostReply, state);
    expect(kept).toBeInstanceOf(PartialSuccess);
    expect(kept).toMatchObject({ id: linkId, properties: toOutputs(state), text: lostReply.text, outcome: "pending" });
  });
});
