import { randomUUID } from "node:crypto";
import { tokenExchangeAudience } from "../credentialLists";
import type { IssueOidcTokenOptions } from "../options";
import type { EmulatorState } from "../state";

/** GitHub's ID tokens live five minutes. */
const usualLifetimeSeconds = 300;

/** The `iss` claim of the emulator's ID tokens, below which its discovery document is. */
export function issuerOfOidc(origin: string): string {
  return `${origin}/oidc`;
}

/** What GitHub says of a workflow beside its subject, as far as the subject `repo:owner/name:ref:…` tells. */
function repositoryClaims(subject: string): Readonly<Record<string, string>> {
  const [, repository, ref] = /^repo:([^:]+):(?:ref:(.+))?/.exec(subject) ?? [];
  if (repository === undefined) {
    return {};
  }
  const owner = repository.split("/")[0] ?? "";
  return { repository, repository_owner: owner, ...(ref === undefined ? {} : { ref }) };
}

/** Signs an ID token such as pipelines get from GitHub, Azure DevOps and GitLab. */
export async function issueOidcToken(state: EmulatorState, options: IssueOidcTokenOptions): Promise<string> {
  const { subject, audience = tokenExchangeAudience, lifetimeSeconds = usualLifetimeSeconds, claims } = options;
  const issuedAt = Math.floor(state.now() / 1000);
  const key = await state.oidcKey();
  return key.sign({
    iss: issuerOfOidc(state.origin),
    sub: subject,
    aud: audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    jti: randomUUID(),
    ...repositoryClaims(subject),
    ...claims,
  });
}
