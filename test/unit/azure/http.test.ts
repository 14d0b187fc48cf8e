import { bodyOf, RequestFailed } from "../../../provider/azure/http";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { thrownBy } from "../fixtures";
import { type LocalServer, openServer, replying } from "./localServer";

jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 1_000, operation: 2_000, retries: 1, firstThrottlingDelay: 1, body: 1_048_576 },
  retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

describe("bodyOf", () => {
  let server: LocalServer;

  beforeEach(async () => {
    ownEnvironment();
    server = await openServer();
  });

  afterEach(async () => {
    inheritedEnvironment();
    await server.close();
  });

  const ask = (method: "GET" | "POST" = "GET") =>
    bodyOf({
      method,
      url: `${server.origin}/path`,
      headers: { authorization: "Bearer not-a-secret" },
      remedy: (status) => `; remedy of ${status}`,
    });

  async function failureOf(method?: "GET" | "POST"): Promise<RequestFailed> {
    const failure = await thrownBy(() => ask(method));
    expect(failure).toBeInstanceOf(RequestFailed);
    return failure as RequestFailed;
  }

  it("asks with the headers that it is given, for JSON", async () => {
    server.answer(replying(200, "{}"));
    await ask();
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: "Bearer not-a-secret",
      accept: "application/json",
    });
  });

  it.each([
    { what: "as it came", sent: " {} ", body: " {} " },
    { what: "without a byte order mark", sent: "\uFEFF{}", body: "{}" },
    { what: "that is empty", sent: "", body: "" },
  ])("gives the body of 200 $what", async ({ sent, body }) => {
    server.answer(replying(200, sent));
    expect(await ask()).toBe(body);
  });

  it.each([
    { status: 204, retryable: false },
    { status: 400, retryable: false },
    { status: 404, retryable: false },
    { status: 500, retryable: true },
  ])("fails with HTTP $status and its remedy, retryable: $retryable", async ({ status, retryable }) => {
    server.answer(replying(status, "not-a-secret"));
    expect(await failureOf()).toMatchObject({
      why: `HTTP ${status}; remedy of ${status}`,
      details: { statusCode: status, retryable },
    });
  });

  it.each([
    { status: 407, why: /^the proxy that this machine names requires a user name and password/, retryable: false },
    { status: 429, why: /^http:\/\/127\.0\.0\.1:\d+ is throttling this machine or identity: try/, retryable: true },
  ])("says of $status, in place of a remedy, who has answered", async ({ status, why, retryable }) => {
    server.answer(replying(status));
    expect(await failureOf()).toMatchObject({
      why: expect.stringMatching(why) as string,
      details: { statusCode: status, retryable },
    });
  });

  it.each(
    (["GET", "POST"] as const).flatMap((method) =>
      [300, 301, 302, 303, 307, 308].map((status) => ({ method, status })),
    ),
  )("follows no $status of a $method, which would carry the token elsewhere", async ({ method, status }) => {
    const other = await openServer();
    other.answer(replying(200, "from elsewhere"));
    server.answer(replying(status, "", { location: other.origin }));
    expect(await failureOf(method)).toMatchObject({ details: { statusCode: status, retryable: false } });
    expect([server.requests.length, other.requests.length]).toStrictEqual([1, 0]);
    await other.close();
  });

  it("names the settings that say where the service is when nothing listens there", async () => {
    const asked = { method: "GET", url: "http://127.0.0.1:1", settings: "oidcRequestUrl", remedy: () => "" } as const;
    expect(await thrownBy(() => bodyOf(asked))).toMatchObject({
      why: expect.stringMatching(
        /^no answer from http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*; check the network and oidcRequestUrl$/,
      ) as string,
      details: { cause: expect.any(Error) as Error, retryable: true },
    });
  });
});
