import type { ACEProvisioningManagementPartnerAPI, PartnerResponse } from "@azure/arm-managementpartner";
import { PalError } from "../errors";
import { redact } from "../redact";
import { attemptBound } from "./http";
import { limits, retryOptions } from "./limits";
import type { Session } from "./signIn";

/** A link as the service reports it. */
export interface LiveLink {
  readonly partnerId: string;
  /** Absent where the service does not resolve it. */
  readonly partnerName?: string;
  readonly state?: string;
  readonly version?: number;
  /** ISO 8601. */
  readonly createdTime?: string;
  /** ISO 8601. */
  readonly updatedTime?: string;
}

/** The identity's link; undefined when it has none. */
export type Observation = LiveLink | undefined;

/** The service's four operations on the link of the identity that signed in. */
export interface PartnerClient {
  /** With a partner, the look precedes a write, and a failure says which one was not made. */
  look(before?: { readonly partnerId: string }): Promise<Observation>;
  put(partnerId: string): Promise<LiveLink>;
  patch(partnerId: string): Promise<LiveLink>;
  remove(partnerId: string): Promise<void>;
}

/** Opens the service for the identity of a session. Each call is bounded, retried by the SDK, and fails with a PalError. */
export async function openPartnerClient({ cloud, token, identity }: Session): Promise<PartnerClient> {
  const { ACEProvisioningManagementPartnerAPI: Api } = await import("@azure/arm-managementpartner");
  const api: ACEProvisioningManagementPartnerAPI = new Api(
    { getToken: () => Promise.resolve(token) },
    { endpoint: cloud.resourceManager, $host: cloud.resourceManager, credentialScopes: cloud.scope, retryOptions },
  );
  api.pipeline.addPolicy(attemptBound, { afterPhase: "Retry" });
  const reading = `read the partner admin link of ${identity.label}`;
  const options = () => ({ abortSignal: AbortSignal.timeout(limits.operation) });
  const call = async <T>(what: string, send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      throw serviceError(what, error, token.token);
    }
  };
  const written = async (what: string, send: () => Promise<PartnerResponse>): Promise<LiveLink> => {
    const link = liveLink(await call(what, send));
    if (link !== undefined) return link;
    throw new PalError("PAL_SERVICE_FAILED", malformed(what), { statusCode: 200 });
  };
  return {
    look: async (before) => {
      const what = before === undefined ? reading : `link ${identity.label} to partner ${before.partnerId}: ${unread}`;
      const answer = await lookOrAbsent(() => call(what, () => api.partners.get(options())));
      if (answer === "absent" || answer.state === "Deleted") return undefined;
      const link = liveLink(answer);
      if (link === undefined) throw new PalError("PAL_SERVICE_FAILED", malformed(what), { statusCode: 200 });
      return link;
    },
    put: (partnerId) =>
      written(`link ${identity.label} to partner ${partnerId}`, () => api.partner.create(partnerId, options())),
    patch: (partnerId) =>
      written(`change the link of ${identity.label} to partner ${partnerId}`, () =>
        api.partner.update(partnerId, options()),
      ),
    remove: async (partnerId) => {
      const what = `remove the link of ${identity.label} to partner ${partnerId}`;
      let body = "";
      const onResponse = (answer: { readonly bodyAsText?: string | null }): void => {
        body = answer.bodyAsText ?? "";
      };
      await call(what, () => api.partner.delete(partnerId, { ...options(), onResponse }));
      // The service answers without a body, as far as is known; a web page is somebody else's answer.
      if (body.trim() !== "" && !isJson(body))
        throw new PalError("PAL_SERVICE_FAILED", malformed(what), { statusCode: 200 });
    },
  };
}

const unread = "the link that it has now cannot be read";

async function lookOrAbsent<T>(look: () => Promise<T>): Promise<T | "absent"> {
  try {
    return await look();
  } catch (error) {
    if (isAbsent(error)) return "absent";
    throw error;
  }
}

/** ARM's own answers when a path leads nowhere; they say nothing about a link. */
const routingCode =
  /^(InvalidResourceNamespace|InvalidResourceType|NoRegisteredProviderFound|MissingApiVersionParameter|InvalidApiVersionParameter|ResourceProviderNotFound)$/i;

/** Whether the service said that there is no such link, rather than failing to answer. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof PalError) || error.statusCode !== 404) return false;
  return error.serviceCode !== undefined && !routingCode.test(error.serviceCode);
}

/** Whether a PUT met a link that exists, to whichever partner; the status of that answer is not recorded. */
export function isAlreadyLinked(error: unknown): boolean {
  return error instanceof PalError && (error.statusCode === 409 || error.serviceCode === "PartnerIdAlreadyLinked");
}

/** Whether a PATCH met no link; the status of that answer is not recorded either. */
export function isNotLinked(error: unknown): boolean {
  if (isAbsent(error)) return true;
  return (
    error instanceof PalError && error.statusCode === 400 && /^(Resource)?NotFound$/i.test(error.serviceCode ?? "")
  );
}

/** Whether a write may have happened although its answer did not say so. */
export function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof PalError) || error.code !== "PAL_SERVICE_FAILED") return false;
  const { statusCode } = error;
  return (
    statusCode === undefined || statusCode === 200 || statusCode === 500 || statusCode === 502 || statusCode === 504
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function malformed(what: string): string {
  return `cannot ${what}: Azure's answer is not a partner object; a proxy may be in between`;
}

function liveLink(answer: PartnerResponse): Observation {
  const { partnerId, partnerName, state, version, createdTime, updatedTime } = answer;
  if (typeof partnerId !== "string" || partnerId === "") return undefined;
  const link = {
    partnerId,
    partnerName,
    state,
    version,
    createdTime: isoTime(createdTime),
    updatedTime: isoTime(updatedTime),
  };
  const present = Object.entries(link).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(present) as unknown as LiveLink;
}

function isoTime(time: Date | undefined): string | undefined {
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

interface SdkError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: {
    readonly bodyAsText?: string | null;
    readonly headers?: { get(name: string): string | undefined };
  };
}

function armError(body: string | null | undefined): { code?: string; message?: string } | undefined {
  try {
    const { error } = JSON.parse(body ?? "") as { error?: { code?: string; message?: string } };
    return typeof error?.code === "string" ? error : undefined;
  } catch {
    return undefined;
  }
}

function serviceError(what: string, thrown: unknown, token: string): PalError {
  const error = thrown as SdkError;
  const arm = armError(error.response?.bodyAsText);
  const requestId = error.response?.headers?.get("x-ms-request-id");
  const status = error.statusCode === undefined ? (error.code ?? error.name) : `HTTP ${error.statusCode}`;
  const said = arm === undefined ? plainReason(error) : `${arm.code ?? ""}: ${arm.message ?? ""}`;
  const id = requestId === undefined ? "" : `, request id ${requestId}`;
  const text = `cannot ${what}: ${said} (${status}${id})${remedy(arm, error.statusCode)}`;
  return new PalError("PAL_SERVICE_FAILED", redact(text, [token]), {
    ...(error.statusCode === undefined ? {} : { statusCode: error.statusCode }),
    ...(arm?.code === undefined ? {} : { serviceCode: arm.code }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

function plainReason(error: SdkError): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "no answer in time";
  if (error.statusCode !== undefined)
    return "Azure's answer is not one of the service's; a proxy may be in between, or the service is failing";
  return error.message.split("\n")[0] ?? "no reason given";
}

function remedy(arm: { code?: string; message?: string } | undefined, statusCode: number | undefined): string {
  const said = arm?.message ?? "";
  if (/does not have an account in this tenant/i.test(said)) {
    return "; have the customer add this identity to the tenant as guest, directory account or service principal: delegated CSP access cannot be linked";
  }
  if (/record for this partner ID|partner ID is not valid/i.test(said)) {
    return "; use a location account's partner ID (Partner Center > Account settings > Business locations), not the global account's: the first location is usually global + 1";
  }
  if (statusCode === 401) return "; the token was refused: check the cloud (environment, metadataHost) and the clock";
  return "";
}
