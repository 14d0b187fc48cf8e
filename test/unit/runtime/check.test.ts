import { provider } from "../../../provider/runtime/index";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declared, newResource, objectId, tenantId } from "../fixtures";
import { secretOf, unknown } from "../../support/wireForm";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const credential = { tenantId, clientId, clientSecret: "not-a-secret" };
const marked = { tenantId, clientId, clientSecret: secretOf("not-a-secret") };
const ids = { tenantId, objectId };
const unknownIds = { tenantId: unknown, objectId: unknown };

type Inputs = Record<string, unknown>;

/** Checks inputs of a resource of its own, beside its URN. */
async function check(olds: Inputs, news: Inputs, hidden: Inputs = {}) {
  const { urn, identity } = newResource();
  const said = consoleLines();
  const calls = azureAnswers(identity, [["get", undefined]]);
  const checked = await provider.check?.(olds, { ...news, __declared: { urn, ...hidden } });
  return { urn, identity, calls, checked, lines: said() };
}

describe("check", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("returns the inputs normalised, whose link it is, and secrets in the form that the engine encrypts", async () => {
    const news = { partnerId: " 1234567 ", credential, driftCheck: "bestEffort" };
    const { urn, identity, checked } = await check({}, news, { dryRun: true, ignoreChanges: ["partnerId"] });
    expect(checked).toStrictEqual({
      inputs: {
        partnerId: declared,
        credential: marked,
        driftCheck: "bestEffort",
        tenantId: identity.tenantId,
        objectId: identity.objectId,
        __declared: { urn, ignoreChanges: ["partnerId"] },
      },
      failures: [],
    });
  });

  it.each<{ when: string; olds?: Inputs; change: Inputs; hidden?: Inputs; gives: Inputs; failures?: unknown[] }>([
    {
      when: "a part of the credential is not known yet",
      change: { credential: { ...credential, clientSecret: unknown } },
      gives: { credential: { ...credential, clientSecret: unknown } },
    },
    {
      when: "a part of the credential is not known yet, in a preview",
      change: { credential: { ...credential, clientId: unknown } },
      hidden: { dryRun: true },
      gives: { credential: { ...marked, clientId: unknown }, ...unknownIds },
    },
    {
      when: "the resource exists already",
      olds: { partnerId: declared, credential, ...ids },
      change: {},
      gives: ids,
    },
    {
      when: "an input is invalid",
      change: { partnerId: "x" },
      gives: { partnerId: "x" },
      failures: [
        {
          property: "",
          reason: expect.stringMatching(/^partnerId must be .*\(PAL_CONFIG_INVALID\)$/) as string,
        },
      ],
    },
    {
      when: "an input of a resource that exists is invalid",
      olds: { partnerId: declared, credential, ...ids },
      change: { partnerId: "x" },
      gives: { partnerId: "x", ...ids },
      failures: [{ property: "", reason: expect.stringMatching(/^partnerId must be /) as string }],
    },
  ])("does not sign in when $when", async ({ olds = {}, change, hidden = {}, gives, failures = [] }) => {
    const inputs = { partnerId: declared, credential };
    const { urn, calls, checked } = await check(olds, { ...inputs, ...change }, hidden);
    expect(checked).toStrictEqual({
      inputs: { partnerId: declared, credential: marked, ...gives, __declared: { urn } },
      failures,
    });
    expect(calls).toStrictEqual([]);
  });

  it.each([
    { added: { tags: {} }, line: /^warning: tags was added .*probably by a transform, .*\(PAL_UNKNOWN_ARGUMENT\)$/ },
    { added: { tags: {}, expct: {} }, line: /^warning: tags, expct were added .*\(PAL_UNKNOWN_ARGUMENT\)$/ },
  ])("drops arguments that are none, with a warning: $line", async ({ added, line }) => {
    const { checked, lines } = await check({}, { partnerId: declared, ...added });
    expect(checked).not.toHaveProperty("inputs.tags");
    expect(checked).not.toHaveProperty("inputs.expct");
    expect(lines).toStrictEqual([expect.stringMatching(line)]);
  });

  it("finds out again whose link it is, and warns of nothing, when ids come with the inputs", async () => {
    const { identity, checked, lines } = await check({}, { partnerId: declared, ...ids });
    expect(checked).toHaveProperty("inputs.objectId", identity.objectId);
    expect(lines).toStrictEqual([]);
  });

  it("notes the resource as declared", async () => {
    const { urn } = await check({}, { partnerId: declared });
    expect(run.isDeclared(urn)).toBe(true);
  });
});
