import type { Context } from "hono";
import type { Env } from "../exchange";
import { refuse } from "./errors";

/** The api-versions of each type of each resource provider: namespaces and types in lower case. */
const providers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "microsoft.managementpartner": {
    partners: ["2018-02-01"],
    operations: ["2018-02-01"],
  },
  "microsoft.authorization": {
    roleassignmentscheduleinstances: ["2020-10-01"],
    roleeligibilityscheduleinstances: ["2020-10-01"],
    roleassignments: ["2022-04-01"],
    roledefinitions: ["2022-04-01"],
    permissions: ["2022-04-01"],
  },
  "microsoft.resourcegraph": { resources: ["2024-04-01", "2022-10-01"] },
  "microsoft.managedservices": { registrationassignments: ["2022-10-01"] },
  "microsoft.costmanagement": { query: ["2025-03-01"] },
};

function versionIn(context: Context<Env>): string {
  const version = context.req.query("api-version");
  if (version === undefined || version === "") {
    throw refuse(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  return version;
}

/** @throws ArmRefusal when a request names no api-version. */
export function requireAnyApiVersion(context: Context<Env>): void {
  const version = versionIn(context);
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) {
    throw refuse(400, "InvalidApiVersionParameter", `The api-version '${version}' is invalid.`);
  }
}

/** @throws ArmRefusal unless a request names an api-version that this type of this provider has. */
export function requireApiVersion(context: Context<Env>, namespace: string, type: string): void {
  const version = versionIn(context);
  const versions = providers[namespace.toLowerCase()]?.[type.toLowerCase()] ?? [];
  if (!versions.includes(version)) {
    throw refuse(
      400,
      "NoRegisteredProviderFound",
      `No registered resource provider found for location 'global' and API version '${version}' for type '${type}'. The supported api-versions are '${versions.join(", ")}'. The supported locations are ''.`,
    );
  }
}

/**
 * Refuses a request to a resource provider that no route handles.
 *
 * @throws ArmRefusal always.
 */
export function refuseProviderPath(context: Context<Env>, namespace: string, type: string): never {
  const types = providers[namespace.toLowerCase()];
  if (types === undefined) {
    throw refuse(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`);
  }
  if (types[type.toLowerCase()] === undefined) {
    const versions = [...new Set(Object.values(types).flat())];
    throw refuse(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${context.req.query("api-version") ?? ""}'. The supported api-versions are '${versions.join(", ")}'.`,
    );
  }
  throw refuse(405, "MethodNotAllowed", `The requested resource does not support http method '${context.req.method}'.`);
}
