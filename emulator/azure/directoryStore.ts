import { readDirectory, readPrincipal } from "./readDirectory";
import type { ClientSecret, Directory, KnownPartner, Principal, Tenant } from "./types";

/** What the token endpoint makes of a secret. */
export type SecretVerdict = "accepted" | "invalid" | "expired";

type Secrets = readonly (string | ClientSecret)[];

/** One tenant with its principals by object id and by client id, all in lower case. */
interface TenantIndex {
  readonly tenant: Tenant;
  readonly byObjectId: ReadonlyMap<string, Principal>;
  readonly byClientId: ReadonlyMap<string, Principal>;
}

function asSecret(secret: string | ClientSecret): ClientSecret {
  return typeof secret === "string" ? { value: secret } : secret;
}

function normalisedPrincipal(principal: Principal): Principal {
  const { clientId, home } = principal;
  return {
    ...principal,
    objectId: principal.objectId.toLowerCase(),
    ...(clientId === undefined ? {} : { clientId: clientId.toLowerCase() }),
    ...(home === undefined
      ? {}
      : { home: { tenantId: home.tenantId.toLowerCase(), objectId: home.objectId.toLowerCase() } }),
  };
}

function normalised(directory: Directory): Directory {
  return {
    tenants: directory.tenants.map((tenant) => ({
      ...tenant,
      tenantId: tenant.tenantId.toLowerCase(),
      principals: tenant.principals.map(normalisedPrincipal),
    })),
    partners: directory.partners,
  };
}

function indexOf(tenant: Tenant): TenantIndex {
  return {
    tenant,
    byObjectId: new Map(tenant.principals.map((principal) => [principal.objectId, principal])),
    byClientId: new Map(tenant.principals.flatMap((one) => (one.clientId === undefined ? [] : [[one.clientId, one]]))),
  };
}

function attemptKey(tenantId: string, objectId: string, secret = ""): string {
  return `${tenantId.toLowerCase()}/${objectId.toLowerCase()}/${secret}`;
}

/** The directory as it stands now, and how often each not yet propagated principal or secret was tried. */
export class DirectoryStore {
  private tenants: readonly TenantIndex[] = [];
  private partners: readonly KnownPartner[] = [];
  private readonly attempts = new Map<string, number>();

  constructor(directory: Directory) {
    this.replace(directory);
  }

  get directory(): Directory {
    return { tenants: this.tenants.map(({ tenant }) => tenant), partners: this.partners };
  }

  /** @throws InvalidInput when it is not a sound directory. */
  replace(directory: Directory): void {
    const { tenants, partners } = normalised(readDirectory(directory));
    this.tenants = tenants.map(indexOf);
    this.partners = partners;
    this.attempts.clear();
  }

  tenant(idOrDomain: string): Tenant | undefined {
    return this.index(idOrDomain)?.tenant;
  }

  principal(tenantId: string, objectId: string): Principal | undefined {
    return this.index(tenantId)?.byObjectId.get(objectId.toLowerCase());
  }

  application(tenantId: string, clientId: string): Principal | undefined {
    return this.index(tenantId)?.byClientId.get(clientId.toLowerCase());
  }

  partner(partnerId: string): KnownPartner | undefined {
    return this.partners.find((partner) => partner.partnerId === partnerId);
  }

  /** Counts a sign-in and says whether the directory has heard of the principal yet. */
  hasPropagated(tenantId: string, principal: Principal): boolean {
    return this.attempt(attemptKey(tenantId, principal.objectId)) > (principal.unknownFirst ?? 0);
  }

  /** Counts a sign-in with a secret and says what the token endpoint makes of it. */
  judgeSecret(tenantId: string, principal: Principal, value: string): SecretVerdict {
    const secret = (principal.clientSecrets ?? []).map(asSecret).find((candidate) => candidate.value === value);
    if (secret === undefined) {
      return "invalid";
    }
    if (secret.expired === true) {
      return "expired";
    }
    const attempt = this.attempt(attemptKey(tenantId, principal.objectId, value)) - (secret.refusedFirst ?? 0);
    return attempt >= 1 && attempt <= (secret.acceptedTimes ?? Infinity) ? "accepted" : "invalid";
  }

  /** The first secret of a principal that is not expired. */
  usableSecret(principal: Principal): string | undefined {
    return (principal.clientSecrets ?? []).map(asSecret).find((secret) => secret.expired !== true)?.value;
  }

  addPrincipal(tenantId: string, principal: Principal): void {
    const added = normalisedPrincipal(readPrincipal(principal));
    this.changePrincipals(tenantId, (principals) => [
      ...principals.filter(({ objectId }) => objectId !== added.objectId),
      added,
    ]);
    this.attempts.delete(attemptKey(tenantId, added.objectId));
  }

  removePrincipal(tenantId: string, objectId: string): void {
    this.changePrincipals(tenantId, (principals) =>
      principals.filter((principal) => principal.objectId !== objectId.toLowerCase()),
    );
  }

  addSecret(tenantId: string, objectId: string, secret: string | ClientSecret): void {
    const { value } = asSecret(secret);
    this.changeSecrets(tenantId, objectId, (secrets) => [
      ...secrets.filter((other) => asSecret(other).value !== value),
      secret,
    ]);
    this.attempts.delete(attemptKey(tenantId, objectId, value));
  }

  removeSecret(tenantId: string, objectId: string, value: string): void {
    this.changeSecrets(tenantId, objectId, (secrets) => secrets.filter((secret) => asSecret(secret).value !== value));
  }

  private index(idOrDomain: string): TenantIndex | undefined {
    const name = idOrDomain.toLowerCase();
    return this.tenants.find(({ tenant }) => tenant.tenantId === name || tenant.domain?.toLowerCase() === name);
  }

  private attempt(key: string): number {
    const count = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, count);
    return count;
  }

  private changePrincipals(tenantId: string, change: (principals: readonly Principal[]) => readonly Principal[]): void {
    const found = this.index(tenantId);
    if (found === undefined) {
      throw new Error(`The directory has no tenant ${tenantId}.`);
    }
    const changed = indexOf({ ...found.tenant, principals: change(found.tenant.principals) });
    this.tenants = this.tenants.map((index) => (index === found ? changed : index));
  }

  private changeSecrets(tenantId: string, objectId: string, change: (secrets: Secrets) => Secrets): void {
    const found = this.principal(tenantId, objectId);
    if (found === undefined) {
      throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
    }
    const changed = readPrincipal({ ...found, clientSecrets: change(found.clientSecrets ?? []) });
    this.changePrincipals(tenantId, (principals) => principals.map((one) => (one === found ? changed : one)));
  }
}
