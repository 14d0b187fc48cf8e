import { readFile } from "node:fs/promises";
import { PalError } from "../errors";
import { get } from "./http";
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
      return await fromIssuer(method.url, method.requestToken, method.audience);
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

/** GitHub Actions' shape: GET with `audience`, answered by `{ "value": "<ID token>" }`. */
async function fromIssuer(url: string, requestToken: string, audience: string): Promise<string> {
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const failed = (why: string): PalError =>
    new PalError("PAL_AUTH_FAILED", `no ID token from ${asked.origin}${asked.pathname}: ${why}`);
  let answer;
  try {
    answer = await get(asked.href, { authorization: `Bearer ${requestToken}` });
  } catch (error) {
    throw failed(reasonOf(error));
  }
  const refused = answer.status === 401 || answer.status === 403;
  if (refused) throw failed(`HTTP ${answer.status}; the request token is refused, it lives as long as its job`);
  if (answer.status !== 200) throw failed(`HTTP ${answer.status}`);
  const token = tokenIn(answer.body);
  if (token === undefined) throw failed("the answer holds no token");
  return token;
}

function tokenIn(body: string): string | undefined {
  try {
    const { value } = JSON.parse(body) as { readonly value?: unknown };
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
