import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { isTransient, noAnswerFrom, refused } from "../../../provider/azure/failures";
import { BodyTooLarge } from "../../../provider/azure/httpClient";
import { WaitTooLong } from "../../../provider/azure/throttling";
import { inheritedEnvironment, ownEnvironment } from "../environment";

const service = "https://login.test";
const settings = "the cloud settings (environment, metadataHost)";

function failing(code: string, message = "failed"): Error {
  return Object.assign(new Error(message), { code });
}

const names = `; this machine cannot resolve that name: check the network, DNS and ${settings}`;
const network = `; check the network and ${settings}`;
const certificate =
  "; this machine does not trust that certificate. Where a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a PEM file with its CA certificate before `pulumi` starts";
const clock = "; check this machine's clock: it says 2026-01-02T03:04Z";
const otherHost = `; another host has answered for ${service}: check the proxy and ${settings}`;
const noTls = `; that port does not speak TLS: check the proxy and ${settings}`;

describe("noAnswerFrom", () => {
  beforeEach(() => {
    ownEnvironment();
    jest.useFakeTimers({ now: Date.parse("2026-01-02T03:04:05Z") });
  });

  afterEach(() => {
    jest.useRealTimers();
    inheritedEnvironment();
  });

  it.each([
    { code: "ENOTFOUND", remedy: names, retryable: true, isUnreachable: true },
    { code: "EAI_AGAIN", remedy: names, retryable: true, isUnreachable: true },
    { code: "ECONNREFUSED", remedy: network, retryable: true, isUnreachable: true },
    { code: "EHOSTUNREACH", remedy: network, retryable: true, isUnreachable: true },
    { code: "ENETUNREACH", remedy: network, retryable: true, isUnreachable: true },
    { code: "EADDRNOTAVAIL", remedy: network, retryable: true, isUnreachable: true },
    { code: "DEPTH_ZERO_SELF_SIGNED_CERT", remedy: certificate, retryable: false },
    { code: "SELF_SIGNED_CERT_IN_CHAIN", remedy: certificate, retryable: false },
    { code: "UNABLE_TO_GET_ISSUER_CERT", remedy: certificate, retryable: false },
    { code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", remedy: certificate, retryable: false },
    { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", remedy: certificate, retryable: false },
    { code: "CERT_UNTRUSTED", remedy: certificate, retryable: false },
    { code: "CERT_HAS_EXPIRED", remedy: clock, retryable: false },
    { code: "CERT_NOT_YET_VALID", remedy: clock, retryable: false },
    { code: "ERR_TLS_CERT_ALTNAME_INVALID", remedy: otherHost, retryable: false },
    { code: "EPROTO", remedy: noTls, retryable: false },
    { code: "ERR_SSL_WRONG_VERSION_NUMBER", remedy: noTls, retryable: false },
    { code: "ERR_SSL_PACKET_LENGTH_TOO_LONG", remedy: noTls, retryable: false },
    { code: "ECONNRESET", remedy: "", retryable: true },
    { code: "ECONNABORTED", remedy: "", retryable: true },
    { code: "ETIMEDOUT", remedy: "", retryable: true },
    { code: "ESOMETHINGELSE", remedy: "", retryable: false },
  ])(
    "says what to do about $code, whether it may pass, and whether nothing listens there",
    ({ code, remedy, retryable, isUnreachable = false }) => {
      const why = `no answer from ${service}: failed (${code})`;
      const reason = `${why}${remedy}`;
      expect(noAnswerFrom(service, failing(code))).toStrictEqual({ why, reason, retryable, isUnreachable });
    },
  );

  it.each(["ENOTFOUND", "ECONNREFUSED", "ERR_TLS_CERT_ALTNAME_INVALID", "EPROTO"])(
    "names after %s the settings that say where the service is",
    (code) => {
      expect(noAnswerFrom(service, failing(code), "oidcRequestUrl").reason).toMatch(/(and|,) oidcRequestUrl$/);
    },
  );

  it.each([
    { what: "words that have a code", thrown: failing("ECONNRESET", "read ECONNRESET"), detail: "read ECONNRESET" },
    { what: "no code", thrown: new Error("strange (ENOTFOUND)"), detail: "strange (ENOTFOUND)" },
    { what: "no code, but empty parentheses", thrown: new Error("f() failed"), detail: "f() failed" },
    { what: "its code in parentheses", thrown: failing("ESTRANGE", "failed (ESTRANGE)"), detail: "failed (ESTRANGE)" },
    { what: "no words, of several addresses", thrown: failing("ECONNRESET", ""), detail: "ECONNRESET" },
    { what: "neither words nor code", thrown: new Error(""), detail: "the connection failed" },
    { what: "several lines", thrown: new Error("first\nsecond"), detail: "first" },
    { what: "what a terminal would act on", thrown: new Error("a\u001B[31mb"), detail: "ab" },
    { what: "no error's form", thrown: "thrown", detail: "thrown" },
    { what: "undefined", thrown: undefined, detail: "undefined" },
  ])("quotes one line of a failure with $what", ({ thrown, detail }) => {
    const why = `no answer from ${service}: ${detail}`;
    const known = { why, reason: why, isUnreachable: false };
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ ...known, retryable: detail.includes("ECONNRESET") });
  });

  it("reads the code of what the SDK has wrapped", () => {
    const thrown = new Error("wrapped", { cause: failing("CERT_HAS_EXPIRED", "certificate has expired") });
    const why = `no answer from ${service}: certificate has expired (CERT_HAS_EXPIRED)`;
    const reason = `${why}${clock}`;
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason, retryable: false, isUnreachable: false });
  });

  it.each([
    { what: "without words", cause: new Error("") },
    { what: "that is no error", cause: "text" },
  ])("keeps to the failure itself when its cause is one $what", ({ cause }) => {
    const thrown = Object.assign(new Error("refused", { cause }), { code: "ECONNREFUSED" });
    expect(noAnswerFrom(service, thrown).reason).toBe(`no answer from ${service}: refused (ECONNREFUSED)${network}`);
  });

  it.each([
    { what: "an attempt's time", thrown: failing("ETIMEDOUT", `no answer from ${service} within 30 s`), seconds: 30 },
    { what: "a call's time", thrown: Object.assign(new Error("x"), { name: "AbortError" }), seconds: 90 },
    { what: "a signal's time", thrown: Object.assign(new Error("x"), { name: "TimeoutError" }), seconds: 90 },
  ])("says how long was waited when $what is over", ({ thrown, seconds }) => {
    const why = `no answer from ${service} within ${seconds} s`;
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason: why, retryable: true, isUnreachable: true });
  });

  it("says of an answer that is too large just that, for good", () => {
    const thrown = new BodyTooLarge(`the answer of ${service} is larger than 1 MiB`);
    const { message } = thrown;
    const known = { retryable: false, isUnreachable: false };
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why: message, reason: message, ...known });
  });

  it("says of a wait that is longer than a call how long it is", () => {
    const request = createPipelineRequest({ url: service });
    const thrown = new WaitTooLong({ request, status: 429, headers: createHttpHeaders() }, 119_001);
    const why = `${service} answers HTTP 429; Azure is throttling this identity: wait 120 s before the next try`;
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason: why, retryable: true, isUnreachable: false });
  });

  it.each(["ENOTFOUND", "ECONNRESET"])("names the variable of a proxy after %s, and nothing of its value", (code) => {
    process.env["HTTPS_PROXY"] = "http://user:not-a-secret@proxy.test";
    const { reason } = noAnswerFrom(service, failing(code));
    expect(reason).toMatch(/; requests go through the proxy that HTTPS_PROXY names, check that first/);
    expect(reason).not.toMatch(/not-a-secret|proxy\.test/);
  });

  it("names no proxy for a service that NO_PROXY exempts", () => {
    Object.assign(process.env, { HTTPS_PROXY: "http://proxy.test", NO_PROXY: "login.test" });
    expect(noAnswerFrom(service, failing("ECONNRESET")).reason).toBe(`no answer from ${service}: failed (ECONNRESET)`);
  });
});

describe("refused", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  const remedy = "requires a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT";

  it.each([
    {
      variables: { HTTPS_PROXY: "http://user:not-a-secret@proxy.test" },
      text: `the proxy that HTTPS_PROXY names ${remedy}`,
    },
    { variables: {}, text: `the proxy that this machine names ${remedy}` },
  ])("names the proxy of $variables by its variable", ({ variables, text }) => {
    Object.assign(process.env, variables);
    expect(refused(service, 407)).toBe(text);
  });

  it("names the service that throttles in an error of 429", () => {
    expect(refused(service, 429)).toBe(
      "https://login.test is throttling this machine or identity: try again in some minutes",
    );
  });

  it.each([200, 401, 403, 502, 503])("has nothing to say of %d", (status) => {
    expect(refused(service, status)).toBeUndefined();
  });
});

describe("isTransient", () => {
  it.each([408, 429, 500, 502, 503, 504, 599])("is so of %d", (status) => {
    expect(isTransient(status)).toBe(true);
  });

  it.each([200, 302, 400, 401, 403, 404, 407, 409, 428, 499])("is not so of %d", (status) => {
    expect(isTransient(status)).toBe(false);
  });
});
