import type { Context } from "hono";
import type { Env } from "../exchange";
import { refuse } from "./errors";

const resourceTypes: Readonly<Record<string, readonly string[]>> = {
  partners: ["GET", "PUT", "PATCH", "DELETE"],
  operations: ["GET"],
};

/** @throws ArmRefusal when a request names no api-version. */
export function requireAnyApiVersion(context: Context<Env>): void {
  const version = context.req.query("api-version");
  if (version === undefined || version === "") {
    throw refuse(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) {
    throw refuse(400, "InvalidApiVersionParameter", `The api-version '${version}' is invalid.`);
  }
}

function refuseProviderPath(context: Context<Env>, namespace: string, type: string): never {
  if (namespace.toLowerCase() !== "microsoft.managementpartner") {
    throw refuse(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`);
  }
  const methods = resourceTypes[type.toLowerCase()];
  if (methods === undefined) {
    throw refuse(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${context.req.query("api-version") ?? ""}'. The supported api-versions are '2018-02-01'.`,
    );
  }
  throw refuse(405, "MethodNotAllowed", `The requested resource does not support http method '${context.req.method}'.`);
}

/**
 * What ARM says to a request that no route takes.
 *
 * @throws ArmRefusal always.
 */
export function answerNoRoute(context: Context<Env>): never {
  requireAnyApiVersion(context);
  const [first = "", second = "", third = ""] = new URL(context.req.url).pathname.split("/").filter(Boolean);
  if (first.toLowerCase() === "providers" && second !== "") {
    refuseProviderPath(context, second, third);
  }
  if (first.toLowerCase() === "subscriptions" && second !== "") {
    throw refuse(404, "SubscriptionNotFound", `The subscription '${second}' could not be found.`);
  }
  throw refuse(404, "InvalidResourceType", `The resource type '${first}' could not be found.`);
}
