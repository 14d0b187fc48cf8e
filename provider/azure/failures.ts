import { quotable } from "../text";
import { BodyTooLarge } from "./httpClient";
import { limits } from "./limits";
import { proxyVariable } from "./proxy";
import { pause, WaitTooLong } from "./throttling";
import { noAnswer } from "./timeouts";

/** Why there was no answer, and whether there may be one a while later. */
export interface NoAnswer {
  /** What happened; names the host. */
  readonly why: string;
  /** The same with what to do, where that is known. */
  readonly reason: string;
  /** Nothing listens there, as far as this machine can tell. */
  readonly isUnreachable: boolean;
  readonly retryable: boolean;
}

interface Kind {
  readonly codes: readonly string[];
  readonly retryable: boolean;
  readonly isUnreachable?: boolean;
  /** @param settings - those that say where the service is. */
  readonly remedy: (service: string, settings: string) => string;
}

/** What is wrong with the machine or its network, by the code of the error. */
const kinds: readonly Kind[] = [
  {
    codes: ["ENOTFOUND", "EAI_AGAIN"],
    retryable: true,
    isUnreachable: true,
    remedy: (_, settings) => `; this machine cannot resolve that name: check the network, DNS and ${settings}`,
  },
  {
    codes: ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"],
    retryable: true,
    isUnreachable: true,
    remedy: (_, settings) => `; check the network and ${settings}`,
  },
  { codes: ["ECONNRESET", "ECONNABORTED", "ETIMEDOUT"], retryable: true, remedy: () => "" },
  {
    codes: [
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_GET_ISSUER_CERT",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "CERT_UNTRUSTED",
    ],
    retryable: false,
    remedy: () =>
      "; this machine does not trust that certificate. Where a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a PEM file with its CA certificate before `pulumi` starts",
  },
  {
    codes: ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"],
    retryable: false,
    remedy: () => `; check this machine's clock: it says ${new Date().toISOString().slice(0, 16)}Z`,
  },
  {
    codes: ["ERR_TLS_CERT_ALTNAME_INVALID"],
    retryable: false,
    remedy: (service, settings) => `; another host has answered for ${service}: check the proxy and ${settings}`,
  },
  {
    codes: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"],
    retryable: false,
    remedy: (_, settings) => `; that port does not speak TLS: check the proxy and ${settings}`,
  },
];

/**
 * Why a host gave no answer that can be read. Of the machine's own faults only those of the network may pass.
 *
 * @param settings - those that say where the service is.
 */
export function noAnswerFrom(
  service: string,
  thrown: unknown,
  settings = "the cloud settings (environment, metadataHost)",
): NoAnswer {
  const plain = (why: string, retryable: boolean, isUnreachable = false): NoAnswer => ({
    why,
    reason: why,
    retryable,
    isUnreachable,
  });
  if (thrown instanceof BodyTooLarge) return plain(thrown.message, false);
  if (thrown instanceof WaitTooLong) return plain(`${service} answers HTTP ${thrown.statusCode}${pause(thrown)}`, true);
  const { name, message, code = "" } = errorIn(thrown);
  if (name === "AbortError" || name === "TimeoutError") return plain(noAnswer(service, limits.operation), true, true);
  // Says itself who did not answer, and how long.
  if (code === "ETIMEDOUT" && message.startsWith("no answer")) return plain(message, true, true);
  const kind = kinds.find(({ codes }) => codes.includes(code));
  const { retryable = false, isUnreachable = false } = kind ?? {};
  const why = `no answer from ${service}: ${detailOf(message, code)}`;
  const reason = `${why}${throughProxy(service)}${kind?.remedy(service, settings) ?? ""}`;
  return { why, reason, retryable, isUnreachable };
}

/** Without words where each address of a host has failed. */
function detailOf(message: string, code: string): string {
  const words = quotable(message.split("\n")[0] ?? "");
  if (words === "") return code === "" ? "the connection failed" : code;
  return code === "" || /\bE[A-Z]{4,}\b/.test(words) ? words : `${words} (${code})`;
}

function throughProxy(service: string): string {
  const variable = proxyVariable(service);
  return variable === undefined ? "" : `; requests go through the proxy that ${variable} names, check that first`;
}

/** The SDKs wrap what the connection ended with; the cause has the code. */
function errorIn(thrown: unknown): NodeJS.ErrnoException {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const { cause } = thrown;
  return cause instanceof Error && cause.message !== "" ? cause : thrown;
}

/** An answer that was not given by the service that was asked, or that says no more than its status; undefined for any other. */
export function refused(service: string, status: number): string | undefined {
  if (status === 429) return `${service} is throttling this machine or identity: try again in some minutes`;
  if (status !== 407) return undefined;
  return `the proxy that ${proxyVariable() ?? "this machine"} names requires a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT`;
}

/** Whether a service that answers so may answer otherwise a while later. */
export function isTransient(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
