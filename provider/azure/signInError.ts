import { PalError, type PalErrorDetails } from "../errors";
import { redact } from "../redact";
import { quotable } from "../text";
import { entraError, entraErrorIn, entraReason, type EntraError, isPassing } from "./entraError";
import { isTransient, noAnswerFrom, refusedByProxy } from "./failures";
import type { SignInMethod } from "./methods";
import { nothingConfigured } from "./missingSettings";
import type { Exchange } from "./replyTracking";
import { azLogin, howToSignIn, platform } from "./platform";
import { shownPath } from "./smallFile";
import { pause, WaitTooLong } from "./throttling";

/** Why a sign-in failed. */
interface Reason extends Pick<PalErrorDetails, "retryable" | "serviceCode"> {
  readonly why: string;
}

/**
 * A sign-in that failed, as one line: who, by which method from which settings, why, and what to do.
 *
 * @param last - the last request, which is asked for the reason: what the SDK says hides it.
 */
export function signInError(
  method: SignInMethod,
  thrown: unknown,
  last: Exchange | undefined,
  secrets: readonly string[],
): PalError {
  const text = redact(textOf(thrown), secrets);
  const who = `cannot sign in as ${whoSignsIn(method)}${method.source === "" ? "" : ` (from ${method.source})`}`;
  if (thrown instanceof PalError)
    return thrown.code === "PAL_AUTH_FAILED" ? thrown.withText(`${who}: ${text}`) : thrown;
  const { why: reason, ...facts } = reasonOf(
    method,
    text,
    last === undefined ? undefined : withoutSecrets(last, secrets),
  );
  if (method.kind === "azureCli" && method.implied && facts.serviceCode === undefined)
    return new PalError("PAL_CONFIG_INVALID", nothingConfigured(reason, method.tenantId));
  return new PalError("PAL_AUTH_FAILED", `${who}: ${reason}`, { cause: new Error(text), ...facts });
}

function withoutSecrets(exchange: Exchange, secrets: readonly string[]): Exchange {
  const { reply } = exchange;
  return reply === undefined ? exchange : { ...exchange, reply: { ...reply, body: redact(reply.body, secrets) } };
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
      return `${servicePrincipal(method)} by certificate ${shownPath(method.path)}`;
    case "oidcToken":
      return `${servicePrincipal(method)} by OpenID Connect`;
    case "oidcTokenFile":
      return `${servicePrincipal(method)} by OpenID Connect with token file ${shownPath(method.path)}`;
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

function reasonOf(method: SignInMethod, text: string, last: Exchange | undefined): Reason {
  switch (method.kind) {
    case "azureCli":
      return ofOthers(text, () => cliReason(method, text));
    case "defaultAzureCredential":
      // It asks several sources; the last request need not be the one that matters.
      return ofOthers(text, () => `none of its sources gave a token: ${quotable(text)}`);
    case "managedIdentity":
      return last === undefined ? { why: noManagedIdentity(text) } : ofExchange(method, last);
    default:
      return last === undefined ? ofOthers(text, () => quotable(text)) : ofExchange(method, last);
  }
}

/** The reason that another program, or the SDK itself, has put into words. */
function ofOthers(text: string, plain: () => string): Reason {
  const answer = entraErrorIn(text);
  return answer?.number === undefined ? { why: plain() } : ofEntra(answer, answer.number, 400);
}

function ofExchange(method: SignInMethod, { service, reply, failure }: Exchange): Reason {
  if (failure instanceof WaitTooLong)
    return { why: `${service} answers HTTP ${failure.statusCode}${pause(failure)}`, retryable: true };
  if (reply === undefined) {
    const { why, reason, retryable } = noAnswerFrom(service, failure);
    // No machine gets a managed identity by waiting.
    return method.kind === "managedIdentity" ? { why: noManagedIdentity(why) } : { why: reason, retryable };
  }
  const { status, body } = reply;
  const proxy = refusedByProxy(status);
  if (proxy !== undefined) return { why: `${proxy} (HTTP ${status})` };
  const answer = status < 400 ? undefined : entraError(body);
  if (answer?.number !== undefined) return ofEntra(answer, answer.number, status);
  if (answer !== undefined && isUnassigned(method, status, answer)) {
    const why = `no managed identity with this client ID is assigned to this machine: assign it, or check clientId, which must be the managed identity's, not an app registration's (${answer.description})`;
    return { why, serviceCode: "invalid_request" };
  }
  const retryable = status < 400 || isTransient(status);
  if (answer !== undefined) return { why: `${service} answers HTTP ${status}${said(answer)}`, retryable };
  const whose = method.kind === "managedIdentity" ? "that of a managed identity endpoint" : "Entra's";
  return {
    why: `the answer of ${service} (HTTP ${status}) is not ${whose}; a proxy or firewall may be in between, or the service is failing`,
    retryable,
  };
}

function ofEntra(answer: EntraError, number: string, status: number): Reason {
  return {
    why: entraReason(number, answer.description),
    serviceCode: number,
    retryable: isPassing(answer) || isTransient(status),
  };
}

function said({ error, description }: EntraError): string {
  const words = [error, description.replace(/\.$/, "")].filter((part) => part !== "");
  return words.length === 0 ? "" : `, ${words.join(": ")}`;
}

/** The machine answers that it has no such managed identity: as final as Entra's refusal. */
function isUnassigned(method: SignInMethod, status: number, { description }: EntraError): boolean {
  const isNamed = method.kind === "managedIdentity" && method.clientId !== undefined;
  return isNamed && status >= 400 && status < 500 && /^Identity not found|^No User Assigned/i.test(description);
}

function noManagedIdentity(why: string): string {
  const instead = platform() === "elsewhere" ? "" : `. ${howToSignIn()}`;
  return `no managed identity endpoint answers here (${quotable(why)}). Only machines and apps in Azure have one: assign an identity to this one, or turn useMsi off and sign in another way${instead}`;
}

/** What the SDK makes of each failure of the Azure CLI, in fewer words. */
function cliReason({ tenantId, implied }: Extract<SignInMethod, { kind: "azureCli" }>, text: string): string {
  if (/could not be found/i.test(text)) return "the Azure CLI is not installed";
  if (!/az login/i.test(text)) return quotable(text);
  const reason = "the Azure CLI has no login that works here";
  return implied ? reason : `${reason}: run ${azLogin(tenantId)}`;
}
