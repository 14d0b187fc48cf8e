import { once } from "node:events";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { urlToHttpOptions } from "node:url";
import type { Emulator, Identity } from "../../emulator/azure";

/** A request as plain HTTPS, without any Azure client in between. */
export interface PlainRequest {
  readonly method?: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request that is still to be sent, to an emulator whose own certificate authority alone is trusted. */
export function prepare(emulator: Emulator, { method = "GET", path, headers = {} }: PlainRequest): ClientRequest {
  return request({
    ...urlToHttpOptions(new URL(emulator.url)),
    ca: emulator.caCertificate,
    // The name in the Host header is under test; the certificate is checked against the address.
    servername: "",
    agent: false,
    method,
    path,
    headers,
  });
}

/** Sends a request, and leaves the body of its answer to be read. */
export async function receive(emulator: Emulator, plain: PlainRequest): Promise<IncomingMessage> {
  const outgoing = prepare(emulator, plain);
  outgoing.end(plain.body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return incoming;
}

/** Sends a request and reads the whole answer. */
export async function send(emulator: Emulator, plain: PlainRequest): Promise<PlainAnswer> {
  const incoming = await receive(emulator, plain);
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text: await text(incoming) };
}

/** The body of an answer, which must be JSON. */
export function json(answer: PlainAnswer): unknown {
  return JSON.parse(answer.text);
}

/** `"404 NotFound"`: status and error code of an answer of ARM; `"200"` for one without an error. */
export function outcome(answer: PlainAnswer): string {
  const { error } = (answer.text === "" ? {} : json(answer)) as { error?: { code: string } };
  return error === undefined ? String(answer.status) : `${answer.status} ${error.code}`;
}

export const customerTenant = "11111111-1111-4111-8111-111111111111";
export const partnerTenant = "22222222-2222-4222-8222-222222222222";

/** The service principal of the built-in directory's first tenant. */
export const deployer = {
  tenantId: customerTenant,
  objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
  clientId: "11111111-cccc-4ccc-8ccc-000000000001",
  clientSecret: "not-a-secret-contoso-deploy",
} as const;

/** A user of the first tenant who is a guest there, and the same user at home in the second. */
export const guest = { tenantId: customerTenant, objectId: "11111111-aaaa-4aaa-8aaa-000000000004" } as const;
export const guestAtHome = { tenantId: partnerTenant, objectId: "22222222-aaaa-4aaa-8aaa-000000000002" } as const;

export const locationPartner = "123456";
export const otherLocationPartner = "654321";
export const globalPartner = "123455";

/** The partners route with the one api-version there is. */
export function partnersPath(partnerId?: string): string {
  const collection = "/providers/Microsoft.ManagementPartner/partners";
  return `${partnerId === undefined ? collection : `${collection}/${partnerId}`}?api-version=2018-02-01`;
}

/** Sends a request to ARM as one identity. */
export async function sendAs(emulator: Emulator, identity: Identity, request: PlainRequest): Promise<PlainAnswer> {
  const token = await emulator.issueToken(identity);
  return send(emulator, { ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } });
}

/** One of the partner operations as the built-in service principal. */
export function operate(emulator: Emulator, method: string, partnerId?: string): Promise<PlainAnswer> {
  return sendAs(emulator, deployer, { method, path: partnersPath(partnerId) });
}

/** Asks the token endpoint; fields set to `undefined` are left out. */
export function askForToken(
  emulator: Emulator,
  changes: Readonly<Record<string, string | undefined>> = {},
  options: { readonly tenant?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<PlainAnswer> {
  const fields: Record<string, string | undefined> = {
    grant_type: "client_credentials",
    client_id: deployer.clientId,
    client_secret: deployer.clientSecret,
    scope: `${emulator.url}/.default`,
    ...changes,
  };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      form.set(name, value);
    }
  }
  return send(emulator, {
    method: "POST",
    path: `/${options.tenant ?? customerTenant}/oauth2/v2.0/token`,
    headers: { "content-type": "application/x-www-form-urlencoded", ...options.headers },
    body: form.toString(),
  });
}

/** The AADSTS number of an error of the token endpoint. */
export function aadstsCode(answer: PlainAnswer): number | undefined {
  return (json(answer) as { error_codes?: number[] }).error_codes?.[0];
}
