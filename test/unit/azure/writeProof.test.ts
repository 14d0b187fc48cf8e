import { openPartnerClient, type PartnerClient } from "../../../provider/azure/partnerClient";
import { PalError } from "../../../provider/errors";
import { another, clientId, declared, objectId, tenantId, thrownBy } from "../fixtures";
import { type Answer, partnerObject, serviceAnswers, sessionWith } from "./scriptedService";

jest.mock("@azure/core-rest-pipeline", () =>
  jest.requireActual<typeof import("./scriptedService")>("./scriptedService").pipelineOverScript(),
);
jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 1_000, operation: 2_000, retries: 1, firstThrottlingDelay: 1, body: 1_000_000 },
  retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

interface Row {
  readonly what: string;
  readonly answer: Answer;
  readonly outcome: "none" | "unknown" | "pending";
  readonly says: RegExp;
}

const proof = /the answer of https:\/\/arm\.test does not confirm the change; a proxy may be in between/;
const foreign =
  /the answer of https:\/\/arm\.test is not Azure's own; a proxy or firewall may be in between, or the service is failing/;
const ok = (change: Record<string, unknown>): Answer => ({ status: 200, body: partnerObject(change) });

const failures: readonly Row[] = [
  { what: "200 for another partner", answer: ok({ partnerId: another }), outcome: "pending", says: proof },
  { what: "200 of another tenant", answer: ok({ tenantId: clientId }), outcome: "pending", says: proof },
  { what: "200 of another object id", answer: ok({ objectId: clientId }), outcome: "pending", says: proof },
  { what: "200 without a tenant", answer: ok({ tenantId: undefined }), outcome: "pending", says: proof },
  { what: "200 without an object id", answer: ok({ objectId: undefined }), outcome: "pending", says: proof },
  { what: "200 with an empty tenant", answer: ok({ tenantId: "" }), outcome: "pending", says: proof },
  { what: "200 with a tenant that is not a string", answer: ok({ tenantId: 5 }), outcome: "pending", says: proof },
  { what: "200 without a partner", answer: ok({ partnerId: undefined }), outcome: "pending", says: proof },
  {
    what: "200 with a partner that is a number",
    answer: ok({ partnerId: Number(declared) }),
    outcome: "pending",
    says: proof,
  },
  { what: "200 without properties", answer: { status: 200, body: { id: "x" } }, outcome: "pending", says: proof },
  {
    what: "200 with properties null",
    answer: { status: 200, body: { properties: null } },
    outcome: "pending",
    says: proof,
  },
  {
    what: "200 with properties that are a list",
    answer: { status: 200, body: { properties: [] } },
    outcome: "pending",
    says: proof,
  },
  { what: "200 with null", answer: { status: 200, body: "null" }, outcome: "pending", says: proof },
  { what: "200 with a list", answer: { status: 200, body: [partnerObject()] }, outcome: "pending", says: proof },
  { what: "200 with a JSON text", answer: { status: 200, body: '"text"' }, outcome: "pending", says: proof },
  { what: "200 with HTML", answer: { status: 200, body: "<html>" }, outcome: "pending", says: proof },
  { what: "200 with nothing", answer: { status: 200 }, outcome: "pending", says: proof },
  {
    what: "201 with a partner object",
    answer: { status: 201, body: partnerObject() },
    outcome: "pending",
    says: proof,
  },
  { what: "202", answer: { status: 202 }, outcome: "pending", says: proof },
  { what: "204", answer: { status: 204 }, outcome: "pending", says: proof },
  { what: "304", answer: { status: 304 }, outcome: "unknown", says: foreign },
  { what: "302 with a page", answer: { status: 302, body: "<html>" }, outcome: "unknown", says: foreign },
  {
    what: "400 with a code",
    answer: { status: 400, body: { error: { code: "BadRequest", message: "Not so." } } },
    outcome: "none",
    says: /: BadRequest: Not so \(HTTP 400\)$/,
  },
  {
    what: "400 with the code on top",
    answer: { status: 400, body: { code: "BadRequest", message: "Not so." } },
    outcome: "none",
    says: /: BadRequest: Not so \(HTTP 400\)$/,
  },
  {
    what: "400 with a message that is an object",
    answer: { status: 400, body: { error: { code: "BadRequest", message: { value: "x" } } } },
    outcome: "none",
    says: /: BadRequest \(HTTP 400\)$/,
  },
  {
    what: "400 with a message that is null",
    answer: { status: 400, body: { error: { code: "BadRequest", message: null } } },
    outcome: "none",
    says: /: BadRequest \(HTTP 400\)$/,
  },
  {
    what: "400 with a code that is a number",
    answer: { status: 400, body: { error: { code: 5, message: "x" } } },
    outcome: "unknown",
    says: foreign,
  },
  {
    what: "400 with an error that is a text",
    answer: { status: 400, body: { error: "x" } },
    outcome: "unknown",
    says: foreign,
  },
  {
    what: "400 with an error that is null",
    answer: { status: 400, body: { error: null } },
    outcome: "unknown",
    says: foreign,
  },
  { what: "400 with null", answer: { status: 400, body: "null" }, outcome: "unknown", says: foreign },
  { what: "400 with a list", answer: { status: 400, body: [] }, outcome: "unknown", says: foreign },
  { what: "403 with HTML", answer: { status: 403, body: "<html>" }, outcome: "unknown", says: foreign },
  {
    what: "404 with a code",
    answer: { status: 404, body: { error: { code: "NotFound" } } },
    outcome: "none",
    says: /NotFound/,
  },
  { what: "408", answer: { status: 408 }, outcome: "pending", says: foreign },
  {
    what: "409 with a code",
    answer: { status: 409, body: { error: { code: "PartnerIdAlreadyLinked" } } },
    outcome: "none",
    says: /PartnerIdAlreadyLinked/,
  },
  { what: "409 with HTML", answer: { status: 409, body: "<html>" }, outcome: "unknown", says: foreign },
  {
    what: "429 with a code",
    answer: { status: 429, body: { error: { code: "TooManyRequests" } } },
    outcome: "none",
    says: /TooManyRequests/,
  },
  {
    what: "500 with a code",
    answer: { status: 500, body: { error: { code: "InternalServerError" } } },
    outcome: "unknown",
    says: /InternalServerError/,
  },
  { what: "500 with null", answer: { status: 500, body: "null" }, outcome: "unknown", says: foreign },
  { what: "502 with HTML", answer: { status: 502, body: "<html>" }, outcome: "unknown", says: foreign },
  { what: "503", answer: { status: 503 }, outcome: "unknown", says: foreign },
  { what: "504", answer: { status: 504 }, outcome: "pending", says: foreign },
  {
    what: "a connection that is cut",
    answer: "cut",
    outcome: "pending",
    says: /no answer from https:\/\/arm\.test: .*\(ECONNRESET\)/,
  },
  {
    what: "a connection that is refused",
    answer: "refused",
    outcome: "none",
    says: /no answer from https:\/\/arm\.test: .*\(ECONNREFUSED\)/,
  },
];

describe.each([
  { method: "create", send: (client: PartnerClient) => client.create(declared) },
  { method: "update", send: (client: PartnerClient) => client.update(declared) },
] as const)("$method", ({ send }) => {
  const client = () => openPartnerClient(sessionWith("token"));

  it("gives the link when the answer is 200 and names identity and partner", async () => {
    serviceAnswers(ok({}));
    expect(await send(client())).toStrictEqual({
      partnerId: declared,
      partnerName: "Contoso",
      state: "Active",
      version: 3,
    });
  });

  it("accepts an identity that is written in capitals", async () => {
    serviceAnswers(ok({ tenantId: tenantId.toUpperCase(), objectId: objectId.toUpperCase() }));
    expect(await send(client())).toMatchObject({ partnerId: declared });
  });

  it.each(failures)("fails with outcome $outcome when the answer is $what", async ({ answer, outcome, says }) => {
    serviceAnswers(answer);
    const error = await thrownBy(() => send(client()));
    expect(error).toBeInstanceOf(PalError);
    expect(error).toMatchObject({ code: "PAL_SERVICE_FAILED", outcome, text: expect.stringMatching(says) as string });
  });

  it("keeps the outcome pending when a second attempt is refused after one that got no response", async () => {
    serviceAnswers("cut", { status: 409, body: { error: { code: "PartnerIdAlreadyLinked" } }, requestId: "r-1" });
    const error = await thrownBy(() => send(client()));
    expect(error).toMatchObject({
      outcome: "pending",
      statusCode: 409,
      serviceCode: "PartnerIdAlreadyLinked",
      requestId: "r-1",
    });
  });

  it("keeps the outcome unknown when a second attempt is refused after a gateway's answer", async () => {
    serviceAnswers({ status: 502 }, { status: 400, body: { error: { code: "BadRequest" } } });
    expect(await thrownBy(() => send(client()))).toMatchObject({ outcome: "unknown", statusCode: 400 });
  });

  it("gives the link when the second attempt proves it", async () => {
    serviceAnswers("cut", ok({}));
    expect(await send(client())).toMatchObject({ partnerId: declared });
  });

  it("forgets the outcome of the call before", async () => {
    const opened = client();
    serviceAnswers({ status: 504 });
    await thrownBy(() => send(opened));
    serviceAnswers({ status: 400, body: { error: { code: "BadRequest" } } });
    expect(await thrownBy(() => send(opened))).toMatchObject({ outcome: "none" });
  });
});
