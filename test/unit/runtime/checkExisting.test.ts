import type { Identity } from "../../../provider/azure/identity";
import { PalError } from "../../../provider/errors";
import { checkExisting } from "../../../provider/runtime/check";
import { diff } from "../../../provider/runtime/diff";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, linkedAsDeclared, newResource, stateWith, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const elsewhere = "eeeeeeee-0000-4000-8000-000000000005";
const application = { tenantId, clientId };
const credential = { ...application, clientSecret: "before" };
const otherClient = { ...credential, clientId: elsewhere };
const otherTenant = { ...credential, tenantId: elsewhere };
const machine = { useMsi: true };

type Who = "own" | "other" | "refused";
type Inputs = Record<string, unknown>;

interface Case {
  readonly when: string;
  readonly before?: Inputs;
  readonly after?: Inputs;
  readonly hidden?: Inputs;
  readonly signsIn?: Who;
  /** Whether the program expects the object id of the other identity. */
  readonly expectsOther?: true;
}

function checking({ before = {}, after = before, hidden, signsIn = "other", expectsOther }: Case) {
  const resource = newResource();
  const other = newResource().identity;
  const { identity: own, id, urn } = resource;
  const refused = new PalError("PAL_AUTH_FAILED", "the secret is wrong");
  const lines = consoleLines();
  const calls = azureAnswers({ own, other, refused }[signsIn], [["get", linkedAsDeclared]]);
  const state = stateWith(resource, before);
  const expected = expectsOther === true ? { expect: { objectId: other.objectId } } : {};
  const declaration = declarationOf({ ...after, ...expected }, { urn, ...hidden });
  run.noteDeclared(declaration);
  const ids = { own: idsOf(own), other: idsOf(other), unknown: "unknown", none: undefined };
  return {
    ids,
    id,
    urn,
    other,
    lines,
    calls,
    start: () => checkExisting(declaration, state.declaration),
    compare: () => diff(id, state, declaration),
  };
}

function idsOf(identity: Identity): unknown {
  return expect.objectContaining({ tenantId: identity.tenantId, objectId: identity.objectId });
}

describe("checkExisting", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case>([
    { when: "nothing names the identity" },
    { when: "the credential is the same", before: { credential } },
    {
      when: "the secret was rotated",
      before: { credential },
      after: { credential: { ...credential, clientSecret: "after" } },
    },
    {
      when: "the secret is not known yet",
      before: { credential },
      after: { credential: { ...credential, clientSecret: unknown } },
    },
    {
      when: "the token of the run was renewed",
      before: { credential: { ...application, oidcToken: "not-a-secret, of an earlier run" } },
      after: { credential: { ...application, oidcToken: "not-a-secret-of-this-run" } },
    },
    { when: "a setting was changed", before: { credential }, after: { credential, onDelete: "retain" } },
    { when: "an expectation names no identity", after: { expect: { tenantId, partnerName: "Contoso" } } },
  ])("keeps whose link it is, and asks nobody, when $when", async (row) => {
    const { calls, ids, start } = checking(row);
    expect(await start()).toStrictEqual({ failures: [], ids: ids.own });
    expect(calls).toStrictEqual([]);
  });

  const cases: readonly (Case & { readonly gives: "own" | "other" | "unknown" | "none" })[] = [
    { when: "the client is another", before: { credential }, after: { credential: otherClient }, gives: "other" },
    {
      when: "the client is another and cannot sign in yet, in a preview",
      before: { credential },
      after: { credential: otherClient },
      hidden: { dryRun: true },
      signsIn: "refused",
      gives: "unknown",
    },
    {
      when: "the client is another and cannot sign in yet, outside a preview",
      before: { credential },
      after: { credential: otherClient },
      signsIn: "refused",
      gives: "none",
    },
    {
      when: "the tenant is another, and so is the identity",
      before: { credential },
      after: { credential: otherTenant },
      gives: "other",
    },
    {
      when: "the tenant is written otherwise, and the identity is the same",
      before: { credential },
      after: { credential: { ...credential, tenantId: "contoso.onmicrosoft.com" } },
      signsIn: "own",
      gives: "own",
    },
    {
      when: "the tenant is another, and the sign-in is refused",
      before: { credential },
      after: { credential: otherTenant },
      signsIn: "refused",
      gives: "own",
    },
    { when: "the machine has its identity still", before: { credential: machine }, signsIn: "own", gives: "own" },
    { when: "the machine's identity was made again", before: { credential: machine }, gives: "other" },
    {
      when: "the machine's identity cannot sign in",
      before: { credential: machine },
      signsIn: "refused",
      gives: "own",
    },
    { when: "the credential was added, of another identity", after: { credential }, gives: "other" },
    { when: "the credential was added, of the same identity", after: { credential }, signsIn: "own", gives: "own" },
    { when: "the credential was removed", before: { credential }, after: {}, gives: "other" },
    { when: "the identity that signs in is expected", expectsOther: true, gives: "other" },
    { when: "it is expected beside the same credential", before: { credential }, expectsOther: true, gives: "other" },
    { when: "another identity is expected and cannot sign in", expectsOther: true, signsIn: "refused", gives: "own" },
  ];

  it.each(cases)("signs in, and returns $gives, when $when", async ({ gives, ...row }) => {
    const { calls, ids, lines, start } = checking(row);
    expect(await start()).toStrictEqual({ failures: [], ids: ids[gives] });
    expect(calls).toStrictEqual(["sign in"]);
    expect(lines()).toStrictEqual([]);
  });

  it.each(cases)("gives another identity only where diff replaces the resource: $when", async ({ gives, ...row }) => {
    const { start, compare } = checking(row);
    await start();
    const { replaces = [] } = await compare();
    expect(replaces).toHaveLength({ own: 0, other: 1, unknown: 1, none: 1 }[gives]);
  });

  it.each([
    { when: "in a preview", hidden: { dryRun: true }, gives: "unknown" as const },
    { when: "outside a preview", hidden: {}, gives: "none" as const },
  ])("asks nobody while the client is not known: gives $gives $when", async ({ hidden, gives }) => {
    const after = { credential: { ...credential, clientId: unknown } };
    const { calls, ids, start } = checking({ when: "", before: { credential }, after, hidden });
    expect(await start()).toStrictEqual({ failures: [], ids: ids[gives] });
    expect(calls).toStrictEqual([]);
  });

  it.each([
    { when: "in a preview", hidden: { dryRun: true }, ids: "unknown" },
    { when: "outside a preview", hidden: {}, ids: undefined },
  ])("asks nobody whose a state is that does not say so, where nothing names an identity: $when", async (row) => {
    const { urn, identity } = newResource();
    const calls = azureAnswers(identity);
    const declaration = declarationOf({}, { urn, ...row.hidden });
    expect(await checkExisting(declaration, declarationOf({}))).toStrictEqual({ failures: [], ids: row.ids });
    expect(calls).toStrictEqual([]);
  });

  it("signs in for a state without an identity if there is a credential", async () => {
    const { urn, identity } = newResource();
    const calls = azureAnswers(identity);
    const declaration = declarationOf({ credential }, { urn });
    expect(await checkExisting(declaration, declaration)).toStrictEqual({ failures: [], ids: identity });
    expect(calls).toStrictEqual(["sign in"]);
  });

  it("refuses a second resource of the linked identity without a request", async () => {
    const { id, urn, calls, ids, start } = checking({ when: "" });
    run.reserve({ urn: "urn:first" }, id);
    expect(await start()).toStrictEqual({
      failures: [
        {
          property: "",
          reason: `two resources of this program declare the one partner admin link of ${id}: urn:first and ${urn}. Remove one of them, or give it another credential (PAL_IDENTITY_HELD)`,
        },
      ],
      ids: ids.own,
    });
    expect(calls).toStrictEqual([]);
  });

  it("reserves nothing for a credential that is not known yet", async () => {
    const after = { credential: { ...credential, clientSecret: unknown } };
    const { id, start } = checking({ when: "", before: { credential }, after });
    await start();
    expect(run.reserve({ urn: "urn:second" }, id)).toBeUndefined();
  });

  it("refuses a second resource of the identity that is to be linked", async () => {
    const { other, ids, start } = checking({ when: "", before: { credential }, after: { credential: otherClient } });
    run.reserve({ urn: "urn:first" }, `${other.tenantId}/${other.objectId}`);
    expect(await start()).toStrictEqual({
      failures: [{ property: "", reason: expect.stringMatching(/urn:first.*\(PAL_IDENTITY_HELD\)$/) as string }],
      ids: ids.other,
    });
  });

  it("refuses the identity that is linked when another one is expected", async () => {
    const { ids, start } = checking({ when: "", expectsOther: true, signsIn: "own" });
    expect(await start()).toStrictEqual({
      failures: [
        {
          property: "expect",
          reason: expect.stringMatching(/^expect\.objectId is .*\(PAL_EXPECTATION_FAILED\)$/) as string,
        },
      ],
      ids: ids.own,
    });
  });
});
