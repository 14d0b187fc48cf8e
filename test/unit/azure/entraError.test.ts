import { entraError, entraErrorIn, entraReason, isPassing, isRefusedForGood } from "../../../provider/azure/entraError";
import { PalError } from "../../../provider/errors";
import { redact } from "../../../provider/redact";

const secret = "not-a-secret/0123456789+abcdefghij";
const clean = (text: string) => redact(text, [secret]);
const trace = "Trace ID: 11111111-2222 Correlation ID: 3333 Timestamp: 2026-01-01 00:00:00Z";

describe("entraError", () => {
  it.each([
    {
      what: "Entra's answer, without ids and time",
      body: { error: "invalid_client", error_description: `AADSTS7000215: Invalid secret. ${trace}` },
      told: { error: "invalid_client", number: "7000215", description: "Invalid secret." },
    },
    {
      what: "Entra's answer on several lines",
      body: { error: "invalid_client", error_description: `AADSTS7000215: Invalid secret.\r\n${trace}` },
      told: { error: "invalid_client", number: "7000215", description: "Invalid secret." },
    },
    {
      what: "the first line alone",
      body: { error: "invalid_client", error_description: "AADSTS7000215: Invalid secret.\nMore of it." },
      told: { error: "invalid_client", number: "7000215", description: "Invalid secret." },
    },
    {
      what: "a number after other words",
      body: { error: "invalid_grant", error_description: "Refused (AADSTS50076: Use MFA.)" },
      told: { error: "invalid_grant", number: "50076", description: "Use MFA.)" },
    },
    {
      what: "a number alone",
      body: { error: "e", error_description: "AADSTS5" },
      told: { error: "e", number: "5", description: "" },
    },
    {
      what: "OAuth's code alone",
      body: { error: "invalid_client" },
      told: { error: "invalid_client", description: "" },
    },
    {
      what: "OAuth's code with a description that is no text",
      body: { error: "invalid_client", error_description: { a: 1 } },
      told: { error: "invalid_client", description: "" },
    },
    {
      what: "IMDS's answer",
      body: { error: "invalid_request", error_description: "Identity not found" },
      told: { error: "invalid_request", description: "Identity not found" },
    },
    {
      what: "App Service's answer",
      body: { statusCode: 400, message: "No User Assigned" },
      told: { error: "", description: "No User Assigned" },
    },
    {
      what: "the same in capitals",
      body: { Message: "No MSI found" },
      told: { error: "", description: "No MSI found" },
    },
    {
      what: "words that a terminal would act on",
      body: { error: "a\u001B[31mb", error_description: "AADSTS5: c\u001B[31md" },
      told: { error: "ab", number: "5", description: "cd" },
    },
    {
      what: "words without a number that a terminal would act on",
      body: { error: "a", error_description: "c\n::error::d" },
      told: { error: "a", description: "c ::error::d" },
    },
  ])("reads $what", ({ body, told }) => {
    expect(entraError(JSON.stringify(body), clean)).toStrictEqual(told);
  });

  it.each([
    "",
    "<html>AADSTS90002</html>",
    "null",
    "[]",
    "5",
    '"AADSTS90002"',
    "{}",
    '{"error":5}',
    '{"error":""}',
    '{"message":""}',
    '{"message":{}}',
    '{"error":{"code":"AADSTS90002"}}',
  ])("takes no %j for an error of Entra's", (body) => {
    expect(entraError(body, clean)).toBeUndefined();
  });

  it("cuts a description at 300 characters", () => {
    const body = JSON.stringify({ error: "e", error_description: `AADSTS5: ${"x".repeat(500)}` });
    expect(entraError(body, clean)?.description).toHaveLength(300);
  });

  it("takes a secret out before it cuts, so that no beginning of it stays", () => {
    const long = `${"x".repeat(290)}${secret}`;
    const told = `${"x".repeat(290)}[secret]`;
    const answers = [{ error: long, error_description: `AADSTS5: ${long}` }, { message: long }];
    const [first, second] = answers.map((answer) => entraError(JSON.stringify(answer), clean));
    expect(first).toStrictEqual({ error: told, number: "5", description: told });
    expect(second).toStrictEqual({ error: "", description: told });
  });

  it.each([
    { how: "plain", spell: (text: string) => text },
    { how: "with \\u002b", spell: (text: string) => text.replaceAll("+", "\\u002b") },
    { how: "with \\/", spell: (text: string) => text.replaceAll("/", "\\/") },
    { how: "with each letter as its number", spell: (text: string) => text.replaceAll("a", "\\u0061") },
  ])("shows no secret that the answer quotes $how", ({ spell }) => {
    const quoted = spell(`no ${secret}.`);
    const told = "no [secret].";
    expect(entraError(`{"error":"${quoted}","error_description":"${quoted}"}`, clean)).toStrictEqual({
      error: told,
      description: told,
    });
    expect(entraError(`{"message":"AADSTS5: ${quoted}"}`, clean)).toStrictEqual({
      error: "",
      number: "5",
      description: told,
    });
  });

  it.each([
    { what: "blanks", filling: " " },
    { what: "line ends", filling: "\n" },
    { what: "beginnings of a number", filling: "AADSTS" },
    { what: "beginnings of a token", filling: "eyJ" },
  ])("reads 1 MiB of $what in less than half a second", ({ filling }) => {
    const flood = filling.repeat(1_048_576 / filling.length);
    const body = JSON.stringify({ error: "e", error_description: `AADSTS7000215: a${flood}b` });
    const start = performance.now();
    expect(entraError(body, clean)).toHaveProperty("number", "7000215");
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("entraErrorIn", () => {
  it("reads the error that a text quotes", () => {
    expect(entraErrorIn(`ERROR: AADSTS50076: Use MFA. ${trace}`)).toStrictEqual({
      error: "",
      number: "50076",
      description: "Use MFA.",
    });
  });

  it.each(["", "ERROR: not logged in", "AADSTS"])("finds none in '%s'", (text) => {
    expect(entraErrorIn(text)).toBeUndefined();
  });
});

describe("entraReason", () => {
  it.each([
    { number: "7000215", advice: "use the secret's value, not its id" },
    { number: "7000222", advice: "create a new one" },
    { number: "700016", advice: "no application with this client ID in this tenant" },
    { number: "7000112", advice: "enable it" },
    { number: "700024", advice: "check this machine's clock" },
    { number: "700027", advice: "upload its public part there" },
    { number: "90002", advice: "check the tenant ID and the cloud" },
    { number: "50020", advice: "have the customer invite it as a guest" },
    { number: "50034", advice: "have the customer invite it as a guest" },
    { number: "50076", advice: "sign in again with `az login --allow-no-subscriptions --tenant <tenant>`" },
    { number: "50079", advice: "sign in again with `az login --allow-no-subscriptions --tenant <tenant>`" },
    { number: "50173", advice: "sign in again with `az login --allow-no-subscriptions`" },
    { number: "700082", advice: "sign in again with `az login --allow-no-subscriptions`" },
    { number: "53003", advice: "have the customer allow it" },
    { number: "65001", advice: "have an administrator grant it" },
  ])("has the advice '$advice' for AADSTS$number in place of Entra's words", ({ number, advice }) => {
    const reason = entraReason(number, "Entra's words");
    expect(reason.startsWith(`AADSTS${number}: `)).toBe(true);
    expect(reason).toContain(advice);
    expect(reason).not.toContain("Entra's words");
  });

  it.each(["70021", "700211", "700212", "700213"])(
    "quotes Entra after the advice for AADSTS%s, which names what it saw",
    (number) => {
      const advice = `AADSTS${number}: no federated credential of the application matches the ID token: add one with exactly the issuer, subject and audience of the token`;
      expect(entraReason(number, "Subject 'x'.")).toBe(`${advice}. Entra says: Subject 'x'.`);
      expect(entraReason(number, "")).toBe(advice);
    },
  );

  it.each([
    { description: "Strange. Very.", reason: "AADSTS999: Strange. Very" },
    { description: "", reason: "AADSTS999: no reason given" },
  ])(
    "has Entra's words, without the last full stop, for a number without advice: '$description'",
    ({ description, reason }) => {
      expect(entraReason("999", description)).toBe(reason);
    },
  );
});

describe("isRefusedForGood", () => {
  const refusal = (serviceCode?: string, retryable = false) =>
    new PalError("PAL_AUTH_FAILED", "refused", { retryable, ...(serviceCode === undefined ? {} : { serviceCode }) });

  it.each([
    "7000215",
    "7000222",
    "700016",
    "7000112",
    "700027",
    "70021",
    "700211",
    "700212",
    "700213",
    "90002",
    "900023",
    "invalid_request",
  ])("is so of %s", (serviceCode) => {
    expect(isRefusedForGood(refusal(serviceCode))).toBe(true);
  });

  it.each(["700024", "53003", "50076", "50079", "700082", "50173", "50196", "90033", "65001", "999", "invalid_client"])(
    "is not so of %s, which another try or sign-in may mend",
    (serviceCode) => {
      expect(isRefusedForGood(refusal(serviceCode))).toBe(false);
    },
  );

  it.each([
    { what: "a refusal without a code", failure: refusal() },
    { what: "a refusal of a service that is failing", failure: refusal("7000215", true) },
    {
      what: "the same code of another service",
      failure: new PalError("PAL_SERVICE_FAILED", "x", { serviceCode: "invalid_request" }),
    },
  ])("is not so of $what", ({ failure }) => {
    expect(isRefusedForGood(failure)).toBe(false);
  });
});

describe("isPassing", () => {
  it.each(["90006", "90012", "90024", "90033", "90055"])("is so of AADSTS%s, Entra's own trouble", (number) => {
    expect(isPassing({ error: "e", number, description: "" })).toBe(true);
  });

  it.each(["7000215", "90002", "9003"])("is not so of AADSTS%s", (number) => {
    expect(isPassing({ error: "e", number, description: "" })).toBe(false);
  });

  it("is not so of an error without number", () => {
    expect(isPassing({ error: "temporarily_unavailable", description: "" })).toBe(false);
  });
});
