import type { SignInMethod } from "../../../provider/azure/methods";
import { signInError, whoSignsIn } from "../../../provider/azure/signInError";
import { isRefusedForGood } from "../../../provider/azure/entraError";
import { PalError } from "../../../provider/errors";
import { inheritedEnvironment, ownEnvironment } from "../environment";
import { clientId, tenantId } from "../fixtures";
import {
  answersToApplications,
  answersToMachines,
  failed,
  row,
  type Row,
  saidBySdk,
  secret,
  service,
} from "./signInAnswers";

const app = { tenantId, clientId, source: "ARM_CLIENT_ID" };
const principal = `service principal ${clientId} in tenant ${tenantId}`;

const applications: readonly { readonly method: SignInMethod; readonly who: string }[] = [
  { method: { kind: "clientSecret", clientSecret: secret, ...app }, who: "by client secret" },
  { method: { kind: "clientCertificate", path: "client.pem", ...app }, who: "by certificate client.pem" },
  { method: { kind: "oidcToken", token: secret, ...app }, who: "by OpenID Connect" },
  { method: { kind: "oidcTokenFile", path: "token.jwt", ...app }, who: "by OpenID Connect with token file token.jwt" },
  {
    method: { kind: "oidcRequest", url: service, requestToken: secret, audience: "a", ...app },
    who: "by OpenID Connect with the pipeline's issuer",
  },
];
const machine: SignInMethod = { kind: "managedIdentity", source: "ARM_USE_MSI" };
const machines = {
  machine: { method: machine, who: "the managed identity of this machine" },
  assigned: { method: { ...machine, clientId }, who: `the user-assigned managed identity ${clientId}` },
};
const cli: SignInMethod = { kind: "azureCli", implied: false, tenantId, source: "ARM_USE_CLI" };
const chain: SignInMethod = { kind: "defaultAzureCredential", source: "ARM_USE_DEFAULT_AZURE_CREDENTIAL" };

const sdk = new Error(saidBySdk);

/** The facts of a failure, and whether it is one that waiting cannot help. */
function factsOf(error: PalError) {
  const { code, text, retryable, serviceCode } = error;
  return { code, text, retryable, serviceCode, isFinal: isRefusedForGood(error) };
}

function expected(who: string, { why, retryable, serviceCode, isFinal }: Row, source: string) {
  const text = `cannot sign in as ${who} (from ${source}): ${why}`;
  return { code: "PAL_AUTH_FAILED", text, retryable, serviceCode, isFinal };
}

describe("signInError", () => {
  beforeEach(ownEnvironment);
  afterEach(inheritedEnvironment);

  describe.each(applications)("of $method.kind", ({ method, who: way }) => {
    const who = `${principal} ${way}`;

    it.each(answersToApplications)("says what came back, not what the SDK says: %s", (_what, told) => {
      const error = signInError(method, sdk, told.last, [secret]);
      expect(factsOf(error)).toStrictEqual(expected(who, told, method.source));
    });

    it("quotes the SDK where nothing was sent", () => {
      const error = signInError(method, new Error(`broken: ${secret}`), undefined, [secret]);
      expect(factsOf(error)).toStrictEqual(expected(who, row(undefined, "broken: [secret]", false), method.source));
    });

    it("keeps the secret out of the cause", () => {
      const { cause } = signInError(method, new Error(`broken: ${secret}`), undefined, [secret]);
      expect(cause).toStrictEqual(new Error("broken: [secret]"));
    });
  });

  it.each(answersToMachines)("of a managed identity says what came back: %s", (_what, whose, told) => {
    const { method, who } = machines[whose];
    const error = signInError(method, sdk, told.last, []);
    expect(factsOf(error)).toStrictEqual(expected(who, told, "ARM_USE_MSI"));
  });

  it("keeps a good answer's failure on this machine without its secret", () => {
    const last = { service, reply: { status: 200, body: "{}" } };
    const method: SignInMethod = { kind: "oidcToken", token: secret, ...app };
    expect(signInError(method, new Error(`no cache for ${secret}`), last, [secret]).text).toMatch(
      /: no cache for \[secret\]$/,
    );
  });

  it.each<{ code: string; exempt?: string; says: RegExp }>([
    {
      code: "ECONNREFUSED",
      says: /: no answer from https:\/\/login\.test: failed \(ECONNREFUSED\); requests go through the proxy that HTTPS_PROXY names, check that first; .*; exempt login\.test in NO_PROXY$/,
    },
    { code: "ECONNRESET", says: /check that first; exempt login\.test in NO_PROXY$/ },
    { code: "ECONNREFUSED", exempt: "login.test", says: /: no managed identity endpoint answers here/ },
  ])(
    "of a managed identity whose endpoint a proxy hides names NO_PROXY: $code, $exempt",
    ({ code, exempt = "", says }) => {
      Object.assign(process.env, { HTTPS_PROXY: "http://proxy.test", NO_PROXY: exempt });
      expect(signInError(machine, sdk, failed(code), []).text).toMatch(says);
    },
  );

  it.each([
    { variable: "GITHUB_ACTIONS", advice: / another way\. In GitHub Actions set ARM_USE_OIDC=true/ },
    { variable: "TF_BUILD", advice: / another way\. In Azure Pipelines set ARM_USE_OIDC=true/ },
    { variable: "GITLAB_CI", advice: / another way\. In GitLab set ARM_USE_OIDC=true/ },
  ])("of a managed identity says how to sign in where $variable is set", ({ variable, advice }) => {
    process.env[variable] = "true";
    expect(signInError(machine, new Error("none"), undefined, []).text).toMatch(advice);
  });

  it("of a managed identity cuts what the SDK says", () => {
    expect(signInError(machine, new Error("x".repeat(500)), undefined, []).text).toMatch(/\(x{299}…\)\./);
  });

  const user = `the account that is logged in to the Azure CLI, in tenant ${tenantId}`;
  const anyone = "the identity that DefaultAzureCredential finds";
  const noLogin = "the Azure CLI has no login that works here";
  const login = "Please run 'az login'.";
  it.each([
    { method: cli, text: "az: broken\nmore", who: user, why: "az: broken more" },
    { method: cli, text: "x".repeat(500), who: user, why: `${"x".repeat(299)}…` },
    { method: cli, text: "Azure CLI could not be found. az login", who: user, why: "the Azure CLI is not installed" },
    {
      method: cli,
      text: login,
      who: user,
      why: `${noLogin}: run \`az login --allow-no-subscriptions --tenant ${tenantId}\`, which also asks for a second factor where Entra requires one`,
    },
    {
      method: { ...cli, tenantId: undefined },
      text: login,
      who: "the account that is logged in to the Azure CLI",
      why: `${noLogin}: run \`az login --allow-no-subscriptions\``,
    },
    {
      method: cli,
      text: "The subscription 'x' could not be found.",
      who: user,
      why: "The subscription 'x' could not be found.",
    },
    {
      method: cli,
      text: "cannot refresh what `az login --allow-no-subscriptions` wrote",
      who: user,
      why: "cannot refresh what `az login --allow-no-subscriptions` wrote",
    },
    { method: chain, text: "a\nb", who: anyone, why: "none of its sources gave a token: a b" },
  ])("of $method.kind says: $why", ({ method, text, who, why }) => {
    const error = signInError(method as SignInMethod, new Error(text), undefined, []);
    expect(factsOf(error)).toStrictEqual(expected(who, row(undefined, why, false), method.source));
  });

  it.each([
    { method: cli, who: user },
    { method: chain, who: anyone },
  ])("of $method.kind takes the number that Entra is quoted with", ({ method, who }) => {
    const error = signInError(method, new Error("ERROR: AADSTS50076: Use MFA. Trace ID: x"), undefined, []);
    const why =
      "AADSTS50076: multi-factor authentication is required: sign in again with `az login --allow-no-subscriptions --tenant <tenant>`";
    const told = row(undefined, why, false, "50076", false);
    expect(factsOf(error)).toStrictEqual(expected(who, told, method.source));
  });

  const implied: SignInMethod = { kind: "azureCli", implied: true, source: "" };

  it.each([
    {
      text: "Azure CLI could not be found. Please visit https://aka.ms/azure-cli",
      why: "the Azure CLI is not installed",
    },
    { text: login, why: noLogin },
  ])("is missing configuration where the Azure CLI was all that was left, and $why", ({ text, why }) => {
    expect(signInError(implied, new Error(text), undefined, [])).toMatchObject({
      code: "PAL_CONFIG_INVALID",
      text: expect.stringMatching(
        `^no identity to sign in with: .*, and ${why}\\. Run \`az login --allow-no-subscriptions\``,
      ) as string,
    });
  });

  it.each(["az: not found.", "The subscription 'x' could not be found."])(
    "is a failed sign-in where the Azure CLI that was left fails otherwise: %s",
    (text) => {
      expect(signInError(implied, new Error(text), undefined, [])).toMatchObject({
        code: "PAL_AUTH_FAILED",
        text: `cannot sign in as the account that is logged in to the Azure CLI: ${text}`,
        retryable: false,
      });
    },
  );

  it("is Entra's refusal of the Azure CLI that was left, too, and names no source", () => {
    expect(signInError(implied, new Error("AADSTS50173: Revoked."), undefined, [])).toMatchObject({
      code: "PAL_AUTH_FAILED",
      serviceCode: "50173",
      text: "cannot sign in as the account that is logged in to the Azure CLI: AADSTS50173: the login has been revoked: sign in again with `az login --allow-no-subscriptions`",
    });
  });

  it("names the identity when there is no ID token, and keeps the facts of the failure", () => {
    const thrown = new PalError("PAL_AUTH_FAILED", "no ID token", { statusCode: 503, retryable: true });
    expect(signInError(machine, thrown, undefined, [])).toMatchObject({
      text: "cannot sign in as the managed identity of this machine (from ARM_USE_MSI): no ID token",
      statusCode: 503,
      retryable: true,
    });
  });

  it("passes on what says itself what is wrong", () => {
    const thrown = new PalError("PAL_CONFIG_INVALID", "no such file");
    expect(signInError(machine, thrown, undefined, [])).toBe(thrown);
  });
});

describe("whoSignsIn", () => {
  it.each<{ method: SignInMethod; way: string }>([
    { method: { kind: "clientCertificate", path: secret, ...app }, way: "by certificate" },
    { method: { kind: "oidcTokenFile", path: secret, ...app }, way: "by OpenID Connect with token file" },
  ])("repeats no path of $method.kind that may be a secret", ({ method, way }) => {
    const path = `(a string of length ${secret.length} that leads nowhere, not shown)`;
    expect(whoSignsIn(method)).toBe(`${principal} ${way} ${path}`);
  });
});
