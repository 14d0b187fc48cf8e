import { isAbsent, isAlreadyLinked, isNotLinked } from "../../../provider/azure/armCallError";
import type { PalErrorDetails } from "../../../provider/errors";
import { serviceError } from "../fixtures";

/** As every answer of ARM has one. */
const requestId = "r-1";

interface Row {
  readonly what: string;
  readonly details: PalErrorDetails;
  readonly answer: boolean;
}

describe("isAbsent", () => {
  it.each<Row>([
    { what: "404 of the service", details: { statusCode: 404, serviceCode: "NotFound", requestId }, answer: true },
    {
      what: "404 with an unknown code",
      details: { statusCode: 404, serviceCode: "PartnerIdNotFound", requestId },
      answer: true,
    },
    { what: "404 without an ARM error, a proxy's", details: { statusCode: 404, requestId }, answer: false },
    {
      what: "404 with a code and no request id, a gateway's",
      details: { statusCode: 404, serviceCode: "NotFound" },
      answer: false,
    },
    {
      what: "404 for the subscription",
      details: { statusCode: 404, serviceCode: "SubscriptionNotFound", requestId },
      answer: false,
    },
    {
      what: "404 for the tenant",
      details: { statusCode: 404, serviceCode: "TenantNotFound", requestId },
      answer: false,
    },
    {
      what: "404 for the namespace",
      details: { statusCode: 404, serviceCode: "InvalidResourceNamespace", requestId },
      answer: false,
    },
    {
      what: "404 for the resource type",
      details: { statusCode: 404, serviceCode: "InvalidResourceType", requestId },
      answer: false,
    },
    {
      what: "404 for want of a provider",
      details: { statusCode: 404, serviceCode: "NoRegisteredProviderFound", requestId },
      answer: false,
    },
    {
      what: "404 for no provider at all",
      details: { statusCode: 404, serviceCode: "ResourceProviderNotFound", requestId },
      answer: false,
    },
    {
      what: "404 for want of a version",
      details: { statusCode: 404, serviceCode: "MissingApiVersionParameter", requestId },
      answer: false,
    },
    {
      what: "404 for the version",
      details: { statusCode: 404, serviceCode: "InvalidApiVersionParameter", requestId },
      answer: false,
    },
    {
      what: "a routing code in other case",
      details: { statusCode: 404, serviceCode: "invalidresourcenamespace", requestId },
      answer: false,
    },
    {
      what: "a code that only begins as a routing code",
      details: { statusCode: 404, serviceCode: "InvalidResourceTypeX", requestId },
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
    { what: "404", details: { statusCode: 404, serviceCode: "NotFound", requestId }, answer: false },
    { what: "412", details: { statusCode: 412, serviceCode: "PreconditionFailed" }, answer: false },
    { what: "500", details: { statusCode: 500, serviceCode: "InternalServerError" }, answer: false },
    { what: "no answer", details: {}, answer: false },
  ])("is $answer for $what", ({ details, answer }) => {
    expect(isAlreadyLinked(serviceError(details))).toBe(answer);
  });
});

describe("isNotLinked", () => {
  it.each<Row>([
    { what: "404 of the service", details: { statusCode: 404, serviceCode: "NotFound", requestId }, answer: true },
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
      details: { statusCode: 404, serviceCode: "InvalidResourceNamespace", requestId },
      answer: false,
    },
    { what: "404 without a code", details: { statusCode: 404, requestId }, answer: false },
    { what: "404 without a request id", details: { statusCode: 404, serviceCode: "NotFound" }, answer: false },
    { what: "409", details: { statusCode: 409, serviceCode: "NotFound" }, answer: false },
    { what: "no answer", details: {}, answer: false },
  ])("is $answer for $what", ({ details, answer }) => {
    expect(isNotLinked(serviceError(details))).toBe(answer);
  });
});
