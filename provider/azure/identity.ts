import { PalError } from "../errors";
import { quotable } from "../text";
import { guid } from "./guid";
import { jsonObject, type JsonObject } from "./json";

/** Who a token speaks for. A link belongs to exactly this pair of tenant and object id. */
export interface Identity {
  /** GUID in lower case. */
  readonly tenantId: string;
  /** GUID in lower case. */
  readonly objectId: string;
  /** Application (client) id; absent for users. */
  readonly clientId?: string;
  /** Whether a person has signed in, rather than an application or a managed identity: only their tokens have scopes. */
  readonly isPerson: boolean;
  /** Readable form for messages. */
  readonly label: string;
}

/** Id of the resource: `<tenantId>/<objectId>`. */
export function linkIdOf({ tenantId, objectId }: Pick<Identity, "tenantId" | "objectId">): string {
  return `${tenantId}/${objectId}`;
}

/** The pair that such an id is made of. */
export function pairOf(linkId: string): Pick<Identity, "tenantId" | "objectId"> {
  const [tenantId = "", objectId = ""] = linkId.split("/");
  return { tenantId, objectId };
}

function text(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" && value !== "" ? quotable(value) : undefined;
}

/** In lower case; undefined for what is none. */
function guidIn(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" && guid.test(value) ? value.toLowerCase() : undefined;
}

/**
 * Reads the identity from an access token's claims. The signature is the service's to check.
 * @throws PalError PAL_AUTH_FAILED when the token names no tenant or object id.
 */
export function identityOfToken(token: string): Identity {
  const claims = claimsOf(token);
  const tenantId = guidIn(claims, "tid");
  const objectId = guidIn(claims, "oid");
  if (tenantId === undefined || objectId === undefined) {
    throw new PalError(
      "PAL_AUTH_FAILED",
      "the access token names no tenant (tid) and object id (oid): it is not known who would be linked",
    );
  }
  const isPerson = text(claims, "scp") !== undefined;
  const user = text(claims, "upn") ?? text(claims, "unique_name") ?? text(claims, "preferred_username");
  const clientId = guidIn(claims, "appid") ?? guidIn(claims, "azp");
  if (user !== undefined)
    return { tenantId, objectId, isPerson, label: `user ${user} (object id ${objectId}, tenant ${tenantId})` };
  const name = clientId === undefined ? "identity" : `service principal ${clientId}`;
  const label = `${name} (object id ${objectId}, tenant ${tenantId})`;
  return { tenantId, objectId, isPerson, ...(clientId === undefined ? {} : { clientId }), label };
}

function claimsOf(token: string): JsonObject {
  return jsonObject(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) ?? {};
}
