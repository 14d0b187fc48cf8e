import type { Context, Hono } from "hono";
import type { Env } from "../exchange";
import { readFault } from "../readFault";
import { setLink } from "../setLink";
import type { EmulatorState } from "../state";
import { digits, integer, InvalidInput, nullable, object, type Reader, unchecked } from "../validate";
import { AdminRefusal, refusalOf, requireLoopback } from "./guard";

type Handler = (context: Context<Env>) => Response | Promise<Response>;

const linkBody = object<{ partnerId: string | null }>({ partnerId: nullable(digits) }, {});
const latencyBody = object<{ ms: number }>({ ms: integer(0, 600_000) }, {});

async function readBody<T>(context: Context<Env>, reader: Reader<T>): Promise<T> {
  // A page in a browser can send other content types across origins without asking first.
  if (!/^application\/json\b/i.test(context.req.header("content-type") ?? "")) {
    throw new AdminRefusal(415, "The body must be JSON: send Content-Type: application/json.");
  }
  const body = await context.req.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new InvalidInput("body: is not JSON");
  }
  return reader(parsed, "body");
}

async function putLink(state: EmulatorState, context: Context<Env>): Promise<Response> {
  const identity = { tenantId: context.req.param("tenantId") ?? "", objectId: context.req.param("objectId") ?? "" };
  if (state.directory.principal(identity.tenantId, identity.objectId) === undefined) {
    throw new AdminRefusal(404, `The directory has no principal ${identity.objectId} in tenant ${identity.tenantId}.`);
  }
  const { partnerId } = await readBody(context, linkBody);
  return Response.json(setLink(state, identity, partnerId) ?? null);
}

function done(): Response {
  return new Response(null, { status: 204 });
}

/** Routes by which a person or another process does what the methods of the emulator do. */
export function addAdminRoutes(app: Hono<Env>, state: EmulatorState): void {
  const on = (method: string, path: string, handler: Handler) => {
    app.on(method, `/_emulator${path}`, async (context) => {
      try {
        requireLoopback(context, state.origin);
        return await handler(context);
      } catch (error) {
        return refusalOf(error);
      }
    });
  };
  on("GET", "/links", () => Response.json(state.links.all()));
  on("PUT", "/links/:tenantId/:objectId", (context) => putLink(state, context));
  on("GET", "/requests", () => Response.json(state.requests.all()));
  on("DELETE", "/requests", () => {
    state.requests.clear();
    return done();
  });
  on("GET", "/faults", () => Response.json(state.faults.all()));
  on("POST", "/faults", async (context) =>
    Response.json(state.faults.add(await readBody(context, readFault)), { status: 201 }),
  );
  on("DELETE", "/faults", () => {
    state.faults.clear();
    return done();
  });
  on("GET", "/access", () => Response.json(state.directory.access.access));
  on("PUT", "/access", async (context) => {
    state.directory.replaceAccess(await readBody(context, unchecked), "body");
    return done();
  });
  on("PUT", "/latency", async (context) => {
    const { ms } = await readBody(context, latencyBody);
    state.latencyMs = ms;
    return Response.json({ ms });
  });
  app.all("/_emulator/*", (context) =>
    refusalOf(new AdminRefusal(404, `There is no ${context.req.method} ${new URL(context.req.url).pathname} here.`)),
  );
}
