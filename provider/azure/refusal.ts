import { PalError } from "../errors";
import { redact } from "../redact";
import type { Cloud } from "./clouds";
import { isTransient, reasonOf } from "./http";
import type { SignInMethod } from "./methods";
import { nothingConfigured } from "./missingSettings";
import type { LastAnswer } from "./policies";
import { pause, WaitTooLong } from "./unanswered";

const federation =
  "no federated credential of the application matches the ID token: compare issuer, subject and audience";

/** What to do about Entra's answers, by AADSTS number. */
const remedies: Readonly<Record<string, string>> = {
  "7000215": "the client secret is wrong: use the secret's value, not its id",
  "7000222": "the client secret has expired: make a new one",
  "700016":
    "no application with this client ID in this tenant: check both, and that the application has a service principal there",
  "7000112": "the application is disabled: enable it",
  "700024":
    "the assertion has expired or is not valid yet: check this machine's clock, and get a new ID token where one is used",
  "700027": "the certificate is not one of the application's, or has been removed: upload its public part there",
  "70021": federation,
  "700211": federation,
  "700212": federation,
  "700213": federation,
  "90002": "there is no such tenant: check the tenant ID and the cloud",
  "900023": "the tenant ID is neither a GUID nor a domain name",
  "50020": "this user has no account in this tenant: have the customer invite it as a guest",
  "50034": "this user has no account in this tenant: have the customer invite it as a guest",
  "50076": "multi-factor authentication is demanded: sign in again with `az login --tenant <tenant>`",
  "50079": "multi-factor authentication is demanded: sign in again with `az login --tenant <tenant>`",
  "50173": "the login has been revoked: sign in again with `az login`",
  "53003": "Conditional Access refuses this sign-in: have the customer allow it",
  "65001": "the application lacks consent in this tenant: have an administrator grant it",
  "700082": "the login has expired: sign in again with `az login`",
};

/** Entra's own words add which issuer, subject or audience it saw. */
const quoted = new Set(["70021", "700211", "700212", "700213"]);

/** A sign-in that failed, as one line: who, by which method from which settings, why, and what to do. */
export function refusal(
  method: SignInMethod,
  cloud: Cloud,
  error: unknown,
  last: LastAnswer,
  secrets: readonly string[],
): PalError {
  const raw = redact(textOf(error), secrets);
  const source = method.source === "" ? "" : ` (from ${method.source})`;
  if (error instanceof PalError) {
    if (error.code !== "PAL_AUTH_FAILED") return error;
    return error.withText(`cannot sign in as ${whoSignsIn(method)}${source}: ${raw}`);
  }
  const number = entraNumber(raw);
  const serviceCode = number ?? (isUnassigned(method, raw) ? "invalid_request" : undefined);
  const why = number === undefined ? redact(plainReason(method, cloud, raw, last), secrets) : entraReason(number, raw);
  if (method.kind === "azureCli" && method.implied && number === undefined) {
    return new PalError("PAL_CONFIG_INVALID", nothingConfigured(`the Azure CLI gives none: ${why}`));
  }
  return new PalError("PAL_AUTH_FAILED", `cannot sign in as ${whoSignsIn(method)}${source}: ${why}`, {
    cause: new Error(raw),
    retryable: isRetryable(last),
    ...(serviceCode === undefined ? {} : { serviceCode }),
  });
}

function textOf(error: unknown): string {
  if (error instanceof PalError) return error.text;
  return error instanceof Error ? error.message : String(error);
}

/** The identity and the method, as messages name them. */
export function whoSignsIn(method: SignInMethod): string {
  switch (method.kind) {
    case "clientSecret":
      return `${servicePrincipal(method)} by client secret`;
    case "clientCertificate":
      return `${servicePrincipal(method)} by certificate ${method.path}`;
    case "oidcToken":
      return `${servicePrincipal(method)} by OpenID Connect`;
    case "oidcTokenFile":
      return `${servicePrincipal(method)} by OpenID Connect with token file ${method.path}`;
    case "oidcRequest":
      return `${servicePrincipal(method)} by OpenID Connect with the pipeline's issuer`;
    case "managedIdentity":
      return method.clientId === undefined
        ? "the managed identity of this machine"
        : `the user-assigned managed identity ${method.clientId}`;
    case "azureCli":
      return `who is logged in to the Azure CLI${method.tenantId === undefined ? "" : `, in tenant ${method.tenantId}`}`;
    case "defaultAzureCredential":
      return "the identity that DefaultAzureCredential finds";
  }
}

function servicePrincipal({ tenantId, clientId }: { readonly tenantId: string; readonly clientId: string }): string {
  return `service principal ${clientId} in tenant ${tenantId}`;
}

/** AADSTS number in an error's text, such as "7000215"; undefined when Entra did not answer with one. */
function entraNumber(text: string): string | undefined {
  const number = /AADSTS(\d+)/.exec(text)?.[1];
  if (number !== undefined) return number;
  // The SDK refuses what is no tenant ID itself.
  if (/invalid tenant id/i.test(text)) return "900023";
  // MSAL cannot read an unknown tenant's metadata and says so in words of its own.
  return /endpoints_resolution_error|invalid_tenant/.test(text) ? "90002" : undefined;
}

function entraReason(number: string, text: string): string {
  const said = (new RegExp(`AADSTS${number}:?\\s*([^]*?)(?:\\s*Trace ID:|\\r?\\n|$)`).exec(text)?.[1] ?? "").trim();
  const remedy = remedies[number];
  if (remedy === undefined) return `AADSTS${number}: ${said === "" ? oneLine(text) : said.slice(0, longest)}`;
  return quoted.has(number) && said !== ""
    ? `AADSTS${number}: ${remedy}; Entra says: ${said.slice(0, longest)}`
    : `AADSTS${number}: ${remedy}`;
}

/** The machine answers that it has no such managed identity: as final as Entra's refusal. */
function isUnassigned(method: SignInMethod, text: string): boolean {
  const isNamed = method.kind === "managedIdentity" && method.clientId !== undefined;
  return isNamed && /not found|No User Assigned/i.test(text);
}

const longest = 400;
const unreachable = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network_error|socket hang up|certificate/i;

function plainReason(method: SignInMethod, cloud: Cloud, text: string, last: LastAnswer): string {
  const failed = asksEntraAlone.has(method.kind) ? entraFailed(cloud.authority, text, last) : undefined;
  if (failed !== undefined) return failed;
  if (/aborted|timed? ?out/i.test(text)) return `no answer in time from ${endpointOf(method, cloud)}`;
  if (isUnassigned(method, text)) {
    return `no managed identity with this client ID is assigned to this machine: assign it, or check clientId, which must be the managed identity's, not an app registration's (${oneLine(text)})`;
  }
  if (method.kind === "managedIdentity") {
    return `no managed identity answers here: it does on Azure only, to a machine or app that has one (${oneLine(text)})`;
  }
  if (method.kind === "defaultAzureCredential") return `none of its sources gave a token: ${oneLine(text)}`;
  if (method.kind === "azureCli" && method.tenantId !== undefined && text.includes("az login")) {
    return `${oneLine(text)} In this tenant: \`az login --tenant ${method.tenantId}\`; the Azure SDK hides what Entra demands, such as a second factor`;
  }
  if (method.kind !== "azureCli" && unreachable.test(text))
    return `no answer from ${cloud.authority}: ${oneLine(text)}; check the network, proxy and cloud settings`;
  return oneLine(text);
}

/** No response, a non-Entra response, or a transient Entra error. */
function isRetryable({ status, failure }: LastAnswer): boolean {
  return failure !== undefined || (status !== undefined && (status < 300 || isTransient(status)));
}

/** Methods that ask Entra alone, once they have what they sign in with. */
const asksEntraAlone = new Set<SignInMethod["kind"]>([
  "clientSecret",
  "clientCertificate",
  "oidcToken",
  "oidcTokenFile",
  "oidcRequest",
]);

/** What MSAL reports as a network error, or as a form with blanks; undefined when it was something else. */
function entraFailed(authority: string, text: string, { status, failure }: LastAnswer): string | undefined {
  if (failure instanceof WaitTooLong) return `${authority} answers HTTP ${failure.statusCode}${pause(failure)}`;
  if (failure !== undefined) {
    const reason = reasonOf(failure);
    const said = reason.startsWith("no answer") ? reason : `no answer from ${authority}: ${reason}`;
    return `${said}; check the network, proxy and cloud settings`;
  }
  if (status === undefined) return undefined;
  const [, code, description] = /^(\w+): Error\(s\): .* - Description: (.*?) - Correlation ID:/s.exec(text) ?? [];
  if (code !== undefined)
    return `${authority} answers HTTP ${status}, ${code}: ${oneLine(description ?? "").replace(/\.$/, "")}`;
  if (status < 400 && !/network_error|JSON/.test(text)) return undefined;
  return `the answer of ${authority} (HTTP ${status}) is not Entra's; a proxy may be in between, or Entra is failing`;
}

function endpointOf(method: SignInMethod, cloud: Cloud): string {
  if (method.kind === "managedIdentity") return "the managed identity endpoint";
  return method.kind === "azureCli" ? "the Azure CLI" : cloud.authority;
}

function oneLine(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const told = lines.filter((line) => line !== "").join(" ");
  return told === "" ? "no reason given" : told.slice(0, longest);
}
