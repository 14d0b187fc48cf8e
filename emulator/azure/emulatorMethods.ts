import { withBehaviour } from "./behaviour";
import { issueOidcToken, issuerOfOidc } from "./oidc/issuer";
import type { Emulator } from "./options";
import { pageSize } from "./pageSize";
import { readFault } from "./readFault";
import { setLink } from "./setLink";
import type { EmulatorState } from "./state";
import { issueToken } from "./tokens";
import type { Identity, Principal } from "./types";

type Methods<Name extends keyof Emulator> = Pick<Emulator, Name>;

function principalOf(state: EmulatorState, { tenantId, objectId }: Identity): Principal {
  const principal = state.directory.principal(tenantId, objectId);
  if (principal === undefined) {
    throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
  }
  return principal;
}

/** What a test does to the directory. */
export function directoryMethods({
  directory,
}: EmulatorState): Methods<
  | "setDirectory"
  | "setAccess"
  | "addPrincipal"
  | "removePrincipal"
  | "addSecret"
  | "removeSecret"
  | "addCertificate"
  | "removeCertificate"
  | "addFederatedCredential"
  | "removeFederatedCredential"
> {
  return {
    setDirectory: (changed) => directory.replace(changed),
    setAccess: (access) => directory.replaceAccess(access),
    addPrincipal: (tenantId, principal) => directory.addPrincipal(tenantId, principal),
    removePrincipal: (tenantId, objectId) => directory.removePrincipal(tenantId, objectId),
    addSecret: (tenantId, objectId, secret) => directory.addSecret(tenantId, objectId, secret),
    removeSecret: (tenantId, objectId, value) => directory.removeSecret(tenantId, objectId, value),
    addCertificate: (tenantId, objectId, certificate) => directory.addCertificate(tenantId, objectId, certificate),
    removeCertificate: (tenantId, objectId, certificate) =>
      directory.removeCertificate(tenantId, objectId, certificate),
    addFederatedCredential: (tenantId, objectId, credential) =>
      directory.addFederatedCredential(tenantId, objectId, credential),
    removeFederatedCredential: (tenantId, objectId, subject) =>
      directory.removeFederatedCredential(tenantId, objectId, subject),
  };
}

/** Tokens that no endpoint is asked for. */
export function tokenMethods(
  state: EmulatorState,
): Methods<"issueToken" | "issueRefreshToken" | "issueOidcToken" | "oidcIssuer"> {
  return {
    issueToken: async (identity, { audience = state.origin, ...options } = {}) => {
      const principal = principalOf(state, identity);
      return issueToken(state, {
        tenantId: identity.tenantId.toLowerCase(),
        principal,
        audience,
        clientAuthentication: principal.kind === "user" ? "none" : "assertion",
        ...options,
      });
    },
    issueRefreshToken: (identity) => {
      const { name, kind } = principalOf(state, identity);
      if (kind !== "user") {
        throw new Error(`${name} (${kind}) is no user, who alone has refresh tokens.`);
      }
      return state.refreshTokens.issue(identity);
    },
    issueOidcToken: (options) => issueOidcToken(state, options),
    oidcIssuer: issuerOfOidc(state.origin),
  };
}

/** Links, requests, faults, latency and pages. */
export function serviceMethods(
  state: EmulatorState,
): Methods<
  | "links"
  | "link"
  | "setLink"
  | "requests"
  | "clearRequests"
  | "addFault"
  | "faults"
  | "clearFaults"
  | "setLatency"
  | "setPageSize"
  | "setBehaviour"
> {
  return {
    links: () => state.links.all(),
    link: (tenantId, objectId) => state.links.get({ tenantId, objectId }),
    setLink: (tenantId, objectId, partnerId, options) => setLink(state, { tenantId, objectId }, partnerId, options),
    requests: () => state.requests.all(),
    clearRequests: () => state.requests.clear(),
    addFault: (rule) => state.faults.add(readFault(rule)),
    faults: () => state.faults.all(),
    clearFaults: () => state.faults.clear(),
    setLatency: (ms) => {
      state.latencyMs = ms;
    },
    setPageSize: (rows) => {
      state.pageSize = rows === undefined ? undefined : pageSize(rows, "pageSize");
    },
    setBehaviour: (changes) => {
      state.behaviour = withBehaviour(state.behaviour, changes);
    },
  };
}
