import type { Identity } from "../../../provider/azure/identity";
import { PalError } from "../../../provider/errors";
import { diff } from "../../../provider/runtime/diff";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, linkedAsDeclared, newResource, stateWith, tenantId } from "../fixtures";
import { unknown } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const elsewhere = "eeeeeeee-0000-4000-8000-000000000005";
const credential = { tenantId, clientId, clientSecret: "before" };
const certificate = { tenantId, clientId, clientCertificatePath: "client.pem" };

const unchanged = { changes: false };
const changed = { changes: true };
const replaced = { changes: true, replaces: ["credential"], deleteBeforeReplace: false };

type Inputs = Record<string, unknown>;
type Who = "own" | "other" | "colleague" | "refused";

interface Case {
  readonly when: string;
  readonly before?: Inputs;
  readonly after?: Inputs;
  readonly signsIn?: Who;
}

/** Compares a resource with what the program declares; gives the answer, the calls to Azure and the lines. */
async function comparing({ before = {}, after = before, signsIn = "other" }: Case, other = newResource().identity) {
  const resource = newResource();
  const { identity: own, id, urn } = resource;
  const answers: Record<Who, Identity | Error> = {
    own,
    other,
    colleague: { ...other, isPerson: true, label: "user ann@contoso.com" },
    refused: new PalError("PAL_AUTH_FAILED", "the secret is wrong"),
  };
  const said = consoleLines();
  const calls = azureAnswers(answers[signsIn], [["get", linkedAsDeclared]]);
  const difference = await diff(id, stateWith(resource, before), declarationOf(after, { urn }));
  return { difference, id, calls, lines: said() };
}

describe("diff, of a credential that changed", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("asks for a replacement, the new link first, when the client is another", async () => {
    const after = { credential: { ...credential, clientId: elsewhere } };
    const { difference, calls } = await comparing({ when: "", before: { credential }, after });
    expect(difference).toStrictEqual(replaced);
    expect(calls).toStrictEqual([]);
  });

  it.each<Case & { readonly difference: object; readonly says: number }>([
    { when: "another identity signs in", signsIn: "other", difference: replaced, says: 0 },
    { when: "the same identity signs in", signsIn: "own", difference: changed, says: 0 },
    { when: "the sign-in is refused", signsIn: "refused", difference: changed, says: 1 },
  ])("asks whose a credential in another tenant is: $difference when $when", async ({ difference, says, ...row }) => {
    const after = { credential: { ...credential, tenantId: elsewhere } };
    const found = await comparing({ ...row, before: { credential }, after });
    expect(found.difference).toStrictEqual(difference);
    expect(found.calls).toStrictEqual(["sign in"]);
    expect(found.lines).toHaveLength(says);
  });
});

describe("diff, of the same credential with another input", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const changes = [
    { what: "another partner", change: { partnerId: "1" } },
    { what: "a partner that is not known yet", change: { partnerId: unknown } },
    { what: "a setting", change: { onDelete: "retain" } },
    { what: "a rotated secret", change: { credential: { ...credential, clientSecret: "after" } } },
  ];

  it.each(changes)("replaces the link of an identity that was made again, beside $what", async ({ change }) => {
    const after = { credential, ...change };
    const { difference, calls, lines } = await comparing({ when: "", before: { credential }, after });
    expect(difference).toStrictEqual(replaced);
    expect([...calls, ...lines]).toStrictEqual(["sign in"]);
  });

  it.each(changes)("changes the link of the same identity, beside $what", async ({ change }) => {
    const after = { credential, ...change };
    const { difference, calls } = await comparing({ when: "", before: { credential }, after, signsIn: "own" });
    expect(difference).toStrictEqual(changed);
    expect(calls).toStrictEqual(["sign in"]);
  });

  it("warns that the identity is not verified, and changes, when the sign-in is refused", async () => {
    const after = { credential, partnerId: "1" };
    const { difference, lines } = await comparing({ when: "", before: { credential }, after, signsIn: "refused" });
    expect(difference).toStrictEqual(changed);
    expect(lines).toStrictEqual(["warning: partner admin link not verified: the secret is wrong (PAL_NOT_VERIFIED)"]);
  });

  it.each(changes)('asks nobody with driftCheck "off", beside $what', async ({ change }) => {
    const before = { credential, driftCheck: "off" };
    const { difference, calls } = await comparing({ when: "", before, after: { ...before, ...change } });
    expect(difference).toStrictEqual(changed);
    expect(calls).toStrictEqual([]);
  });
});

describe("diff, where another identity signs in", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case>([
    { when: "the credential gives another identity than before", before: { credential } },
    { when: "it does, and the check is on a best-effort basis", before: { credential, driftCheck: "bestEffort" } },
    { when: "it does, whatever tenant is expected", before: { credential: certificate, expect: { tenantId } } },
    { when: "the machine's identity was made again", before: { credential: { useMsi: true } } },
    { when: "it was, and nothing else is checked", before: { credential: { useMsi: true }, driftCheck: "off" } },
    { when: "the Azure CLI has another user", before: { credential: { useCli: true } }, signsIn: "colleague" },
  ])("replaces the link when $when", async (row) => {
    const { difference, lines } = await comparing(row);
    expect({ difference, lines }).toStrictEqual({ difference: replaced, lines: [] });
  });

  it.each<Case>([
    { when: "nothing else names it" },
    { when: "a person has signed in", signsIn: "colleague" },
    { when: "the credential is the same", before: { credential } },
    { when: "nothing else is checked", before: { driftCheck: "off" } },
  ])("replaces the link when the program expects the identity that signs in: $when", async (row) => {
    const other = newResource().identity;
    const after = { ...row.before, expect: { objectId: other.objectId } };
    const { difference, lines } = await comparing({ ...row, after }, other);
    expect({ difference, lines }).toStrictEqual({ difference: replaced, lines: [] });
  });

  it.each<Case & { readonly difference: object; readonly ways: number }>([
    { when: "an application, as nothing names it", difference: changed, ways: 3 },
    {
      when: "an application, on a best-effort basis",
      before: { driftCheck: "bestEffort" },
      difference: unchanged,
      ways: 0,
    },
    {
      when: "an application, where only the tenant is expected",
      before: { expect: { tenantId } },
      difference: changed,
      ways: 3,
    },
    { when: "a person, as nothing names it", signsIn: "colleague", difference: unchanged, ways: 0 },
    {
      when: "a person, where only tenant and partner are expected",
      before: { expect: { tenantId, partnerName: "Contoso" } },
      signsIn: "colleague",
      difference: unchanged,
      ways: 0,
    },
  ])("is $difference, with a warning, for $when", async ({ difference, ways, ...row }) => {
    const other = newResource().identity;
    const { id, lines, ...found } = await comparing(row, other);
    expect(found.difference).toStrictEqual(difference);
    expect(lines).toStrictEqual([
      expect.stringMatching(`not verified: signed in as .*, but this is the link of ${id}, `),
    ]);
    const remedy = [
      `set expect: { objectId: "${other.objectId}" } to link it`,
      'set driftCheck: "bestEffort" and run a scheduled preview as the linked one',
      `sign in as ${id} (PAL_NOT_VERIFIED)`,
    ];
    expect(remedy.filter((way) => lines.join("").includes(way))).toHaveLength(ways);
  });

  it("does not pass over a person where the linked identity is expected", async () => {
    const resource = newResource();
    consoleLines();
    azureAnswers({ ...newResource().identity, isPerson: true }, [["get", linkedAsDeclared]]);
    const state = stateWith(resource, { expect: { objectId: resource.identity.objectId } });
    expect(await diff(resource.id, state, state.declaration)).toStrictEqual(changed);
  });
});
