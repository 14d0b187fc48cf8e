import { readFileSync } from "node:fs";
import { request } from "node:https";
import { azureCliClientId } from "../tokens";
import type { Profile } from "./profile";

/** What the token endpoint answers: a token or an error. */
export interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error_description?: string;
}

/** Asks for a token in a tenant with the user's refresh token. */
export function requestToken(profile: Profile, tenant: string, scope: string): Promise<TokenAnswer> {
  const form = new URLSearchParams({
    client_id: azureCliClientId,
    grant_type: "refresh_token",
    refresh_token: profile.refreshToken,
    scope: `${scope} offline_access openid profile`,
  });
  const url = new URL(`/${tenant}/oauth2/v2.0/token`, profile.authority);
  const options = {
    method: "POST",
    ca: readFileSync(profile.caCertificatePath),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        try {
          resolve(JSON.parse(text) as TokenAnswer);
        } catch {
          reject(new Error(`The token endpoint answered HTTP ${incoming.statusCode ?? 0} without JSON.`));
        }
      });
    });
    outgoing.on("error", reject);
    outgoing.end(form.toString());
  });
}
