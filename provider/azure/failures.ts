import { quotable } from "../text";
import { BodyTooLarge } from "./httpClient";
import { limits } from "./limits";
import { proxyVariable } from "./proxy";
import { noAnswer } from "./timeouts";

/** Why there was no answer, and whether there may be one a while later. */
export interface NoAnswer {
  /** What happened; names the host. */
  readonly why: string;
  /** The same with what to do, where that is known. */
  readonly reason: string;
  readonly retryable: boolean;
}

interface Kind {
  readonly codes: readonly string[];
  readonly retryable: boolean;
  readonly remedy: (service: string) => string;
}

const settings = "the cloud settings (environment, metadataHost)";

/** What is wrong with the machine or its network, by the code of the error. */
const kinds: readonly Kind[] = [
  {
    codes: ["ENOTFOUND", "EAI_AGAIN"],
    retryable: true,
    remedy: () => `; this machine cannot resolve that name: check the network, DNS and ${settings}`,
  },
  {
    codes: ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"],
    retryable: true,
    remedy: () => `; check the network and ${settings}`,
  },
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
    remedy: (service) => `; another host has answered for ${service}: check the proxy and ${settings}`,
  },
  {
    codes: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"],
    retryable: false,
    remedy: () => `; that port does not speak TLS: check the proxy and ${settings}`,
  },
];

/** Why a host gave no answer that can be read. Of the machine's own faults only those of the network may pass. */
export function noAnswerFrom(service: string, thrown: unknown): NoAnswer {
  if (thrown instanceof BodyTooLarge) return plain(thrown.message, false);
  const { name, message, code = "" } = errorIn(thrown);
  if (name === "AbortError" || name === "TimeoutError") return plain(noAnswer(service, limits.operation), true);
  // Says itself who did not answer, and how long.
  if (code === "ETIMEDOUT" && message.startsWith("no answer")) return plain(message, true);
  const kind = kinds.find(({ codes }) => codes.includes(code));
  const why = `no answer from ${service}: ${detailOf(message, code)}`;
  return { why, reason: `${why}${throughProxy()}${kind?.remedy(service) ?? ""}`, retryable: kind?.retryable ?? true };
}

function plain(why: string, retryable: boolean): NoAnswer {
  return { why, reason: why, retryable };
}

/** Without words where each address of a host has failed. */
function detailOf(message: string, code: string): string {
  const words = quotable(message.split("\n")[0] ?? "");
  if (words === "") return code === "" ? "the connection failed" : code;
  return code === "" || /\bE[A-Z]{4,}\b/.test(words) ? words : `${words} (${code})`;
}

function throughProxy(): string {
  const variable = proxyVariable();
  return variable === undefined ? "" : `; requests go through the proxy that ${variable} names, check that first`;
}

/** The SDKs wrap what the connection ended with; the cause has the code. */
function errorIn(thrown: unknown): NodeJS.ErrnoException {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const { cause } = thrown;
  return cause instanceof Error && cause.message !== "" ? cause : thrown;
}

/** The proxy's own answer to a request that it did not pass on; undefined for any other. */
export function refusedByProxy(status: number): string | undefined {
  if (status !== 407) return undefined;
  return `the proxy that ${proxyVariable() ?? "this machine"} names wants a user name and password: put them into its URL, as http://USER:PASSWORD@HOST:PORT`;
}

/** Whether a service that answers so may answer otherwise a while later. */
export function isTransient(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
