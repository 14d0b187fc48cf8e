import { isTransient, noAnswerFrom, refusedByProxy } from "../../../provider/azure/failures";
import { BodyTooLarge } from "../../../provider/azure/httpClient";
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
    { code: "ENOTFOUND", remedy: names, retryable: true },
    { code: "EAI_AGAIN", remedy: names, retryable: true },
    { code: "ECONNREFUSED", remedy: network, retryable: true },
    { code: "EHOSTUNREACH", remedy: network, retryable: true },
    { code: "ENETUNREACH", remedy: network, retryable: true },
    { code: "EADDRNOTAVAIL", remedy: network, retryable: true },
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
    { code: "ETIMEDOUT", remedy: "", retryable: true },
    { code: "ESOMETHINGELSE", remedy: "", retryable: true },
  ])("says what to do about $code, and whether it may pass", ({ code, remedy, retryable }) => {
    const why = `no answer from ${service}: failed (${code})`;
    expect(noAnswerFrom(service, failing(code))).toStrictEqual({ why, reason: `${why}${remedy}`, retryable });
  });

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
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason: why, retryable: true });
  });

  it("reads the code of what the SDK has wrapped", () => {
    const thrown = new Error("wrapped", { cause: failing("CERT_HAS_EXPIRED", "certificate has expired") });
    const why = `no answer from ${service}: certificate has expired (CERT_HAS_EXPIRED)`;
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason: `${why}${clock}`, retryable: false });
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
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why, reason: why, retryable: true });
  });

  it("says of an answer that is too large just that, for good", () => {
    const thrown = new BodyTooLarge(`the answer of ${service} is larger than 1 MiB`);
    const { message } = thrown;
    expect(noAnswerFrom(service, thrown)).toStrictEqual({ why: message, reason: message, retryable: false });
  });

  it.each(["ENOTFOUND", "ECONNRESET"])("names the variable of a proxy after %s, and nothing of its value", (code) => {
    process.env["HTTPS_PROXY"] = "http://user:not-a-secret@proxy.test";
    const { reason } = noAnswerFrom(service, failing(code));
    expect(reason).toMatch(/; requests go through the proxy that HTTPS_PROXY names, check that first/);
    expect(reason).not.toMatch(/not-a-secret|proxy\.test/);
  });
});

describe("refusedByProxy", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  const remedy = "wants a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT";

  it.each([
    {
      variables: { HTTPS_PROXY: "http://user:not-a-secret@proxy.test" },
      text: `the proxy that HTTPS_PROXY names ${remedy}`,
    },
    { variables: {}, text: `the proxy that this machine names ${remedy}` },
  ])("names the proxy of $variables by its variable", ({ variables, text }) => {
    Object.assign(process.env, variables);
    expect(refusedByProxy(407)).toBe(text);
  });

  it.each([200, 401, 403, 502])("takes no %d for a proxy's", (status) => {
    expect(refusedByProxy(status)).toBeUndefined();
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
