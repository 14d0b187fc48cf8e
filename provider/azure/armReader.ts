import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { PalError, type PalErrorDetails } from "../errors";
import { redact } from "../redact";
import { type ArmError, armError } from "./armError";
import { isTransient, noAnswerFrom, refused } from "./failures";
import { answerTo, type Outgoing } from "./http";
import { linkIdOf } from "./identity";
import { type JsonObject, jsonObject } from "./json";
import { limits } from "./limits";
import type { Session } from "./signIn";
import { WaitTooLong } from "./throttling";

/** One request below Azure Resource Manager (ARM) that changes nothing. */
export interface ArmRequest {
  /** What could not be done when it fails, such as `list the subscriptions of user adele`. */
  readonly what: string;
  /** Path and query, or a whole URL of ARM's own. */
  readonly url: string;
  /** Sent by POST where it is given, else the request is a GET. */
  readonly body?: JsonObject;
}

export interface ArmAnswer {
  readonly body: JsonObject;
  readonly header: (name: string) => string | undefined;
}

/** ARM for the identity of a session, for requests side by side. */
export interface ArmReader {
  /** Base URL. */
  readonly service: string;
  /** @throws PalError PAL_SERVICE_FAILED for any answer but a 200 with a JSON object. */
  read(request: ArmRequest): Promise<ArmAnswer>;
  /** The failure of a request whose answer is not what it should be. */
  malformed(request: ArmRequest, why: string): PalError;
}

/** Opens ARM. A token that is refused is replaced once, for all requests that are under way. */
export function openArmReader(session: Session): ArmReader {
  const service = session.cloud.resourceManager;
  let current = session;
  let renewal: Promise<Session> | undefined;

  function failed({ what }: ArmRequest, why: string, details: PalErrorDetails): PalError {
    return new PalError("PAL_SERVICE_FAILED", redact(`cannot ${what}: ${why}`, [current.token.token]), details);
  }

  async function send(request: ArmRequest, { token }: Session): Promise<PipelineResponse> {
    const outgoing = outgoingFor(request, service, token.token);
    try {
      return await answerTo(outgoing);
    } catch (error) {
      const { reason, retryable } = noAnswerFrom(service, error);
      const statusCode = error instanceof WaitTooLong ? { statusCode: error.statusCode } : {};
      throw failed(request, reason, { cause: error, retryable, ...statusCode });
    }
  }

  /** Undefined where another sign-in gives no other token, or another identity. */
  async function renewed(rejected: Session): Promise<Session | undefined> {
    if (current !== rejected) return current;
    renewal ??= session.renew();
    const next = await renewal;
    const isSame = linkIdOf(next.identity) === linkIdOf(session.identity);
    if (!isSame || next.token.token === rejected.token.token) return undefined;
    current = next;
    return next;
  }

  async function answerOf(request: ArmRequest): Promise<PipelineResponse> {
    const used = current;
    const answer = await send(request, used);
    if (answer.status !== 401) return answer;
    const next = await renewed(used);
    return next === undefined ? answer : await send(request, next);
  }

  const malformed: ArmReader["malformed"] = (request, why) =>
    failed(request, `the answer of ${service} ${why}`, { retryable: true });
  return {
    service,
    malformed,
    read: async (request) => {
      const answer = await answerOf(request);
      const { status, bodyAsText, headers } = answer;
      if (status !== 200) {
        const { why, ...details } = refusalIn(answer, service);
        throw failed(request, why, details);
      }
      const body = jsonObject((bodyAsText ?? "").replace(/^\uFEFF/, ""));
      if (body === undefined) throw malformed(request, "is not a JSON object; a proxy may be in between");
      return { body, header: (name) => headers.get(name) };
    },
  };
}

function outgoingFor({ url, body }: ArmRequest, service: string, token: string): Outgoing {
  return {
    method: body === undefined ? "GET" : "POST",
    url: url.startsWith("/") ? `${service}${url}` : url,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    largestBody: limits.listBody,
  };
}

interface Refusal extends Pick<PalErrorDetails, "retryable" | "statusCode" | "serviceCode"> {
  readonly why: string;
}

function refusalIn({ status, bodyAsText, headers }: PipelineResponse, service: string): Refusal {
  const arm = armError(bodyAsText ?? "");
  const requestId = headers.get("x-ms-request-id") ?? "";
  const reference = /^[\w.:-]{1,128}$/.test(requestId) ? `, request id ${requestId}` : "";
  const told =
    arm === undefined ? (refused(service, status) ?? `the answer of ${service} is not Azure's own`) : said(arm);
  const remedy =
    status === 401 ? "; the token was refused: check the cloud (environment, metadataHost) and the clock" : "";
  return {
    why: `${told} (HTTP ${status}${reference})${remedy}`,
    retryable: isTransient(status),
    statusCode: status,
    ...(arm === undefined ? {} : { serviceCode: arm.code }),
  };
}

function said({ code, message }: ArmError): string {
  const text = message.replace(/\.$/, "");
  return text === "" ? code : `${code}: ${text}`;
}
