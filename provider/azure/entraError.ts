import type { PalError } from "../errors";
import { quotable } from "../text";
import { jsonObject, stringIn } from "./json";

/** Entra's description of a failure, or that of a machine's identity endpoint. */
export interface EntraError {
  /** OAuth's code, such as `invalid_client`; empty where there is none. */
  readonly error: string;
  /** AADSTS number, such as `7000215`. */
  readonly number?: string;
  /** Without number, ids and time. */
  readonly description: string;
}

/** Takes out what a text must not show, before it is cut. */
type Redact = (text: string) => string;

/** The error in an answer's body: Entra's and IMDS's `error` and `error_description`, or App Service's `message`; undefined for any other. */
export function entraError(body: string, redact: Redact): EntraError | undefined {
  const answer = jsonObject(body) ?? {};
  const error = stringIn(answer, "error");
  const description = stringIn(answer, "error_description");
  const message = stringIn(answer, "message") ?? stringIn(answer, "Message");
  if (error !== undefined) return { error: quotable(redact(error)), ...describe(redact(description ?? "")) };
  return message === undefined ? undefined : { error: "", ...describe(redact(message)) };
}

/** The same in a text that quotes Entra, such as the Azure CLI's. */
export function entraErrorIn(text: string): EntraError | undefined {
  return /AADSTS\d/.test(text) ? { error: "", ...describe(text) } : undefined;
}

function describe(text: string): Omit<EntraError, "error"> {
  const [, number, said = ""] = /AADSTS(\d{1,9}):?([^\r\n]*)/.exec(text) ?? [];
  if (number === undefined) return { description: quotable(text) };
  return { number, description: quotable(said.split("Trace ID:")[0] ?? "") };
}

const federation =
  "no federated credential of the application matches the ID token: add one with exactly the issuer, subject and audience of the token";
const noAccount = "this user has no account in this tenant: have the customer invite it as a guest";
const secondFactor =
  "multi-factor authentication is required: sign in again with `az login --allow-no-subscriptions --tenant <tenant>`";

/** What to do about Entra's answers, by AADSTS number. */
const remedies: Readonly<Record<string, string>> = {
  "7000215": "the client secret is wrong: use the secret's value, not its id",
  "7000222": "the client secret has expired: create a new one",
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
  "50020": noAccount,
  "50034": noAccount,
  "50076": secondFactor,
  "50079": secondFactor,
  "50173": "the login has been revoked: sign in again with `az login --allow-no-subscriptions`",
  "53003": "Conditional Access refuses this sign-in: have the customer allow it",
  "65001": "the application lacks consent in this tenant: have an administrator grant it",
  "700082": "the login has expired: sign in again with `az login --allow-no-subscriptions`",
};

/** Entra's own trouble, by AADSTS number: the same sign-in may succeed a while later. */
const passing = new Set(["90006", "90012", "90024", "90033", "90055"]);

/**
 * What stays refused however often it is tried, by AADSTS number or OAuth code: the application, its credential, the tenant
 * or the machine's managed identity is not there.
 */
const final = new Set([
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
]);

/** Whether the sign-in was refused for good: trying again, or waiting, gives the same answer. */
export function isRefusedForGood({ code, serviceCode = "", retryable }: PalError): boolean {
  return code === "PAL_AUTH_FAILED" && final.has(serviceCode) && !retryable;
}

export function isPassing({ number }: EntraError): boolean {
  return number !== undefined && passing.has(number);
}

/** An answer with a number, as the reason of a failure. */
export function entraReason(number: string, description: string): string {
  const remedy = remedies[number];
  const words = description.replace(/\.$/, "");
  if (remedy === undefined) return `AADSTS${number}: ${words === "" ? "no reason given" : words}`;
  // Entra adds which issuer, subject or audience it saw; what follows that sentence leads to the documentation.
  const [said = ""] = remedy === federation ? description.split(/\.\s/) : [];
  return `AADSTS${number}: ${remedy}${said === "" ? "" : `. Entra says: ${said}`}`;
}
