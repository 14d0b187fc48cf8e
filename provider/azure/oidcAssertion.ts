import { PalError, type PalErrorDetails } from "../errors";
import { guid } from "./guid";
import { bodyOf, RequestFailed } from "./http";
import { jsonObject, stringIn } from "./json";
import type { SignInMethod } from "./methods";
import { invalid } from "./settingErrors";
import { pipelinesIdToken, platform } from "./platform";
import { readSmallFile, shownPath } from "./smallFile";

type OidcMethod = Extract<SignInMethod, { kind: "oidcToken" | "oidcTokenFile" | "oidcRequest" }>;

/**
 * The ID token that stands for the application: as given, from its file, or from the pipeline's own issuer.
 * @throws PalError PAL_CONFIG_INVALID when the file cannot be read, PAL_AUTH_FAILED when the issuer gives no token.
 */
export async function oidcAssertion(method: OidcMethod): Promise<string> {
  switch (method.kind) {
    case "oidcToken":
      return method.token;
    case "oidcTokenFile":
      return await fromFile(method.path, method.source);
    case "oidcRequest":
      return await fromIssuer(method);
  }
}

async function fromFile(path: string, source: string): Promise<string> {
  const bytes = await readSmallFile(path).catch((error: unknown) => {
    throw invalid(`cannot read the ID token file ${shownPath(path)} (${source}): ${(error as Error).message}`);
  });
  const token = bytes.toString("utf8").trim();
  if (token === "") throw invalid(`the ID token file ${path} (${source}) is empty`);
  return token;
}

interface IssuerRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Property of the answer that holds the ID token. */
  readonly property: string;
}

/** Azure Pipelines wants to know for which service connection, GitHub Actions for which audience. */
function issuerRequest({ url: address, requestToken, audience }: OidcRequest): IssuerRequest {
  const url = new URL(address);
  const headers = { authorization: `Bearer ${requestToken}` };
  const [, connection] = [...url.searchParams].find(([name]) => /^serviceConnectionId$/i.test(name)) ?? [];
  if (connection !== undefined) {
    if (!guid.test(connection)) {
      throw invalid(
        "serviceConnectionId in oidcRequestUrl must be the ID of a service connection, a GUID, not its name: open the connection in Project settings > Service connections, its ID is resourceId in the browser's address",
      );
    }
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "7.1");
    // Without this a refusal is a redirect to a sign-in page.
    const suppressed = { ...headers, "content-type": "application/json", "x-tfs-fedauthredirect": "Suppress" };
    return { method: "POST", url, headers: suppressed, property: "oidcToken" };
  }
  url.searchParams.set("audience", audience);
  return { method: "GET", url, headers, property: "value" };
}

type OidcRequest = Extract<OidcMethod, { kind: "oidcRequest" }>;

async function fromIssuer(oidc: OidcRequest): Promise<string> {
  const { method, url, headers, property } = issuerRequest(oidc);
  const failed = (why: string, details: PalErrorDetails = {}): PalError =>
    new PalError("PAL_AUTH_FAILED", `no ID token from ${url.origin}: ${why}`, details);
  const remedy = (status: number): string => issuerRemedy(status, method);
  const asked = { method, url: url.href, headers, settings: "oidcRequestUrl", remedy };
  const body = await bodyOf(asked).catch((error: unknown) => {
    throw error instanceof RequestFailed ? failed(error.why, error.details) : error;
  });
  const token = stringIn(jsonObject(body) ?? {}, property);
  if (token === undefined) throw failed("the answer holds no token");
  return token;
}

/** What to do about an issuer's refusal; only Azure Pipelines is asked by POST. */
function issuerRemedy(status: number, method: "GET" | "POST"): string {
  if ([301, 302, 401, 403].includes(status)) {
    const given = method === "POST" ? "set it to $(System.AccessToken) of this job" : "do not store it";
    return `; the request token is refused. It is valid only while its own job runs: ${given}`;
  }
  if (method === "POST" && status === 404)
    return "; there is no such service connection, or this pipeline may not use it: check serviceConnectionId, and the connection's Security > Pipeline permissions";
  if (method === "GET" && (status === 405 || platform() === "azurePipelines"))
    return `; the URL names no service connection. ${pipelinesIdToken}`;
  return "";
}
