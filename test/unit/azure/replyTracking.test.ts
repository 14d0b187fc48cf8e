import { createHttpHeaders, createPipelineRequest, type SendRequest } from "@azure/core-rest-pipeline";
import { replyTracker } from "../../../provider/azure/replyTracking";
import { WaitTooLong } from "../../../provider/azure/throttling";

type Attempt =
  { readonly status: number; readonly body?: string | null; readonly requestId?: string } | { readonly code: string };

const refused = JSON.stringify({ error: { code: "BadRequest" } });
const badRequest: Attempt = { status: 400, body: refused };
const badGateway: Attempt = { status: 502, body: "<html>" };
const lost: Attempt = { code: "ECONNRESET" };

function sending(attempt: Attempt): SendRequest {
  return (request) => {
    if ("code" in attempt) return Promise.reject(Object.assign(new Error("no answer"), { code: attempt.code }));
    const { status, body, requestId } = attempt;
    const headers = createHttpHeaders(requestId === undefined ? {} : { "x-ms-request-id": requestId });
    return Promise.resolve({ request, status, headers, ...(body === undefined ? {} : { bodyAsText: body }) });
  };
}

/** What a tracker knows after these attempts of one call. */
async function tracked(...attempts: readonly Attempt[]) {
  const tracker = replyTracker();
  const request = createPipelineRequest({ url: "https://arm.test" });
  tracker.begin();
  for (const attempt of attempts) await tracker.policy.sendRequest(request, sending(attempt)).catch(() => undefined);
  return { tracker, outcome: tracker.outcome(), last: tracker.last() };
}

describe("replyTracker", () => {
  it("knows of nothing before an attempt", async () => {
    expect(await tracked()).toMatchObject({ outcome: "none", last: undefined });
  });

  it.each<{ after: string; attempts: readonly Attempt[]; outcome: string }>([
    { after: "a success", attempts: [{ status: 200, body: "{}" }], outcome: "pending" },
    { after: "202", attempts: [{ status: 202 }], outcome: "pending" },
    { after: "a redirection", attempts: [{ status: 307 }], outcome: "unknown" },
    { after: "the service's own refusal", attempts: [badRequest], outcome: "none" },
    { after: "a refusal without a code", attempts: [{ status: 400, body: "<html>" }], outcome: "unknown" },
    { after: "a refusal without a body", attempts: [{ status: 400, body: null }], outcome: "unknown" },
    { after: "401, with any body", attempts: [{ status: 401, body: "<html>" }], outcome: "none" },
    { after: "408", attempts: [{ status: 408, body: refused }], outcome: "pending" },
    { after: "429 of the service", attempts: [{ status: 429, body: refused }], outcome: "none" },
    { after: "500 with a code", attempts: [{ status: 500, body: refused }], outcome: "unknown" },
    { after: "503", attempts: [{ status: 503 }], outcome: "unknown" },
    { after: "504", attempts: [{ status: 504, body: refused }], outcome: "pending" },
    { after: "no answer", attempts: [lost], outcome: "pending" },
    { after: "a connection refused", attempts: [{ code: "ECONNREFUSED" }], outcome: "none" },
    { after: "a header that cannot be sent", attempts: [{ code: "ERR_INVALID_CHAR" }], outcome: "none" },
    { after: "an unknown host", attempts: [{ code: "ENOTFOUND" }], outcome: "none" },
    { after: "no answer and then a refusal", attempts: [lost, badRequest], outcome: "pending" },
    { after: "no answer and then a gateway's", attempts: [lost, badGateway], outcome: "pending" },
    { after: "a gateway's answer and then a refusal", attempts: [badGateway, badRequest], outcome: "unknown" },
    { after: "a refusal and then a gateway's answer", attempts: [badRequest, badGateway], outcome: "unknown" },
    { after: "a gateway's answer and then none", attempts: [badGateway, lost], outcome: "pending" },
    {
      after: "a refusal and then a refused connection",
      attempts: [badRequest, { code: "ECONNREFUSED" }],
      outcome: "none",
    },
  ])("has outcome $outcome after $after", async ({ attempts, outcome }) => {
    expect((await tracked(...attempts)).outcome).toBe(outcome);
  });

  it("gives the last answer with its request id", async () => {
    const { last } = await tracked(badGateway, { status: 400, body: refused, requestId: "r-1" });
    expect(last).toMatchObject({
      service: "https://arm.test",
      reply: { status: 400, body: refused, requestId: "r-1" },
    });
  });

  it.each(["", "r 1", "r\u001B[31m", "r".repeat(129)])("gives no request id that is none: %j", async (requestId) => {
    expect((await tracked({ status: 400, requestId })).last?.reply).toStrictEqual({ status: 400, body: "" });
  });

  it("gives no answer of an attempt before when the last attempt had none, but why", async () => {
    const { last } = await tracked(badGateway, lost);
    expect(last).toMatchObject({ service: "https://arm.test", failure: { code: "ECONNRESET" } });
    expect(last).not.toHaveProperty("reply");
  });

  it.each([
    { body: refused, outcome: "none" },
    { body: "<html>", outcome: "unknown" },
  ])("has the answer that asks to wait too long, and outcome $outcome of $body", async ({ body, outcome }) => {
    const tracker = replyTracker();
    const request = createPipelineRequest({ url: "https://arm.test" });
    const answer = { request, status: 429, headers: createHttpHeaders(), bodyAsText: body };
    const failure = new WaitTooLong(answer, 120_000);
    await expect(tracker.policy.sendRequest(request, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(tracker.last()).toStrictEqual({ service: "https://arm.test", reply: { status: 429, body }, failure });
    expect(tracker.outcome()).toBe(outcome);
  });

  it("takes no body as an empty one", async () => {
    expect((await tracked({ status: 204 })).last?.reply).toStrictEqual({ status: 204, body: "" });
  });

  it("forgets the call before when another one begins", async () => {
    const { tracker } = await tracked(lost, badGateway);
    tracker.begin();
    expect([tracker.outcome(), tracker.last()]).toStrictEqual(["none", undefined]);
  });
});
