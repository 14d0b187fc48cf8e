import { checkAccess } from "./access/checkAccess";
import { accessObject } from "./access/readAccess";
import type { Access } from "./access/types";
import { checkPrincipal, identity, principalObject } from "./readPrincipal";
import type { Directory, Identity, KnownPartner, Machine, PrincipalKind, Tenant } from "./types";
import { arrayOf, boolean, digits, guid, InvalidInput, object, oneOf, requireUnique, text } from "./validate";

const directoryObject = object<Directory>(
  {
    tenants: arrayOf(
      object<Tenant>(
        { tenantId: guid, name: text, principals: arrayOf(principalObject) },
        { domain: text, premium: boolean },
      ),
    ),
    partners: arrayOf(
      object<KnownPartner>({ partnerId: digits, name: text, account: oneOf("location", "global") }, {}),
    ),
  },
  { machine: object<Machine>({}, { managedIdentity: identity, azureCli: identity }), access: accessObject },
);

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

function requireKind(directory: Directory, named: Identity | undefined, kind: PrincipalKind, at: string): void {
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const isThere =
    named === undefined ||
    directory.tenants.some(
      ({ tenantId, principals }) =>
        isSame(tenantId, named.tenantId) &&
        principals.some((one) => one.kind === kind && isSame(one.objectId, named.objectId)),
    );
  if (!isThere) {
    throw new InvalidInput(`${at}: the directory has no ${kind} ${named.objectId} in tenant ${named.tenantId}`);
  }
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
  const { managedIdentity, azureCli } = directory.machine ?? {};
  requireKind(directory, managedIdentity, "managedIdentity", `${at}.machine.managedIdentity`);
  requireKind(directory, azureCli, "user", `${at}.machine.azureCli`);
  checkAccess(directory.access ?? {}, directory.tenants, `${at}.access`);
  return directory;
}

/**
 * Takes a value as the access of a directory with these tenants.
 *
 * @throws InvalidInput naming the place that is wrong.
 */
export function readAccess(value: unknown, tenants: readonly Tenant[], at = "access"): Access {
  const access = accessObject(value, at);
  checkAccess(access, tenants, at);
  return access;
}
