import { runtime } from "@pulumi/pulumi";
import { provider } from "../../../provider/runtime/index";
import { run } from "../../../provider/runtime/run";
import { azureAnswers } from "../fakeAzure";
import { clientId, declared, newResource, tenantId } from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const unknown = runtime.unknownValue;
const credential = { tenantId, clientId, clientSecret: "S3cret" };

describe("check", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const inputs = { partnerId: declared, credential };

  it.each<{ when: string; olds: Record<string, unknown>; change: Record<string, unknown>; failures?: unknown[] }>([
    { when: "the partner is not known yet", olds: {}, change: { partnerId: unknown } },
    {
      when: "a part of the credential is not known yet",
      olds: {},
      change: { credential: { ...credential, clientSecret: unknown } },
    },
    { when: "an expectation is not known yet", olds: {}, change: { expect: { objectId: unknown } } },
    { when: "the option import is not known yet", olds: {}, change: { __declared: { import: unknown } } },
    { when: "overwrite is not known yet", olds: {}, change: { overwrite: unknown } },
    { when: "the resource exists already", olds: inputs, change: {} },
    {
      when: "an input is invalid",
      olds: {},
      change: { partnerId: "x" },
      failures: [
        {
          property: "partnerId",
          reason: expect.stringMatching(/^"x" is not a partner ID.*\(PAL_CONFIG_INVALID\)$/) as string,
        },
      ],
    },
  ])("does not sign in when $when", async ({ olds, change, failures = [] }) => {
    const calls = azureAnswers(newResource().identity);
    const news = { ...inputs, ...change };
    expect(await provider.check?.(olds, news)).toStrictEqual({ inputs: news, failures });
    expect(calls).toStrictEqual([]);
  });

  it("reads the live link of a new resource when only driftCheck and onDelete are not known yet", async () => {
    const calls = azureAnswers(newResource().identity, [["get", undefined]]);
    const news = { ...inputs, driftCheck: unknown, onDelete: unknown };
    expect(await provider.check?.({}, news)).toStrictEqual({ inputs: news, failures: [] });
    expect(calls).toStrictEqual(["sign in", "get"]);
  });

  it("returns the inputs normalised, and no key that a transform has added", async () => {
    expect(await provider.check?.({ partnerId: "1" }, { partnerId: " 1234567 ", tags: {} })).toStrictEqual({
      inputs: { partnerId: declared },
      failures: [],
    });
  });

  it("notes the resource as declared", async () => {
    const { urn } = newResource();
    await provider.check?.({ partnerId: "1" }, { partnerId: "1", __declared: { urn } });
    expect(run.isDeclared(urn)).toBe(true);
  });
});
