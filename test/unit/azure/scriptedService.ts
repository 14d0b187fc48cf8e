import { Readable } from "node:stream";
import type * as Rest from "@azure/core-rest-pipeline";
import type { Identity } from "../../../provider/azure/identity";
import type { Session } from "../../../provider/azure/signIn";
import { declared, identity, objectId, tenantId } from "../fixtures";

/** An answer of the service as it goes over the wire, or what became of the connection instead. */
export type Answer =
  { readonly status: number; readonly body?: unknown; readonly requestId?: string } | "cut" | "refused";

let answers: Answer[] = [];
let requests: string[] = [];

const { createHttpHeaders, RestError, ...rest } = jest.requireActual<typeof Rest>("@azure/core-rest-pipeline");

const httpClient: Rest.HttpClient = {
  sendRequest: (request) => {
    const [, token = ""] = (request.headers.get("authorization") ?? "").split(" ");
    requests.push(`${request.method} ${new URL(request.url).pathname.split("/").slice(-2).join("/")} ${token}`);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) return Promise.reject(new Error("the script has no answer"));
    if (answer === "cut") return Promise.reject(new RestError("socket hang up", { code: "ECONNRESET", request }));
    if (answer === "refused")
      return Promise.reject(new RestError("connect refused", { code: "ECONNREFUSED", request }));
    const { status, body = "", requestId } = answer;
    const headers = createHttpHeaders(requestId === undefined ? {} : { "x-ms-request-id": requestId });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve({ request, status, headers, readableStreamBody: Readable.from([Buffer.from(text)]) });
  },
};

/** The pipeline as it is, over a script instead of the network; the last answer is repeated. */
export function pipelineOverScript(): typeof Rest {
  return { ...rest, createHttpHeaders, RestError, createDefaultHttpClient: () => httpClient };
}

/** Lets the service answer so from now on; gives the requests that came: method, end of the path, token. */
export function serviceAnswers(...script: readonly Answer[]): string[] {
  answers = [...script];
  requests = [];
  return requests;
}

const cloud: Session["cloud"] = {
  authority: "https://login.test",
  resourceManager: "https://arm.test",
  scope: "https://arm.test/.default",
  skipInstanceDiscovery: true,
};

/** A session that signs in again as the next one of `renewals`, or fails with it. */
export function sessionWith(
  token: string,
  who: Identity = identity,
  renewals: readonly (Session | Error)[] = [],
): Session {
  const left = [...renewals];
  return {
    identity: who,
    cloud,
    token: { token, expiresOnTimestamp: Date.now() + 3_600_000 },
    renew: () => {
      const next = left.shift() ?? new Error("no renewal is left");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
}

/** A partner object as the service writes it. */
export function partnerObject(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "/providers/Microsoft.ManagementPartner/partners/1234567",
    type: "Microsoft.ManagementPartner/partners",
    properties: {
      partnerId: declared,
      partnerName: "Contoso",
      tenantId,
      objectId,
      state: "Active",
      version: 3,
      ...change,
    },
  };
}
