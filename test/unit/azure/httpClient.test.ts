import type { RequestListener } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import type * as Rest from "@azure/core-rest-pipeline";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { bodyOf } from "../../../provider/azure/http";
import { BodyTooLarge, httpClient, withPolicies } from "../../../provider/azure/httpClient";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { thrownBy } from "../fixtures";
import { cutHalfWay, type LocalServer, openServer, replying, reset } from "./localServer";

jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 300, operation: 2_000, retries: 2, firstThrottlingDelay: 1, body: 1_048_576 },
  retryOptions: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

/** Stands in for the network, where a server could not do what it does. */
let mockNetwork: Rest.SendRequest | undefined;

jest.mock("@azure/core-rest-pipeline", () => {
  const rest = jest.requireActual<typeof Rest>("@azure/core-rest-pipeline");
  const client = rest.createDefaultHttpClient();
  const sendRequest: Rest.SendRequest = (sent) => (mockNetwork ?? client.sendRequest)(sent);
  return { ...rest, createDefaultHttpClient: () => ({ sendRequest }) };
});

const mebibyte = 1_048_576;

const endless: RequestListener = (_request, response) => {
  Readable.from(endlessly(Buffer.alloc(65_536, "x"))).pipe(response);
};

function* endlessly(chunk: Buffer) {
  for (;;) yield chunk;
}

const silent: RequestListener = () => undefined;

const stalling: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-length": "100" }).write("half of ");
};

describe("httpClient", () => {
  let server: LocalServer;

  beforeEach(async () => {
    ownEnvironment();
    server = await openServer();
  });

  afterEach(async () => {
    mockNetwork = undefined;
    inheritedEnvironment();
    await server.close();
  });

  /** One attempt, without the SDKs' retries. */
  function attempt(headers: Record<string, string> = {}) {
    const sent = createPipelineRequest({ url: server.origin, allowInsecureConnection: true });
    for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value);
    return httpClient().sendRequest(sent);
  }

  /** One request with the SDKs' retries. */
  function request(url = server.origin) {
    return bodyOf({ method: "GET", url, remedy: () => "" });
  }

  it.each([200, 302, 401, 404, 418, 500])(
    "hands on %d with its body and its headers but for where it leads",
    async (status) => {
      server.answer(
        replying(status, "{ grüße }", { location: "/other", "x-ms-request-id": "r-1", "retry-after": "5" }),
      );
      const answer = await attempt();
      expect(answer).toMatchObject({ status, bodyAsText: "{ grüße }" });
      expect(answer.headers.toJSON()).toMatchObject({ "x-ms-request-id": "r-1", "retry-after": "5" });
      expect(answer.headers.has("location")).toBe(false);
    },
  );

  it("puts a character together that two parts of a body have", async () => {
    const [first, second] = [Buffer.from("ü").subarray(0, 1), Buffer.from("ü").subarray(1)];
    mockNetwork = (sent) =>
      Promise.resolve({
        request: sent,
        status: 200,
        headers: createHttpHeaders(),
        readableStreamBody: Readable.from([first, second]),
      });
    expect((await attempt()).bodyAsText).toBe("ü");
  });

  it("takes no body as an empty one", async () => {
    server.answer(replying(204));
    expect((await attempt()).bodyAsText).toBe("");
  });

  it("reads a body of 1 MiB whole", async () => {
    server.answer(replying(200, "x".repeat(mebibyte)));
    expect((await attempt()).bodyAsText).toHaveLength(mebibyte);
  });

  it.each([
    { what: "of 1 MiB and a byte", flood: replying(200, "x".repeat(mebibyte + 1)) },
    {
      what: "that never ends",
      flood: endless,
    },
  ])("refuses a body $what, once, and ends the connection", async ({ flood }) => {
    let closed: Promise<unknown> | undefined;
    server.answer((received, response) => {
      closed = new Promise((resolve) => received.socket.once("close", resolve));
      flood(received, response);
    });
    expect(await thrownBy(request)).toMatchObject({
      message: `the answer of ${server.origin} is larger than 1 MiB`,
      details: { cause: expect.any(BodyTooLarge) as Error, retryable: false },
    });
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  it.each([{}, { "accept-encoding": "gzip, deflate" }])(
    "asks for no compression, whatever the SDK asks for: %j",
    async (asked) => {
      server.answer(replying(200));
      await attempt(asked);
      expect(server.requests[0]?.headers["accept-encoding"]).toBe("identity");
    },
  );

  it("decompresses nothing, so that no body is larger than what came", async () => {
    const bomb = gzipSync(Buffer.alloc(4 * mebibyte));
    server.answer((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    expect((await attempt({ "accept-encoding": "gzip" })).bodyAsText).toBe(bomb.toString("utf8"));
  });

  it("reaches a host that is an IPv6 address", async () => {
    await server.close();
    server = await openServer("::1");
    server.answer(replying(200, "here"));
    expect(await request(`${server.origin}/path`)).toBe("here");
    expect(server.requests[0]?.headers.host).toBe(new URL(server.origin).host);
  });

  it.each([
    { what: "a body that is cut half way", fails: cutHalfWay, code: "ECONNRESET" },
    { what: "a connection that ends without an answer", fails: reset, code: "ECONNRESET" },
    { what: "an attempt without an answer in time", fails: silent, code: "ETIMEDOUT" },
    { what: "a body that does not end in time", fails: stalling, code: "ETIMEDOUT" },
  ])("lets the SDKs retry $what", async ({ fails, code }) => {
    server.answer(fails);
    expect(await thrownBy(attempt)).toMatchObject({ name: "RestError", code });
    server.answer(fails, replying(200, "whole"));
    expect(await request()).toBe("whole");
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    { code: "EAI_AGAIN", as: "ENOTFOUND" },
    { code: "EPIPE", as: "ECONNRESET" },
    { code: "ECONNREFUSED", as: "ECONNREFUSED" },
    { code: "CERT_HAS_EXPIRED", as: "CERT_HAS_EXPIRED" },
  ])("hands on a connection that fails with $code as $as", async ({ code, as }) => {
    mockNetwork = () => Promise.reject(Object.assign(new Error("failed"), { code }));
    expect(await thrownBy(attempt)).toMatchObject({ name: "RestError", message: "failed", code: as });
  });

  it("hands on a failure without a code, which is this package's own, as it is", async () => {
    const failure = new TypeError("x is undefined");
    mockNetwork = () => Promise.reject(failure);
    expect(await thrownBy(attempt)).toBe(failure);
  });

  it.each([429, 503])("lets the SDKs retry %d that does not say when to come back", async (status) => {
    server.answer(replying(status, "busy"), replying(200, "served"));
    expect(await request()).toBe("served");
  });

  it("names the host that did not respond, and the time", async () => {
    server.answer(silent);
    await expect(attempt()).rejects.toThrow(`no answer from ${server.origin} within 0.3 s`);
  });

  it("ends with the call that it belongs to", async () => {
    server.answer(silent);
    const sent = createPipelineRequest({ url: server.origin, allowInsecureConnection: true });
    sent.abortSignal = AbortSignal.timeout(50);
    const failure = await thrownBy(() => httpClient().sendRequest(sent));
    expect(failure).toMatchObject({ name: "AbortError", message: `no answer from ${server.origin} within 2 s` });
  });

  it("passes each attempt of a call through its policies, first to last, and no other call", async () => {
    const passed: string[] = [];
    const policy = (name: string) => ({
      name,
      sendRequest: (...[sent, next]: Parameters<Rest.PipelinePolicy["sendRequest"]>) => {
        passed.push(name);
        return next(sent);
      },
    });
    server.answer(replying(200));
    const sent = createPipelineRequest({ url: server.origin, allowInsecureConnection: true });
    await withPolicies([policy("first"), policy("second")], () => httpClient().sendRequest(sent));
    await attempt();
    expect(passed).toStrictEqual(["first", "second"]);
  });
});
