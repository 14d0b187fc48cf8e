import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Handler } from "hono";
import type { Caller, FaultEffect } from "./faults";
import { flood } from "./flood";
import { removeField, setField } from "./jsonFields";
import { allowsBody } from "./jsonResponse";
import type { EmulatorState } from "./state";
import type { Operation } from "./operations";

/** Environment of every route: Node's own request and response are at hand. */
export interface Env {
  Bindings: HttpBindings;
}

/** Who asks, what was learnt from the request on the way, and how it will be answered when nothing goes wrong. */
export interface Identified {
  readonly caller: Caller;
  readonly answer: () => Response | Promise<Response>;
}

type Effect<Kind extends FaultEffect["kind"]> = Extract<FaultEffect, { kind: Kind }>;

/** How an error of one of the two services looks. */
export interface Service {
  error(context: Context<Env>, effect: Effect<"status" | "aadsts">): Response;
}

const htmlPage = "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

function cut(context: Context<Env>): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function hang(context: Context<Env>): Promise<Response> {
  const { outgoing } = context.env;
  return new Promise((resolve) => {
    outgoing.once("close", () => {
      resolve(RESPONSE_ALREADY_SENT);
    });
  });
}

async function truncated(response: Response): Promise<Response> {
  if (response.body === null) {
    return response;
  }
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status, headers });
}

async function slow(response: Response, ms: number): Promise<Response> {
  if (response.body === null) {
    return response;
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const half = Math.floor(bytes.length / 2);
  let timer: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes.subarray(0, half));
      timer = setTimeout(() => {
        controller.enqueue(bytes.subarray(half));
        controller.close();
      }, ms);
    },
    // Whoever asked has gone.
    cancel: () => {
      clearTimeout(timer);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

function restated(response: Response, { status, headers: more = {} }: Effect<"status">): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) {
    headers.set(name, value);
  }
  if (allowsBody(status)) {
    return new Response(response.body, { status, headers });
  }
  headers.delete("content-type");
  return new Response(null, { status, headers });
}

async function edited(response: Response, { fields = {}, remove = [] }: Effect<"replace">): Promise<Response> {
  if (response.headers.get("content-type")?.includes("json") !== true) {
    return response;
  }
  let body: unknown = await response.json();
  for (const [path, value] of Object.entries(fields)) {
    body = setField(body, path, value);
  }
  for (const path of remove) {
    body = removeField(body, path);
  }
  return new Response(JSON.stringify(body), { status: response.status, headers: response.headers });
}

function retyped(response: Response, contentType: string): Response {
  const headers = new Headers(response.headers);
  headers.set("content-type", contentType);
  return new Response(response.body, { status: response.status, headers });
}

async function answerUnder(
  effect: FaultEffect,
  context: Context<Env>,
  service: Service,
  answer: Identified["answer"],
): Promise<Response> {
  switch (effect.kind) {
    case "status": {
      const usual = effect.when === "after" ? await answer() : undefined;
      const hasOwnBody = effect.body !== undefined || effect.code !== undefined || effect.message !== undefined;
      return usual === undefined || hasOwnBody ? service.error(context, effect) : restated(usual, effect);
    }
    case "aadsts":
      return service.error(context, effect);
    case "reset":
      if (effect.when === "after") {
        await answer();
      }
      return cut(context);
    case "delay":
      await wait(effect.ms);
      return answer();
    case "slowBody":
      return slow(await answer(), effect.ms);
    case "truncate":
      return truncated(await answer());
    case "html":
      return new Response(effect.body ?? htmlPage, {
        status: effect.status ?? 502,
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    case "replace":
      return edited(await answer(), effect);
    case "contentType":
      return retyped(await answer(), effect.contentType);
    case "flood":
      return flood(effect.bytes, effect.gzip ?? false);
    case "hang":
      return hang(context);
  }
}

/** What Azure's servers send with every answer, whatever has made it. */
function asServed(response: Response): Response {
  const { headers, body, status } = response;
  if (headers.get("content-type") === "application/json")
    headers.set("content-type", "application/json; charset=utf-8");
  if (body === null && allowsBody(status)) headers.set("content-length", "0");
  return response;
}

/**
 * Answers one operation: logs it, keeps the set latency, learns who asks, and lets a fault rule have its way.
 */
export function exchange(
  state: EmulatorState,
  service: Service,
  operation: Operation,
  identify: (context: Context<Env>) => Identified | Promise<Identified>,
): Handler<Env> {
  return async (context) => {
    const entry = state.requests.begin(operation, context.req.method, new URL(context.req.url).pathname);
    context.env.outgoing.once("close", () => {
      entry.cut();
    });
    if (state.latencyMs > 0) {
      await wait(state.latencyMs);
    }
    const { caller, answer } = await identify(context);
    const { tenantId, objectId } = caller;
    entry.from({ ...(tenantId === undefined ? {} : { tenantId }), ...(objectId === undefined ? {} : { objectId }) });
    const effect = state.faults.take(operation, caller);
    const response = effect === undefined ? await answer() : await answerUnder(effect, context, service, answer);
    if (response === RESPONSE_ALREADY_SENT) {
      return response;
    }
    entry.answered(response.status);
    return effect?.kind === "contentType" ? response : asServed(response);
  };
}
