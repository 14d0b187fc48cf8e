import type { Context, Hono } from "hono";
import { addAccessRoutes } from "../access/routes";
import { exchange, type Env } from "../exchange";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import { armAnswer, armService, identifyBearer } from "./answer";
import { cloudMetadata } from "./metadata";
import { createPartner, deletePartner, getPartner, listOperations, requireAccount, updatePartner } from "./partners";
import { requireAnyApiVersion, requireApiVersion } from "./providerTypes";
import { registerOn, type Answer, type Register } from "./register";
import { answerNoRoute } from "./routing";
import { listTenants } from "./tenants";

const namespace = "Microsoft.ManagementPartner";
const provider = `/providers/${namespace.toLowerCase()}`;

/** The partner ID as the client wrote it: routes are matched in lower case. */
function partnerIdIn(context: Context<Env>): string {
  const segment = new URL(context.req.url).pathname.replace(/^\/+/, "").split("/")[3] ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function addPartnerRoutes(state: EmulatorState, on: Register): void {
  const onPartners = (method: string, path: string, operation: Operation, answer: Answer) => {
    on(method, `${provider}/partners${path}`, operation, (bearer, context, body) => {
      requireApiVersion(context, namespace, "partners");
      requireAccount(state, bearer);
      return answer(bearer, context, body);
    });
  };
  onPartners("GET", "", "partners.get", (bearer) => getPartner(state, bearer, undefined));
  onPartners("GET", "/:id", "partner.get", (bearer, context) => getPartner(state, bearer, partnerIdIn(context)));
  onPartners("PUT", "/:id", "partner.create", (bearer, context) => createPartner(state, bearer, partnerIdIn(context)));
  onPartners("PATCH", "/:id", "partner.update", (bearer, context) =>
    updatePartner(state, bearer, partnerIdIn(context)),
  );
  onPartners("DELETE", "/:id", "partner.delete", (bearer, context) =>
    deletePartner(state, bearer, partnerIdIn(context)),
  );
  on("GET", `${provider}/operations`, "operation.list", (_, context) => {
    requireApiVersion(context, namespace, "operations");
    return listOperations();
  });
}

/** Azure Resource Manager: the cloud's metadata, ManagementPartner, and the lists that clients ask for on sign-in. */
export function addArmRoutes(app: Hono<Env>, state: EmulatorState): void {
  const on = registerOn(app, state);
  addPartnerRoutes(state, on);
  addAccessRoutes(state, on);
  on("GET", "/tenants", "tenants.list", (bearer, context) => {
    requireAnyApiVersion(context);
    return listTenants(state, context, bearer);
  });
  app.get(
    "/metadata/endpoints",
    exchange(state, armService, "metadata.get", (context) => ({
      caller: {},
      answer: () => armAnswer(context, () => cloudMetadata(state, context)),
    })),
  );
}

/** What ARM says to requests that no route takes. To be added after all others. */
export function addUnknownRoutes(app: Hono<Env>, state: EmulatorState): void {
  app.all(
    "*",
    exchange(state, armService, "unknown", (context) =>
      identifyBearer(state, context, () => answerNoRoute(state, context)),
    ),
  );
}
