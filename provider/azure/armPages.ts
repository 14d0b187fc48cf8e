import type { ArmReader, ArmRequest } from "./armReader";
import { type JsonObject, objectOf, stringIn } from "./json";
import { limits } from "./limits";

/**
 * Every row of a list, page by page.
 *
 * @throws PalError when a page fails, is no list, or names its next page on another host: nothing is sent there.
 */
export async function listRows(arm: ArmReader, request: ArmRequest): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  const seen = new Set<string>();
  for (let page = request; ;) {
    const { body } = await arm.read(page);
    rows.push(...rowsIn(arm, request, body["value"]));
    const link = body["nextLink"];
    if (link === undefined || link === null || link === "") return rows;
    if (!isOwn(link, arm.service)) throw arm.malformed(request, "names a next page that is not on the same host");
    if (seen.has(link) || seen.size >= limits.pages - 1) throw arm.malformed(request, "has pages without end");
    seen.add(link);
    page = { ...request, url: link };
  }
  return rows;
}

/**
 * Every row of a Resource Graph query.
 *
 * @throws PalError as {@link listRows}, and when the service has left rows out.
 */
export async function queryRows(
  arm: ArmReader,
  request: ArmRequest & { readonly body: JsonObject },
): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  const seen = new Set<string>();
  for (let page = request; ;) {
    const { body, header } = await arm.read(page);
    rows.push(...rowsIn(arm, request, body["data"]));
    if (isTrue(header("x-ms-tenant-subscription-limit-hit")))
      throw arm.malformed(request, "leaves out subscriptions beyond the first 10,000");
    const token = stringIn(body, "$skipToken");
    if (token === undefined) {
      if (isTrue(body["resultTruncated"])) throw arm.malformed(request, "is cut short without a next page");
      return rows;
    }
    if (seen.has(token) || seen.size >= limits.pages - 1) throw arm.malformed(request, "has pages without end");
    seen.add(token);
    page = {
      ...request,
      body: { ...request.body, options: { ...objectOf(request.body["options"]), $skipToken: token } },
    };
  }
}

function rowsIn(arm: ArmReader, request: ArmRequest, value: unknown): JsonObject[] {
  if (!Array.isArray(value)) throw arm.malformed(request, "has no list");
  return value.map((row) => {
    const object = objectOf(row);
    if (object === undefined) throw arm.malformed(request, "has an entry that is not an object");
    return object;
  });
}

/** A token that is sent elsewhere is lost. */
function isOwn(link: unknown, service: string): link is string {
  if (typeof link !== "string" || !URL.canParse(link)) return false;
  const { origin, username, password } = new URL(link);
  return origin === new URL(service).origin && `${username}${password}` === "";
}

/** A flag, which comes as text. */
function isTrue(value: unknown): boolean {
  return String(value).toLowerCase() === "true";
}
