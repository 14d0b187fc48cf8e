import type { ClientSecret, Directory, Identity, KnownPartner, Principal, Tenant } from "./types";
import { arrayOf, boolean, digits, guid, integer, InvalidInput, object, oneOf, text, type Reader } from "./validate";

const times = integer(0);

const secretObject = object<ClientSecret>(
  { value: text },
  { expired: boolean, refusedFirst: times, acceptedTimes: times },
);
const secret: Reader<string | ClientSecret> = (value, at) =>
  typeof value === "string" ? text(value, at) : secretObject(value, at);

const principalObject = object<Principal>(
  { name: text, kind: oneOf("servicePrincipal", "user", "managedIdentity"), objectId: guid },
  {
    clientId: guid,
    clientSecrets: arrayOf(secret),
    disabled: boolean,
    unknownFirst: times,
    noAccount: boolean,
    home: object<Identity>({ tenantId: guid, objectId: guid }, {}),
  },
);

const directoryObject = object<Directory>(
  {
    tenants: arrayOf(
      object<Tenant>({ tenantId: guid, name: text, principals: arrayOf(principalObject) }, { domain: text }),
    ),
    partners: arrayOf(
      object<KnownPartner>({ partnerId: digits, name: text, account: oneOf("location", "global") }, {}),
    ),
  },
  {},
);

function requireUnique(values: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const value of values.map((one) => one.toLowerCase())) {
    if (seen.has(value)) {
      throw new InvalidInput(`${what} ${value} occurs twice`);
    }
    seen.add(value);
  }
}

function checkPrincipal(principal: Principal, at: string): void {
  const isUser = principal.kind === "user";
  if (isUser && (principal.clientId !== undefined || principal.clientSecrets !== undefined)) {
    throw new InvalidInput(`${at}: a user has no clientId and no clientSecrets`);
  }
  if (!isUser && principal.clientId === undefined) {
    throw new InvalidInput(`${at}.clientId: is missing; a ${principal.kind} has one`);
  }
  if (principal.kind === "managedIdentity" && principal.clientSecrets !== undefined) {
    throw new InvalidInput(`${at}: a managedIdentity has no clientSecrets`);
  }
}

function checkTenant(tenant: Tenant, at: string): void {
  tenant.principals.forEach((principal, index) => {
    checkPrincipal(principal, `${at}.principals[${String(index)}]`);
  });
  requireUnique(
    tenant.principals.map(({ objectId }) => objectId),
    `${at}: object id`,
  );
  requireUnique(
    tenant.principals.flatMap(({ clientId }) => clientId ?? []),
    `${at}: client id`,
  );
}

/**
 * Takes a value as a directory.
 *
 * @throws InvalidInput naming the place that is wrong.
 */
export function readDirectory(value: unknown, at = "directory"): Directory {
  const directory = directoryObject(value, at);
  requireUnique(
    directory.tenants.map(({ tenantId }) => tenantId),
    `${at}: tenant id`,
  );
  requireUnique(
    directory.partners.map(({ partnerId }) => partnerId),
    `${at}: partner ID`,
  );
  directory.tenants.forEach((tenant, index) => {
    checkTenant(tenant, `${at}.tenants[${String(index)}]`);
  });
  return directory;
}

/** Takes a value as a principal; see {@link readDirectory}. */
export function readPrincipal(value: unknown, at = "principal"): Principal {
  const principal = principalObject(value, at);
  checkPrincipal(principal, at);
  return principal;
}
