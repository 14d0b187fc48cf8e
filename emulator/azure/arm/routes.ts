import type { Context, Hono } from "hono";
import { exchange, type Env } from "../exchange";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import { armAnswer, armService, identifyBearer } from "./answer";
import type { Bearer } from "./bearer";
import { listSubscriptions, listTenants } from "./lists";
import { cloudMetadata } from "./metadata";
import {
  createPartner,
  deletePartner,
  getPartner,
  listOperations,
  requireAccount,
  requireApiVersion,
  updatePartner,
} from "./partners";
import { answerNoRoute, requireAnyApiVersion } from "./routing";

type Answer = (bearer: Bearer, context: Context<Env>) => Response;
type Register = (method: string, path: string, operation: Operation, answer: Answer) => void;

const provider = "/providers/microsoft.managementpartner";

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
    on(method, `${provider}/partners${path}`, operation, (bearer, context) => {
      requireApiVersion(context.req.query("api-version"), "partners");
      requireAccount(state, bearer);
      return answer(bearer, context);
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
    requireApiVersion(context.req.query("api-version"), "operations");
    return listOperations();
  });
}

/** Azure Resource Manager: the cloud's metadata, ManagementPartner, and the lists that clients ask for on sign-in. */
export function addArmRoutes(app: Hono<Env>, state: EmulatorState): void {
  const on: Register = (method, path, operation, answer) => {
    app.on(
      method,
      path,
      exchange(state, armService, operation, (context) =>
        identifyBearer(state, context, (bearer) => answer(bearer, context)),
      ),
    );
  };
  addPartnerRoutes(state, on);
  on("GET", "/tenants", "tenants.list", (bearer, context) => {
    requireAnyApiVersion(context);
    return listTenants(state, bearer);
  });
  on("GET", "/subscriptions", "subscriptions.list", (_, context) => {
    requireAnyApiVersion(context);
    return listSubscriptions();
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
    exchange(state, armService, "unknown", (context) => identifyBearer(state, context, () => answerNoRoute(context))),
  );
}
