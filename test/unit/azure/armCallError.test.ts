import { isAbsent, isAlreadyLinked, isNotLinked, armCallError as errorOf } from "../../../provider/azure/armCallError";
import type { PalErrorDetails } from "../../../provider/errors";
import { serviceError } from "../fixtures";

interface Row {
  readonly what: string;
  readonly details: PalErrorDetails;
  readonly answer: boolean;
}

describe("isAbsent", () => {
  it.each<Row>([
    { what: "404 of the service", details: { statusCode: 404, serviceCode: "NotFound" }, answer: true },
    {
      what: "404 with an unknown code",
      details: { statusCode: 404, serviceCode: "PartnerIdNotFound" },
      answer: true,
    },
    { what: "404 without an ARM error, a proxy's", details: { statusCode: 404 }, answer: false },
    {
      what: "404 for the namespace",
      details: { statusCode: 404, serviceCode: "InvalidResourceNamespace" },
      answer: false,
    },
    {
      what: "404 for the resource type",
      details: { statusCode: 404, serviceCode: "InvalidResourceType" },
      answer: false,
    },
    {
      what: "404 for want of a provider",
      details: { statusCode: 404, serviceCode: "NoRegisteredProviderFound" },
      answer: false,
    },
    {
      what: "404 for no provider at all",
      details: { statusCode: 404, serviceCode: "ResourceProviderNotFound" },
      answer: false,
    },
    {
      what: "404 for want of a version",
      details: { statusCode: 404, serviceCode: "MissingApiVersionParameter" },
      answer: false,
    },
    {
      what: "404 for the version",
      details: { statusCode: 404, serviceCode: "InvalidApiVersionParameter" },
      answer: false,
    },
    {
      what: "a routing code in other case",
      details: { statusCode: 404, serviceCode: "invalidresourcenamespace" },
      answer: false,
    },
    {
      what: "a code that only begins as a routing code",
      details: { statusCode: 404, serviceCode: "InvalidResourceTypeX" },
      answer: true,
    },
    {
      what: "400 with the code of a missing link",
      details: { statusCode: 400, serviceCode: "NotFound" },
      answer: false,
    },
    { what: "401", details: { statusCode: 401, serviceCode: "AuthenticationFailed" }, answer: false },
    { what: "403", details: { statusCode: 403, serviceCode: "Forbidden" }, answer: false },
    { what: "410", details: { statusCode: 410, serviceCode: "Gone" }, answer: false },
    { what: "429", details: { statusCode: 429, serviceCode: "TooManyRequests" }, answer: false },
    { what: "500", details: { statusCode: 500, serviceCode: "InternalServerError" }, answer: false },
    {
      what: "500 with the code of a missing link",
      details: { statusCode: 500, serviceCode: "NotFound" },
      answer: false,
    },
    { what: "503", details: { statusCode: 503, serviceCode: "ServiceUnavailable" }, answer: false },
    { what: "no answer", details: {}, answer: false },
    { what: "a malformed answer", details: { statusCode: 200 }, answer: false },
  ])("is $answer for $what", ({ details, answer }) => {
    expect(isAbsent(serviceError(details))).toBe(answer);
  });
});

describe("isAlreadyLinked", () => {
  it.each<Row>([
    { what: "409", details: { statusCode: 409, serviceCode: "Conflict" }, answer: true },
    { what: "409 without a code", details: { statusCode: 409 }, answer: true },
    { what: "the code with 409", details: { statusCode: 409, serviceCode: "PartnerIdAlreadyLinked" }, answer: true },
    { what: "the code with 400", details: { statusCode: 400, serviceCode: "PartnerIdAlreadyLinked" }, answer: true },
    { what: "the code with 500", details: { statusCode: 500, serviceCode: "PartnerIdAlreadyLinked" }, answer: true },
    { what: "400 with another code", details: { statusCode: 400, serviceCode: "BadRequest" }, answer: false },
    { what: "404", details: { statusCode: 404, serviceCode: "NotFound" }, answer: false },
    { what: "412", details: { statusCode: 412, serviceCode: "PreconditionFailed" }, answer: false },
    { what: "500", details: { statusCode: 500, serviceCode: "InternalServerError" }, answer: false },
    { what: "no answer", details: {}, answer: false },
  ])("is $answer for $what", ({ details, answer }) => {
    expect(isAlreadyLinked(serviceError(details))).toBe(answer);
  });
});

describe("isNotLinked", () => {
  it.each<Row>([
    { what: "404 of the service", details: { statusCode: 404, serviceCode: "NotFound" }, answer: true },
    {
      what: "400 with the code of a missing link",
      details: { statusCode: 400, serviceCode: "NotFound" },
      answer: true,
    },
    {
      what: "400 with the other such code",
      details: { statusCode: 400, serviceCode: "ResourceNotFound" },
      answer: true,
    },
    {
      what: "400 with the code in other case",
      details: { statusCode: 400, serviceCode: "resourcenotfound" },
      answer: true,
    },
    { what: "400 with a longer code", details: { statusCode: 400, serviceCode: "PartnerNotFound" }, answer: false },
    { what: "400 without a code", details: { statusCode: 400 }, answer: false },
    {
      what: "404 for the namespace",
      details: { statusCode: 404, serviceCode: "InvalidResourceNamespace" },
      answer: false,
    },
    { what: "404 without a code", details: { statusCode: 404 }, answer: false },
    { what: "409", details: { statusCode: 409, serviceCode: "NotFound" }, answer: false },
    { what: "no answer", details: {}, answer: false },
  ])("is $answer for $what", ({ details, answer }) => {
    expect(isNotLinked(serviceError(details))).toBe(answer);
  });
});

describe("armCallError", () => {
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
    {
      thrown: Object.assign(new Error("socket hang up\nat x"), { code: "ECONNRESET" }),
      text: "no answer from https://arm.test: socket hang up (ECONNRESET)",
    },
    {
      thrown: Object.assign(new Error("no answer from https://arm.test within 30 s"), { code: "ETIMEDOUT" }),
      text: "no answer from https://arm.test within 30 s",
    },
    {
      thrown: Object.assign(new Error("aborted"), { name: "AbortError" }),
      text: "no answer from https://arm.test within 90 s",
    },
    {
      thrown: Object.assign(new Error("aborted"), { name: "TimeoutError" }),
      text: "no answer from https://arm.test within 90 s",
    },
    { thrown: new Error("strange"), text: "no answer from https://arm.test: strange" },
  ])("reports a missing answer: $text", ({ thrown, text }) => {
    const error = errorOf({ ...call, reply: undefined }, thrown);
    expect(error).toMatchObject({ text: `cannot link x to partner 1: ${text}`, retryable: true });
    expect(error.statusCode).toBeUndefined();
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
