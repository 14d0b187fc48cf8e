import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Exchange } from "../../../provider/azure/replyTracking";
import { WaitTooLong } from "../../../provider/azure/throttling";

export const secret = "not-a-secret~0123456789abcdefghijklmnop.q";
export const service = "https://login.test";
/** What the SDK says hides the reason, or names another one. */
export const saidBySdk = "AADSTS90002: Tenant not found.";

export function failed(code: string, message = "failed"): Exchange {
  return { service, failure: Object.assign(new Error(message), { code }) };
}

function replied(status: number, body: unknown): Exchange {
  return { service, reply: { status, body: typeof body === "string" ? body : JSON.stringify(body) } };
}

function throttled(): Exchange {
  const response = {
    request: createPipelineRequest({ url: service }),
    status: 429,
    headers: createHttpHeaders(),
  };
  return { ...replied(429, ""), failure: new WaitTooLong(response, 120_000) };
}

const invalidRequest = (description: string) => ({ error: "invalid_request", error_description: description });
const notEntras = (status: number) =>
  `the answer of ${service} (HTTP ${status}) is not Entra's; a proxy or firewall may be in between, or the service is failing`;
const settings = "the cloud settings (environment, metadataHost)";
const network = `; check the network and ${settings}`;
const noTls = `; that port does not speak TLS: check the proxy and ${settings}`;
const wantsPassword =
  "the proxy that this machine names requires a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT (HTTP 407)";
const throttledFor = `${service} answers HTTP 429; Azure is throttling this identity: wait 120 s before the next try`;
const checkTenant = "AADSTS90002: there is no such tenant: check the tenant ID and the cloud";
const useTheValue = "AADSTS7000215: the client secret is wrong: use the secret's value, not its id";
const wrongSecret = { error: "invalid_client", error_description: `AADSTS7000215: Invalid client secret ${secret}.` };
const unknown = `AADSTS999: Said ${secret}\r\nTrace ID: x`;
const page = `<html>${secret} AADSTS90002</html>`;
const noTenant = "AADSTS90002: Tenant not found. Trace ID: x";
const notMachines = (status: number) => notEntras(status).replace("Entra's", "that of a managed identity endpoint");
const noneOfItsOwn =
  "this machine has no system-assigned managed identity: enable it, or set clientId (ARM_CLIENT_ID) to that of a user-assigned one";
const unassigned =
  "no managed identity with this client ID is assigned to this machine: assign it, or check clientId, which must be the managed identity's, not an app registration's";

/** The last request of a sign-in, and what is said of it. */
export interface Row {
  readonly last: Exchange | undefined;
  readonly why: string;
  readonly retryable: boolean;
  readonly serviceCode?: string;
  /** Whether waiting cannot help. */
  readonly isFinal: boolean;
}

/** Most of what has a code is final, unless it may pass. */
export function row(
  last: Exchange | undefined,
  why: string,
  retryable: boolean,
  serviceCode?: string,
  isFinal = serviceCode !== undefined && !retryable,
): Row {
  return { last, why, retryable, isFinal, ...(serviceCode === undefined ? {} : { serviceCode }) };
}

/** To an application that signs in. */
export const answersToApplications: readonly (readonly [what: string, row: Row])[] = [
  [
    "a refused connection",
    row(failed("ECONNREFUSED"), `no answer from ${service}: failed (ECONNREFUSED)${network}`, true),
  ],
  ["a reset connection", row(failed("ECONNRESET"), `no answer from ${service}: failed (ECONNRESET)`, true)],
  ["a port without TLS", row(failed("EPROTO"), `no answer from ${service}: failed (EPROTO)${noTls}`, false)],
  ["200 with HTML", row(replied(200, page), notEntras(200), true)],
  ["200 with Entra's error", row(replied(200, invalidRequest(noTenant)), saidBySdk, false)],
  ["200 with a token, and a failure of this machine then", row(replied(200, { access_token: "t" }), saidBySdk, false)],
  ["200 with a list", row(replied(200, [{ access_token: "t" }]), notEntras(200), true)],
  ["302", row(replied(302, ""), notEntras(302), true)],
  ["404 with HTML", row(replied(404, page), notEntras(404), false)],
  [
    "429 with HTML",
    row(
      replied(429, page),
      `${service} is throttling this machine or identity: try again in some minutes (HTTP 429)`,
      true,
    ),
  ],
  ["410", row(replied(410, page), notEntras(410), false)],
  ["502 with HTML", row(replied(502, page), notEntras(502), true)],
  ["503 with nothing", row(replied(503, ""), notEntras(503), true)],
  ["400 with a list", row(replied(400, [invalidRequest(noTenant)]), notEntras(400), false)],
  ["400 with an error that is no text", row(replied(400, { error: { code: 5 } }), notEntras(400), false)],
  ["407", row(replied(407, page), wantsPassword, false)],
  ["407 of Entra's own", row(replied(407, invalidRequest(noTenant)), checkTenant, false, "90002")],
  ["a wait that is too long", row(throttled(), throttledFor, true)],
  ["a failure of no known code", row(failed("ESTRANGE"), `no answer from ${service}: failed (ESTRANGE)`, false)],
  [
    "an OAuth error that passes",
    row(
      replied(400, { error: "temporarily_unavailable" }),
      `${service} answers HTTP 400, temporarily_unavailable`,
      true,
    ),
  ],
  [
    "an OAuth error that quotes the secret as JSON may spell it",
    row(
      replied(400, `{"error":"invalid_client","error_description":"Wrong: ${secret.replaceAll("-", "\\u002d")}."}`),
      `${service} answers HTTP 400, invalid_client: Wrong: [secret]`,
      false,
    ),
  ],
  [
    "an OAuth error without number",
    row(
      replied(400, { error: "invalid_client", error_description: `Wrong: ${secret}.` }),
      `${service} answers HTTP 400, invalid_client: Wrong: [secret]`,
      false,
    ),
  ],
  [
    "an OAuth error alone",
    row(replied(400, { error: "invalid_client" }), `${service} answers HTTP 400, invalid_client`, false),
  ],
  ["Entra's refusal", row(replied(400, invalidRequest(noTenant)), checkTenant, false, "90002")],
  ["Entra's refusal that quotes the secret", row(replied(401, wrongSecret), useTheValue, false, "7000215")],
  [
    "a refusal of no known number",
    row(replied(400, invalidRequest(unknown)), "AADSTS999: Said [secret]", false, "999", false),
  ],
  ["Entra's own trouble", row(replied(400, invalidRequest("AADSTS90033: Busy.")), "AADSTS90033: Busy", true, "90033")],
  ["a refusal with 503", row(replied(503, invalidRequest("AADSTS999: Down.")), "AADSTS999: Down", true, "999")],
];

const noEndpoint = (reason: string) =>
  `no managed identity endpoint answers here (${reason}). Only machines and apps in Azure have one: assign an identity to this one, or turn useMsi off and sign in another way`;
const noHost = noEndpoint(`no answer from ${service}: failed (EHOSTUNREACH)`);
const notFound = invalidRequest("Identity not found");
const noSuchHere = {
  statusCode: 400,
  message: "No User Assigned or Delegated Managed Identity found for specified ClientId.",
};

/** To a managed identity of the machine, or to one that a client ID names. */
export const answersToMachines: readonly (readonly [what: string, whose: "machine" | "assigned", row: Row])[] = [
  ["nothing was sent", "machine", row(undefined, noEndpoint("AADSTS90002: Tenant not found."), false)],
  ["a host that is not there", "machine", row(failed("EHOSTUNREACH"), noHost, false)],
  [
    "IMDS without that identity",
    "assigned",
    row(replied(400, notFound), `${unassigned} (Identity not found)`, false, "invalid_request"),
  ],
  [
    "App Service without that identity",
    "assigned",
    row(replied(400, noSuchHere), `${unassigned} (${noSuchHere.message})`, false, "invalid_request"),
  ],
  ["IMDS without an identity", "machine", row(replied(400, notFound), `${noneOfItsOwn} (Identity not found)`, false)],
  [
    "App Service without an identity",
    "machine",
    row(replied(400, noSuchHere), `${noneOfItsOwn} (${noSuchHere.message})`, false),
  ],
  ["IMDS that is updated", "machine", row(replied(410, ""), notMachines(410), true)],
  [
    "IMDS that is updated, in words",
    "assigned",
    row(
      replied(410, { error: "gone", error_description: "Updating." }),
      `${service} answers HTTP 410, gone: Updating`,
      true,
    ),
  ],
  [
    "a connection that is cut",
    "machine",
    row(failed("ECONNRESET"), `no answer from ${service}: failed (ECONNRESET)`, true),
  ],
  [
    "a host that says nothing",
    "machine",
    row(
      failed("ETIMEDOUT", `no answer from ${service} within 30 s`),
      noEndpoint(`no answer from ${service} within 30 s`),
      false,
    ),
  ],
  ["a wait that is too long", "machine", row(throttled(), throttledFor, true)],
  ["a good answer, and a failure of this machine then", "machine", row(replied(200, {}), saidBySdk, false)],
  [
    "IMDS that fails",
    "assigned",
    row(replied(500, notFound), `${service} answers HTTP 500, invalid_request: Identity not found`, true),
  ],
  [
    "another refusal",
    "assigned",
    row(
      replied(400, invalidRequest("No. Identity not found")),
      `${service} answers HTTP 400, invalid_request: No. Identity not found`,
      false,
    ),
  ],
  ["Entra's refusal", "assigned", row(replied(400, invalidRequest(noTenant)), checkTenant, false, "90002")],
  ["a proxy's page", "assigned", row(replied(404, page), notMachines(404), false)],
];
