import { readFile } from "node:fs/promises";
import { PalError, type PalErrorDetails } from "../errors";
import { factsOf, reasonOf, request } from "./http";
import type { SignInMethod } from "./methods";

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
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new PalError("PAL_CONFIG_INVALID", `cannot read the ID token file ${path} (${source}): ${reasonOf(error)}`);
  }
  if (text.trim() === "") throw new PalError("PAL_CONFIG_INVALID", `the ID token file ${path} (${source}) is empty`);
  return text.trim();
}

interface IssuerRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Property of the answer that holds the ID token. */
  readonly property: string;
}

/** Azure Pipelines wants to know for which service connection, GitHub Actions for which audience. */
function issuerRequest(address: string, requestToken: string, audience: string): IssuerRequest {
  const url = new URL(address);
  const headers = { authorization: `Bearer ${requestToken}` };
  if (url.searchParams.has("serviceConnectionId")) {
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "7.1");
    // Without this a refusal is a redirect to a sign-in page.
    const suppressed = { ...headers, "content-type": "application/json", "x-tfs-fedauthredirect": "Suppress" };
    return { method: "POST", url, headers: suppressed, property: "oidcToken" };
  }
  url.searchParams.set("audience", audience);
  return { method: "GET", url, headers, property: "value" };
}

async function fromIssuer(asked: Extract<OidcMethod, { kind: "oidcRequest" }>): Promise<string> {
  if (!URL.canParse(asked.url)) {
    throw new PalError("PAL_CONFIG_INVALID", `oidcRequestUrl is not a URL (of the settings ${asked.source})`);
  }
  const { method, url, headers, property } = issuerRequest(asked.url, asked.requestToken, asked.audience);
  const failed = (why: string, details: PalErrorDetails = {}): PalError =>
    new PalError("PAL_AUTH_FAILED", `no ID token from ${url.origin}${url.pathname}: ${why}`, details);
  let answer;
  try {
    answer = await request(method, url.href, headers);
  } catch (error) {
    throw failed(reasonOf(error), { cause: error, retryable: true });
  }
  const refused = [301, 302, 401, 403].includes(answer.status);
  if (refused) throw failed(`HTTP ${answer.status}; the request token is refused, it lives as long as its job`);
  if (answer.status !== 200) throw failed(`HTTP ${answer.status}`, factsOf(answer));
  const token = tokenIn(answer.body, property);
  if (token === undefined) throw failed("the answer holds no token");
  return token;
}

function tokenIn(body: string, property: string): string | undefined {
  try {
    const value = (JSON.parse(body) as Readonly<Record<string, unknown>>)[property];
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}
