import { PalError } from "../errors";
import { quotable } from "../text";
import { guid } from "./guid";
import { jsonObject, type JsonObject, stringIn } from "./json";

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
  // What HTTP cannot send is no token.
  if (tenantId === undefined || objectId === undefined || !/^[\x21-\x7E]+$/.test(token)) {
    throw new PalError(
      "PAL_AUTH_FAILED",
      "the access token names no tenant (tid) and object id (oid): it is not known who would be linked",
    );
  }
  const isPerson = stringIn(claims, "scp") !== undefined;
  const user = userIn(claims);
  const clientId = guidIn(claims, "appid") ?? guidIn(claims, "azp");
  if (user !== undefined)
    return {
      tenantId,
      objectId,
      isPerson,
      label: `user ${quotable(user)} (object id ${objectId}, tenant ${tenantId})`,
    };
  const name = clientId === undefined ? "identity" : `service principal ${clientId}`;
  const label = `${name} (object id ${objectId}, tenant ${tenantId})`;
  return { tenantId, objectId, isPerson, ...(clientId === undefined ? {} : { clientId }), label };
}

function userIn(claims: JsonObject): string | undefined {
  return ["upn", "unique_name", "preferred_username"].map((name) => stringIn(claims, name)).find(Boolean);
}

/** The user's name in an access token, on one line; undefined where it names none. */
export function userNameIn(token: string): string | undefined {
  const user = userIn(claimsOf(token));
  return user === undefined ? undefined : quotable(user);
}

function claimsOf(token: string): JsonObject {
  return jsonObject(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) ?? {};
}
