import { openPartnerClient } from "../../../provider/azure/partnerClient";
import type { Session } from "../../../provider/azure/signIn";
import { PalError } from "../../../provider/errors";
import { clientId, declared, identity, newResource, thrownBy } from "../fixtures";
import { type Answer, partnerObject, serviceAnswers, sessionWith } from "./scriptedService";

jest.mock("@azure/core-rest-pipeline", () =>
  jest.requireActual<typeof import("./scriptedService")>("./scriptedService").pipelineOverScript(),
);
jest.mock("../../../provider/azure/limits", () => ({
  limits: { request: 1_000, operation: 2_000, retries: 1, firstThrottlingDelay: 1, body: 1_000_000 },
  retryOptions: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 },
}));

const ok = (change: Record<string, unknown> = {}): Answer => ({ status: 200, body: partnerObject(change) });
const error = (status: number, code: string) => ({ status, body: { error: { code, message: "No." } } });

async function failureOf(session: Session, call: "get" | "delete", ...script: Answer[]): Promise<PalError> {
  serviceAnswers(...script);
  const client = openPartnerClient(session);
  const failure = await thrownBy(() => (call === "get" ? client.get() : client.delete(declared)));
  expect(failure).toBeInstanceOf(PalError);
  return failure as PalError;
}

describe("get", () => {
  async function read(...script: Answer[]) {
    const requests = serviceAnswers(...script);
    return { link: await openPartnerClient(sessionWith("token")).get(), requests };
  }

  it("gives the link with its times as a Date writes them", async () => {
    const { link, requests } = await read(
      ok({ createdTime: "2026-01-01T00:00:00.1234567Z", updatedTime: "2026-01-02T00:00:00Z" }),
    );
    expect(link).toStrictEqual({
      partnerId: declared,
      partnerName: "Contoso",
      state: "Active",
      version: 3,
      createdTime: "2026-01-01T00:00:00.123Z",
      updatedTime: "2026-01-02T00:00:00.000Z",
    });
    expect(requests).toStrictEqual(["GET Microsoft.ManagementPartner/partners token"]);
  });

  it.each([
    { time: "2026-01-01T12:00:00", as: "2026-01-01T12:00:00.000Z" },
    { time: "2026-01-01T12:00:00.5", as: "2026-01-01T12:00:00.500Z" },
    { time: "2026-01-01T12:00:00+02:00", as: "2026-01-01T10:00:00.000Z" },
    { time: "2026-01-01T12:00:00.1234567-01:30", as: "2026-01-01T13:30:00.123Z" },
  ])("takes the time $time for $as, which is in UTC where it names no zone", async ({ time, as }) => {
    const { link } = await read(ok({ createdTime: time, updatedTime: time }));
    expect(link).toMatchObject({ createdTime: as, updatedTime: as });
  });

  it.each([
    { what: "a wrong type", fields: { partnerName: {}, version: {}, createdTime: 5, updatedTime: [] } },
    {
      what: "no meaning",
      fields: { partnerName: "\u001B[2J", version: -1, createdTime: "yesterday", updatedTime: "5" },
    },
    {
      what: "no day that there is",
      fields: { partnerName: "", version: "x", createdTime: "2026-13-01T00:00:00Z", updatedTime: "2026-01-01" },
    },
    {
      what: "nothing",
      fields: { partnerName: null, version: 1.5, createdTime: "", updatedTime: "" },
    },
  ])("leaves out a field with $what that decides nothing", async ({ fields }) => {
    expect((await read(ok(fields))).link).toStrictEqual({ partnerId: declared, state: "Active" });
  });

  it("reads a version that is a text, and a state in any case", async () => {
    expect((await read(ok({ version: "63", state: "ACTIVE" }))).link).toMatchObject({ version: 63, state: "Active" });
  });

  it("takes a partner's name as one line of at most 300 characters", async () => {
    const { link } = await read(ok({ partnerName: `Contoso\u001B[31m\r\n::error::${"x".repeat(400)}` }));
    expect(link?.partnerName).toMatch(/^Contoso ::error::x+…$/);
    expect(link?.partnerName).toHaveLength(300);
  });

  it("gives a link that does not name its identity", async () => {
    expect((await read(ok({ tenantId: undefined, objectId: undefined }))).link).toMatchObject({ partnerId: declared });
  });

  it.each([
    { when: "the service finds none", answer: { ...error(404, "NotFound"), requestId: "r-1" } },
    { when: "the link is deleted", answer: ok({ state: "Deleted" }) },
    { when: "the link is deleted, in other case", answer: ok({ state: "deleted" }) },
  ])("gives nothing when $when", async ({ answer }) => {
    expect((await read(answer)).link).toBeUndefined();
  });

  it.each<{ what: string; answer: Answer; statusCode: number }>([
    { what: "404 of a proxy", answer: { status: 404, body: "<html>" }, statusCode: 404 },
    { what: "404 with a code and no request id, a gateway's", answer: error(404, "NotFound"), statusCode: 404 },
    { what: "404 for the namespace", answer: error(404, "InvalidResourceNamespace"), statusCode: 404 },
    { what: "404 with a message alone", answer: { status: 404, body: { error: { message: "x" } } }, statusCode: 404 },
    { what: "403", answer: error(403, "Forbidden"), statusCode: 403 },
    { what: "502", answer: { status: 502 }, statusCode: 502 },
    { what: "204", answer: { status: 204 }, statusCode: 204 },
    { what: "200 with null", answer: { status: 200, body: "null" }, statusCode: 200 },
    { what: "200 with a list", answer: { status: 200, body: [] }, statusCode: 200 },
    { what: "200 with HTML", answer: { status: 200, body: "<html>" }, statusCode: 200 },
    { what: "200 without a partner", answer: ok({ partnerId: 5 }), statusCode: 200 },
    { what: "200 with a partner that is not digits", answer: ok({ partnerId: "../x" }), statusCode: 200 },
    { what: "200 with a state that nobody knows", answer: ok({ state: "Suspended" }), statusCode: 200 },
    { what: "200 without a state", answer: ok({ state: undefined }), statusCode: 200 },
    {
      what: "200 that names two partners",
      answer: { status: 200, body: { ...partnerObject(), name: "7" } },
      statusCode: 200,
    },
    { what: "200 with a state that is no text", answer: ok({ state: {} }), statusCode: 200 },
    { what: "200 with a tenant that is no text", answer: ok({ tenantId: 5 }), statusCode: 200 },
    { what: "200 of another tenant", answer: ok({ tenantId: clientId }), statusCode: 200 },
    { what: "200 of another object id", answer: ok({ objectId: clientId }), statusCode: 200 },
  ])("fails, having changed nothing, when the answer is $what", async ({ answer, statusCode }) => {
    expect(await failureOf(sessionWith("token"), "get", answer)).toMatchObject({
      code: "PAL_SERVICE_FAILED",
      outcome: "none",
      statusCode,
      text: expect.stringMatching(
        `^cannot read the partner admin link of ${identity.label.replace(/[()]/g, ".")}: `,
      ) as string,
    });
  });

  it("names the write that it precedes when it fails", async () => {
    serviceAnswers(error(403, "Forbidden"));
    const client = openPartnerClient(sessionWith("token"));
    const failure = await thrownBy(() => client.get({ partnerId: declared }));
    expect(failure).toHaveProperty(
      "text",
      expect.stringContaining(
        `cannot link ${identity.label} to partner ${declared}: its current link cannot be read: Forbidden: No`,
      ),
    );
  });
});

describe("delete", () => {
  it("succeeds when the answer is 200 with nothing", async () => {
    const requests = serviceAnswers({ status: 200 });
    expect(await openPartnerClient(sessionWith("token")).delete(declared)).toBeUndefined();
    expect(requests).toStrictEqual([`DELETE partners/${declared} token`]);
  });

  it.each<{ what: string; answer: Answer; outcome: string }>([
    { what: "200 with a partner object", answer: ok(), outcome: "pending" },
    { what: "200 with null", answer: { status: 200, body: "null" }, outcome: "pending" },
    { what: "202", answer: { status: 202 }, outcome: "pending" },
    { what: "204", answer: { status: 204 }, outcome: "pending" },
    { what: "504", answer: { status: 504 }, outcome: "pending" },
    { what: "304", answer: { status: 304 }, outcome: "unknown" },
    { what: "500", answer: { status: 500 }, outcome: "unknown" },
    { what: "404 of a proxy", answer: { status: 404, body: "<html>" }, outcome: "unknown" },
    { what: "404 of the service", answer: error(404, "NotFound"), outcome: "none" },
    { what: "403 of the service", answer: error(403, "Forbidden"), outcome: "none" },
  ])("fails with outcome $outcome when the answer is $what", async ({ answer, outcome }) => {
    const failure = await failureOf(sessionWith("token"), "delete", answer);
    expect(failure).toMatchObject({ code: "PAL_SERVICE_FAILED", outcome });
    expect(failure.text).toContain(`cannot remove the link of ${identity.label} to partner ${declared}: `);
  });
});

describe("a token that is refused", () => {
  const refusal = error(401, "InvalidAuthenticationToken");
  const renewed = sessionWith("renewed");

  it("is replaced once, for this call and the next ones", async () => {
    const requests = serviceAnswers(refusal, ok());
    const client = openPartnerClient(sessionWith("first", identity, [renewed]));
    await client.get();
    await client.get();
    expect(requests.map((request) => request.split(" ").at(-1))).toStrictEqual(["first", "renewed", "renewed"]);
  });

  it.each<{ when: string; renewals: Session[]; sent: string[] }>([
    { when: "another identity signs in", renewals: [sessionWith("other", newResource().identity)], sent: ["first"] },
    { when: "the new token is the same", renewals: [sessionWith("first")], sent: ["first"] },
    { when: "the new token is refused as well", renewals: [renewed], sent: ["first", "renewed"] },
  ])("fails the call when $when", async ({ renewals, sent }) => {
    const requests = serviceAnswers(refusal);
    const client = openPartnerClient(sessionWith("first", identity, renewals));
    expect(await thrownBy(() => client.get())).toMatchObject({
      statusCode: 401,
      serviceCode: "InvalidAuthenticationToken",
      text: expect.stringMatching(
        /; the token was refused: check the cloud \(environment, metadataHost\) and the clock$/,
      ) as string,
    });
    expect(requests.map((request) => request.split(" ").at(-1))).toStrictEqual(sent);
  });

  const noSignIn = new PalError("PAL_AUTH_FAILED", "the secret has expired");

  it.each<{ when: string; script: Answer[]; outcome: string }>([
    { when: "nothing was sent before", script: [refusal], outcome: "none" },
    { when: "an attempt before got no response", script: ["cut", refusal], outcome: "pending" },
  ])("fails with the sign-in's failure, of outcome $outcome, when no new token is given and $when", async (row) => {
    const failure = await failureOf(sessionWith("first", identity, [noSignIn]), "delete", ...row.script);
    expect(failure).toMatchObject({ code: "PAL_AUTH_FAILED", text: noSignIn.text, outcome: row.outcome });
  });

  it("is replaced for a write, too", async () => {
    const requests = serviceAnswers(refusal, ok());
    const client = openPartnerClient(sessionWith("first", identity, [renewed]));
    expect(await client.create(declared)).toMatchObject({ partnerId: declared });
    expect(requests).toHaveLength(2);
  });

  it("leaves a write pending when an attempt with the old token got no response", async () => {
    const failure = await failureOf(
      sessionWith("first", identity, [renewed]),
      "delete",
      "cut",
      refusal,
      error(404, "NotFound"),
    );
    expect(failure).toMatchObject({ statusCode: 404, outcome: "pending" });
  });
});
