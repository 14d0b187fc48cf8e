import type { RequestListener } from "node:http";
import { text } from "node:stream/consumers";
import { listRows, queryRows } from "../../../provider/azure/armPages";
import { openArmReader } from "../../../provider/azure/armReader";
import { countingRequests } from "../../../provider/azure/requestCount";
import type { Session } from "../../../provider/azure/signIn";
import { textLike } from "../../emulator/matchers";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { identity, thrownBy } from "../fixtures";
import { type LocalServer, openServer, replying } from "./localServer";

jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 1_000, operation: 2_000, body: 1_000, listBody: 2_000, pages: 3, retries: 1, metadataAge: 1 },
  retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

const refusingFirstToken: RequestListener = ({ headers }, response) =>
  response.writeHead(headers.authorization === "Bearer not-a-secret-1" ? 401 : 200).end("{}");
const json = (body: unknown, headers = {}): RequestListener => replying(200, JSON.stringify(body), headers);
const request = { what: "list things", url: "/things?api-version=1" };
const query = { ...request, body: { query: "things", options: { $top: 2 } } };

describe("ARM for requests that change nothing", () => {
  let server: LocalServer;
  let other: LocalServer;

  beforeAll(async () => {
    ownEnvironment();
    [server, other] = await Promise.all([openServer(), openServer()]);
  });
  afterAll(async () => {
    inheritedEnvironment();
    await Promise.all([server.close(), other.close()]);
  });

  function session(token: string, renew: () => Session = () => session(token), who = identity): Session {
    return {
      identity: who,
      cloud: {
        authority: "https://login.test",
        resourceManager: server.origin,
        scope: "s",
        skipInstanceDiscovery: true,
      },
      token: { token, expiresOnTimestamp: Date.now() + 3_600_000 },
      renew: () => Promise.resolve(renew()),
    };
  }
  const arm = (...given: Parameters<typeof session>) => openArmReader(session(...given));
  const list = () => listRows(arm("not-a-secret-1"), request);
  const sent = () => server.requests.map(({ headers }) => headers.authorization?.split(" ")[1]);

  it("reads every page, on the same host", async () => {
    server.answer(
      json({ value: [{ a: 1 }], nextLink: `${server.origin}/things?page=2` }),
      json({ value: [{ a: 2 }], nextLink: null }),
    );
    expect(await list()).toEqual([{ a: 1 }, { a: 2 }]);
    expect(server.requests.map(({ url }) => url)).toEqual(["/things?api-version=1", "/things?page=2"]);
  });

  it.each<[string, () => string]>([
    ["another host", () => `${other.origin}/things`],
    ["another scheme", () => server.origin.replace("http:", "https:")],
    ["a user name", () => server.origin.replace("//", "//me@")],
    ["no host", () => "/things?page=2"],
  ])("sends nothing to a next page with %s", async (_, link) => {
    server.answer(json({ value: [], nextLink: link() }));
    other.answer(json({ value: [] }));
    await expect(list()).rejects.toMatchObject({
      code: "PAL_SERVICE_FAILED",
      text: textLike(/^cannot list things: .* is not on the same host$/),
    });
    expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
  });

  it("ends with pages that do not", async () => {
    server.answer(json({ value: [], nextLink: `${server.origin}/things?page=2` }));
    await expect(list()).rejects.toThrow(/has pages without end/);
    expect(server.requests).toHaveLength(2);
    let page = 0;
    server.answer((...given) => {
      page += 1;
      json({ value: [], nextLink: `${server.origin}/things?page=${page}` })(...given);
    });
    await expect(list()).rejects.toThrow(/has pages without end/);
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, unknown, RegExp]>([
    ["no list", {}, /has no list/],
    ["a list of numbers", { value: [1] }, /has an entry that is not an object/],
    ["a list on top", [], /is not a JSON object; a proxy may be in between/],
  ])("takes %s for no answer", async (_, body, message) => {
    server.answer(json(body));
    await expect(list()).rejects.toThrow(message);
  });

  it("reads a large page, up to a bound", async () => {
    server.answer(json({ value: [{ a: "x".repeat(1_500) }] }));
    expect(await list()).toHaveLength(1);
    server.answer(json({ value: [{ a: "x".repeat(2_500) }] }));
    await expect(list()).rejects.toThrow(/is larger than/);
  });

  it("sends a query again with the token of the next page", async () => {
    const bodies: Promise<string>[] = [];
    const noting =
      (answer: RequestListener): RequestListener =>
      (incoming, response) => {
        bodies.push(text(incoming));
        answer(incoming, response);
      };
    server.answer(
      noting(json({ data: [{ a: 1 }], resultTruncated: "true", $skipToken: "two" })),
      noting(json({ data: [], resultTruncated: "false" })),
    );
    expect(await queryRows(arm("not-a-secret-1"), query)).toEqual([{ a: 1 }]);
    expect((await Promise.all(bodies)).map((body): unknown => JSON.parse(body))).toEqual([
      { query: "things", options: { $top: 2 } },
      { query: "things", options: { $top: 2, $skipToken: "two" } },
    ]);
  });

  it.each<[string, RequestListener, RegExp]>([
    ["is cut short", json({ data: [], resultTruncated: "true" }), /is cut short without a next page/],
    ["repeats its token", json({ data: [], $skipToken: "two" }), /has pages without end/],
    [
      "leaves out subscriptions",
      json({ data: [] }, { "x-ms-tenant-subscription-limit-hit": "true" }),
      /beyond the first 10,000/,
    ],
  ])("does not take a query for answered that %s", async (_, answer, message) => {
    server.answer(answer);
    await expect(queryRows(arm("not-a-secret-1"), query)).rejects.toThrow(message);
  });

  it("replaces a refused token once, for requests side by side", async () => {
    let renewals = 0;
    const reader = arm("not-a-secret-1", () => session(`not-a-secret-${String((renewals += 1) + 1)}`));
    server.answer(refusingFirstToken);
    await Promise.all([reader.read(request), reader.read(request)]);
    await reader.read(request);
    expect([renewals, sent().sort().join(" ")]).toEqual([
      1,
      "not-a-secret-1 not-a-secret-1 not-a-secret-2 not-a-secret-2 not-a-secret-2",
    ]);
  });

  it.each<[string, () => Session, number]>([
    ["again", () => session("not-a-secret-2"), 2],
    ["and there is no other", () => session("not-a-secret-1"), 1],
    [
      "and the other is another identity's",
      () => session("not-a-secret-2", undefined, { ...identity, objectId: identity.tenantId }),
      1,
    ],
  ])("fails where the token is refused %s", async (_, renew, times) => {
    server.answer(
      replying(401, JSON.stringify({ error: { code: "InvalidAuthenticationToken", message: "not-a-secret-1" } })),
    );
    const error = await thrownBy(() => arm("not-a-secret-1", renew).read(request));
    expect(error).toMatchObject({ statusCode: 401, serviceCode: "InvalidAuthenticationToken" });
    expect(server.requests).toHaveLength(times);
  });

  it("keeps its token out of messages, and names the request", async () => {
    const body = JSON.stringify({ error: { code: "Nope", message: "not-a-secret-1 is wrong." } });
    server.answer(replying(403, body, { "x-ms-request-id": "abc-1" }));
    await expect(list()).rejects.toMatchObject({
      message: "cannot list things: Nope: [secret] is wrong (HTTP 403, request id abc-1) (PAL_SERVICE_FAILED)",
      retryable: false,
    });
  });

  it("counts every request, repeated ones included", async () => {
    server.answer(replying(500), json({ value: [] }));
    expect(await countingRequests(list)).toEqual({ result: [], requests: 2 });
  });
});
