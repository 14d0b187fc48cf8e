import { createHttpHeaders, createPipelineRequest, type PipelineRequest } from "@azure/core-rest-pipeline";
import { pause, throttling, WaitTooLong } from "../../../provider/azure/throttling";
import { thrownBy } from "../fixtures";

const now = Date.parse("2026-01-01T00:00:00Z");

function newRequest(): PipelineRequest {
  return createPipelineRequest({ url: "https://arm.test" });
}

const policy = throttling();

function answered(status: number, headers: Record<string, string> = {}, request = newRequest()) {
  return policy.sendRequest(request, () => Promise.resolve({ request, status, headers: createHttpHeaders(headers) }));
}

/** The wait that the SDKs will keep to after this answer; undefined where it is theirs to choose. */
async function waitAfter(...answer: Parameters<typeof answered>): Promise<string | undefined> {
  return (await answered(...answer)).headers.get("retry-after-ms");
}

describe("a throttled answer", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each<{ what: string; headers: Record<string, string>; wait: string }>([
    { what: "nothing", headers: {}, wait: "2000" },
    { what: "an empty Retry-After", headers: { "retry-after": "" }, wait: "2000" },
    { what: "a blank Retry-After", headers: { "retry-after": "  " }, wait: "2000" },
    { what: "a Retry-After that cannot be read", headers: { "retry-after": "soon" }, wait: "2000" },
    { what: "a Retry-After without end", headers: { "retry-after": "Infinity" }, wait: "2000" },
    { what: "seconds", headers: { "retry-after": "5" }, wait: "5000" },
    { what: "a fraction of a second", headers: { "retry-after": "0.5" }, wait: "500" },
    { what: "no time at all", headers: { "retry-after": "0" }, wait: "0" },
    { what: "negative seconds", headers: { "retry-after": "-5" }, wait: "0" },
    { what: "a date", headers: { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }, wait: "7000" },
    { what: "a date that has passed", headers: { "retry-after": "Wed, 31 Dec 2025 23:59:00 GMT" }, wait: "0" },
    { what: "milliseconds", headers: { "retry-after-ms": "70" }, wait: "70" },
    { what: "negative milliseconds", headers: { "retry-after-ms": "-70" }, wait: "0" },
    { what: "milliseconds by the header of older services", headers: { "x-ms-retry-after-ms": "80" }, wait: "80" },
    {
      what: "Resource Graph's time to a new quota",
      headers: { "x-ms-user-quota-resets-after": "00:01:05" },
      wait: "65000",
    },
    {
      what: "a time to a new quota that cannot be read",
      headers: { "x-ms-user-quota-resets-after": "soon" },
      wait: "2000",
    },
    {
      what: "two quotas of Cost Management",
      headers: {
        "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after": "4",
        "x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after": "11",
      },
      wait: "11000",
    },
    {
      what: "all of them",
      headers: { "retry-after-ms": "70", "x-ms-retry-after-ms": "80", "retry-after": "9" },
      wait: "70",
    },
    {
      what: "milliseconds that cannot be read, and seconds",
      headers: { "retry-after-ms": "", "x-ms-retry-after-ms": "soon", "retry-after": "9" },
      wait: "9000",
    },
  ])("429 with $what is retried after $wait ms", async ({ headers, wait }) => {
    expect(await waitAfter(429, headers)).toBe(wait);
  });

  it("doubles the wait with each attempt of a request, and begins again with another one", async () => {
    const [request, another] = [newRequest(), newRequest()];
    expect(await waitAfter(429, {}, request)).toBe("2000");
    expect(await waitAfter(429, {}, request)).toBe("4000");
    expect(await waitAfter(429, {}, another)).toBe("2000");
    expect(await waitAfter(429, {}, request)).toBe("8000");
  });

  it.each<{ status: number; headers: Record<string, string>; wait: string | undefined }>([
    { status: 503, headers: {}, wait: undefined },
    { status: 503, headers: { "retry-after": "soon" }, wait: undefined },
    { status: 503, headers: { "retry-after": "5" }, wait: "5000" },
    { status: 500, headers: { "retry-after": "5" }, wait: undefined },
    { status: 200, headers: { "retry-after": "500" }, wait: undefined },
  ])("$status with $headers has the wait $wait", async ({ status, headers, wait }) => {
    expect(await waitAfter(status, headers)).toBe(wait);
  });
});

describe("a wait that ends after the call", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    { status: 429, headers: { "retry-after": "91" }, milliseconds: 91_000 },
    { status: 503, headers: { "retry-after": "3600" }, milliseconds: 3_600_000 },
    { status: 429, headers: { "retry-after-ms": "90001" }, milliseconds: 90_001 },
    { status: 429, headers: { "retry-after": "Thu, 01 Jan 2026 00:02:00 GMT" }, milliseconds: 120_000 },
  ])("is not waited for: $status with $headers", async ({ status, headers, milliseconds }) => {
    const failure = await thrownBy(() => answered(status, headers));
    expect(failure).toBeInstanceOf(WaitTooLong);
    expect(failure).toMatchObject({ statusCode: status, milliseconds, response: { status } });
  });

  it("is waited for where it ends with the call", async () => {
    expect(await waitAfter(429, { "retry-after": "90" })).toBe("90000");
  });

  it("counts what the attempts before have taken", async () => {
    const request = newRequest();
    await answered(429, {}, request);
    jest.setSystemTime(now + 60_000);
    expect(await waitAfter(429, { "retry-after": "30" }, request)).toBe("30000");
    expect(await thrownBy(() => answered(429, { "retry-after": "31" }, request))).toBeInstanceOf(WaitTooLong);
    expect(await waitAfter(429, { "retry-after": "31" })).toBe("31000");
  });

  it("has the request that it was asked for", async () => {
    const request = newRequest();
    expect(await thrownBy(() => answered(429, { "retry-after": "91" }, request))).toHaveProperty("request", request);
  });
});

describe("pause", () => {
  function tooLong(milliseconds: number): WaitTooLong {
    const request = newRequest();
    return new WaitTooLong({ request, status: 429, headers: createHttpHeaders() }, milliseconds);
  }

  it.each([
    { failure: tooLong(120_000), said: "; Azure is throttling this identity: wait 120 s before the next try" },
    { failure: tooLong(90_001), said: "; Azure is throttling this identity: wait 91 s before the next try" },
    { failure: tooLong(86_400_000), said: "; Azure is throttling this identity: wait 86400 s before the next try" },
    {
      failure: tooLong(86_400_001),
      said: "; Azure is throttling this identity: wait more than a day before the next try",
    },
    { failure: new Error("cut"), said: "" },
  ])("says $said", ({ failure, said }) => {
    expect(pause(failure)).toBe(said);
  });
});
