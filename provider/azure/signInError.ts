import { PalError, type PalErrorDetails } from "../errors";
import { redact } from "../redact";
import { quotable } from "../text";
import { entraError, entraErrorIn, entraReason, type EntraError, isPassing } from "./entraError";
import { isTransient, noAnswerFrom, refused } from "./failures";
import { jsonObject } from "./json";
import type { SignInMethod } from "./methods";
import { nothingConfigured } from "./settingErrors";
import type { Exchange } from "./replyTracking";
import { azLogin, howToSignIn, platform } from "./platform";
import { proxyVariable } from "./proxy";
import { shownPath } from "./smallFile";

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
  const clean = (text: string): string => redact(text, secrets);
  const text = clean(textOf(thrown));
  const who = `cannot sign in as ${whoSignsIn(method)}${method.source === "" ? "" : ` (from ${method.source})`}`;
  if (thrown instanceof PalError)
    return thrown.code === "PAL_AUTH_FAILED" ? thrown.withText(`${who}: ${text}`) : thrown;
  if (method.kind === "azureCli" && method.implied) {
    const nothing = noLogin(text);
    if (nothing !== undefined) return new PalError("PAL_CONFIG_INVALID", nothingConfigured(nothing, method.tenantId));
  }
  const { why, ...facts } = reasonOf(method, text, last, clean);
  return new PalError("PAL_AUTH_FAILED", `${who}: ${why}`, { cause: new Error(text), ...facts });
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
      return `the account that is logged in to the Azure CLI${method.tenantId === undefined ? "" : `, in tenant ${method.tenantId}`}`;
    case "defaultAzureCredential":
      return "the identity that DefaultAzureCredential finds";
  }
}

function servicePrincipal({ tenantId, clientId }: { readonly tenantId: string; readonly clientId: string }): string {
  return `service principal ${clientId} in tenant ${tenantId}`;
}

type Clean = (text: string) => string;

function reasonOf(method: SignInMethod, text: string, last: Exchange | undefined, clean: Clean): Reason {
  switch (method.kind) {
    case "azureCli":
      return ofOthers(text, () => cliReason(method.tenantId, text));
    case "defaultAzureCredential":
      // It asks several sources; the last request need not be the one that matters.
      return ofOthers(text, () => `none of its sources gave a token: ${quotable(text)}`);
    case "managedIdentity":
      return last === undefined ? { why: noManagedIdentity(text) } : ofExchange(method, last, text, clean);
    default:
      return last === undefined ? ofOthers(text, () => quotable(text)) : ofExchange(method, last, text, clean);
  }
}

/** The reason that another program, or the SDK itself, has put into words. */
function ofOthers(text: string, plain: () => string): Reason {
  const answer = entraErrorIn(text);
  return answer?.number === undefined ? { why: plain() } : ofEntra(answer, answer.number, 400);
}

function ofExchange(method: SignInMethod, last: Exchange, text: string, clean: Clean): Reason {
  const { service, reply, failure } = last;
  const isMachine = method.kind === "managedIdentity";
  if (reply === undefined || failure !== undefined) {
    const { why, reason, retryable, isUnreachable } = noAnswerFrom(service, failure);
    const proxy = isMachine ? proxyVariable(service) : undefined;
    if (proxy !== undefined) return { why: `${reason}; exempt ${new URL(service).hostname} in NO_PROXY`, retryable };
    // No machine gets a managed identity by waiting.
    return isMachine && isUnreachable ? { why: noManagedIdentity(why) } : { why: reason, retryable };
  }
  const { status, body } = reply;
  const answer = status < 400 ? undefined : entraError(body, clean);
  if (answer?.number !== undefined) return ofEntra(answer, answer.number, status);
  if (answer !== undefined && isUnassigned(status, answer)) return unassigned(method, answer);
  // A machine's endpoint answers 410 while it is updated.
  const retryable = isTransient(status) || (isMachine && status === 410) || answer?.error === "temporarily_unavailable";
  if (answer !== undefined) return { why: `${service} answers HTTP ${status}${said(answer)}`, retryable };
  const told = refused(service, status);
  if (told !== undefined) return { why: `${told} (HTTP ${status})`, retryable };
  // It was a good answer, and what failed came after it.
  if (status < 300 && jsonObject(body) !== undefined) return { why: quotable(text) };
  const whose = isMachine ? "that of a managed identity endpoint" : "Entra's";
  return {
    why: `the answer of ${service} (HTTP ${status}) is not ${whose}; a proxy or firewall may be in between, or the service is failing`,
    retryable: status < 400 || retryable,
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

/** The machine answers that it has no such managed identity. */
function isUnassigned(status: number, { description }: EntraError): boolean {
  return status >= 400 && status < 500 && /^Identity not found|^No User Assigned/i.test(description);
}

function unassigned(method: SignInMethod, { description }: EntraError): Reason {
  if (method.kind !== "managedIdentity" || method.clientId === undefined) {
    const why = `this machine has no system-assigned managed identity: enable it, or set clientId (ARM_CLIENT_ID) to that of a user-assigned one (${description})`;
    return { why };
  }
  const why = `no managed identity with this client ID is assigned to this machine: assign it, or check clientId, which must be the managed identity's, not an app registration's (${description})`;
  // As final as Entra's refusal.
  return { why, serviceCode: "invalid_request" };
}

function noManagedIdentity(why: string): string {
  const instead = platform() === "elsewhere" ? "" : `. ${howToSignIn()}`;
  return `no managed identity endpoint answers here (${quotable(why)}). Only machines and apps in Azure have one: assign an identity to this one, or turn useMsi off and sign in another way${instead}`;
}

const notInstalled = "the Azure CLI is not installed";
const notLoggedIn = "the Azure CLI has no login that works here";

/** Why the SDK cannot use the Azure CLI, if it is not installed or not logged in; undefined for other failures. */
function noLogin(text: string): string | undefined {
  if (/Azure CLI could not be found/i.test(text)) return notInstalled;
  return /run 'az login'/i.test(text) ? notLoggedIn : undefined;
}

function cliReason(tenantId: string | undefined, text: string): string {
  const reason = noLogin(text) ?? quotable(text);
  return reason === notLoggedIn ? `${reason}: run ${azLogin(tenantId)}` : reason;
}
