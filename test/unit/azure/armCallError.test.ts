import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { armCallError as errorOf } from "../../../provider/azure/armCallError";
import { WaitTooLong } from "../../../provider/azure/throttling";
import { inheritedEnvironment, ownEnvironment } from "../environment";

describe("armCallError", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  const call = {
    what: "link x to partner 1",
    service: "https://arm.test",
    token: "t0ken",
    outcome: "unknown",
    isRead: false,
  } as const;
  const arm = (code: unknown, message: unknown) => JSON.stringify({ error: { code, message } });
  const reply = (status: number, body = "", requestId?: string) => ({
    ...call,
    reply: { status, body, ...(requestId === undefined ? {} : { requestId }) },
  });

  it("names what failed, why, and its request id, and keeps the facts", () => {
    const thrown = new Error("below");
    const error = errorOf(reply(409, arm("Conflict", "It is there.\n"), "r-1"), thrown);
    expect(error).toMatchObject({
      code: "PAL_SERVICE_FAILED",
      text: "cannot link x to partner 1: Conflict: It is there (HTTP 409, request id r-1)",
      outcome: "unknown",
      retryable: true,
      statusCode: 409,
      serviceCode: "Conflict",
      requestId: "r-1",
      cause: thrown,
    });
  });

  it.each([
    { what: "a message that is an object", body: arm("Conflict", { value: "x" }) },
    { what: "a message that is a number", body: arm("Conflict", 5) },
    { what: "no message", body: JSON.stringify({ code: "Conflict" }) },
  ])("names the code alone when there is $what", ({ body }) => {
    expect(errorOf(reply(400, body))).toMatchObject({
      text: "cannot link x to partner 1: Conflict (HTTP 400)",
      serviceCode: "Conflict",
    });
  });

  it.each([
    "null",
    "[]",
    '"text"',
    "5",
    "<html>",
    "",
    "{}",
    '{"error":null}',
    '{"error":"x"}',
    '{"error":[]}',
    '{"error":{"code":5}}',
    '{"error":{"code":""}}',
    '{"error":{"code":"Bad\\u001b[31m"}}',
    '{"error":{"code":"Not found"}}',
    '{"error":{"code":"5xx"}}',
    `{"error":{"code":"${"x".repeat(101)}"}}`,
  ])("has no service code, and blames a proxy or the service, when the body is %j", (body) => {
    const error = errorOf(reply(400, body));
    expect(error.text).toBe(
      "cannot link x to partner 1: the answer of https://arm.test is not Azure's own; a proxy or firewall may be in between, or the service is failing (HTTP 400)",
    );
    expect(error.serviceCode).toBeUndefined();
  });

  it.each([
    {
      status: 200,
      text: "the answer of https://arm.test does not confirm the change; a proxy may be in between (HTTP 200)",
    },
    {
      status: 202,
      text: "the answer of https://arm.test does not confirm the change; a proxy may be in between (HTTP 202)",
    },
  ])("does not take HTTP $status for a failure of the service", ({ status, text }) => {
    expect(errorOf(reply(status)).text).toBe(`cannot link x to partner 1: ${text}`);
  });

  it.each([
    { status: 200, retryable: true },
    { status: 302, retryable: false },
    { status: 400, retryable: false },
    { status: 401, retryable: false },
    { status: 404, retryable: false },
    { status: 408, retryable: true },
    { status: 409, retryable: true },
    { status: 429, retryable: true },
    { status: 500, retryable: true },
    { status: 503, retryable: true },
  ])("is retryable: $retryable after HTTP $status", ({ status, retryable }) => {
    expect(errorOf(reply(status)).retryable).toBe(retryable);
  });

  it.each([
    { code: "ECONNRESET", remedy: "", retryable: true },
    {
      code: "CERT_UNTRUSTED",
      remedy:
        "; this machine does not trust that certificate. Where a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a PEM file with its CA certificate before `pulumi` starts",
      retryable: false,
    },
  ])("says who gave no answer, why, and whether one may come: $code", ({ code, remedy, retryable }) => {
    const error = errorOf({ ...call, reply: undefined }, Object.assign(new Error("failed\nat x"), { code }));
    const text = `cannot link x to partner 1: no answer from https://arm.test: failed (${code})${remedy}`;
    expect(error).toMatchObject({ text, retryable });
    expect(error.statusCode).toBeUndefined();
  });

  it("says when to come back where that is after the call's end", () => {
    const request = createPipelineRequest({ url: call.service });
    const thrown = new WaitTooLong({ request, status: 429, headers: createHttpHeaders() }, 120_000);
    expect(errorOf(reply(429, arm("TooManyRequests", "Slow down.")), thrown)).toMatchObject({
      text: "cannot link x to partner 1: TooManyRequests: Slow down (HTTP 429); Azure is throttling this identity: wait 120 s before the next try",
      retryable: true,
    });
  });

  it("blames the proxy for its own 407, and Azure for one of Azure's", () => {
    expect(errorOf(reply(407)).text).toContain(
      "requires a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT (HTTP 407)",
    );
    expect(errorOf(reply(407, arm("Strange", "No."))).text).toBe("cannot link x to partner 1: Strange: No (HTTP 407)");
  });

  it.each([
    { body: "<html>", told: "https://arm.test is throttling this machine or identity: try again in some minutes" },
    { body: arm("TooManyRequests", "Slow down."), told: "TooManyRequests: Slow down" },
  ])("says of 429 with $body: $told", ({ body, told }) => {
    expect(errorOf(reply(429, body)).text).toBe(`cannot link x to partner 1: ${told} (HTTP 429)`);
  });

  it("does not take HTTP 200 of a read for a link that it does not show", () => {
    expect(errorOf({ ...reply(200), isRead: true }).text).toContain("is not a partner admin link; a proxy may");
  });

  it("names the cloud when the path leads nowhere in it", () => {
    expect(errorOf(reply(404, arm("InvalidResourceNamespace", ""))).text).toBe(
      "cannot link x to partner 1: InvalidResourceNamespace (HTTP 404); this cloud does not seem to have partner admin links: Microsoft documents them for the public cloud only",
    );
  });

  it("quotes one line of Azure's words, cut at 300 characters", () => {
    const { text, serviceCode } = errorOf(reply(400, arm("Bad", `a\n::error::${"x".repeat(400)}`)));
    expect(text).toMatch(/^cannot link x to partner 1: Bad: a ::error::x{288}… \(HTTP 400\)$/);
    expect(serviceCode).toBe("Bad");
  });

  it.each([
    {
      message: "User does not have an account in this tenant.",
      remedy: /have the customer invite the user as a guest/,
    },
    {
      message: "We have no record for this partner ID.",
      remedy: /check the partner ID: it must be that of a location account/,
    },
    { message: "The partner ID is not valid", remedy: /check the partner ID: it must be that of a location account/ },
  ])("adds a remedy when Azure answers: $message", ({ message, remedy }) => {
    expect(errorOf(reply(400, arm("BadRequest", message))).text).toMatch(remedy);
  });

  it("names the settings to check when the token is refused", () => {
    expect(errorOf(reply(401)).text).toMatch(
      /; the token was refused: check the cloud \(environment, metadataHost\) and the clock$/,
    );
  });

  it("shows no token that the answer quotes", () => {
    expect(errorOf(reply(401, arm("Invalid", "bad token t0ken"))).message).not.toContain("t0ken");
  });
});
