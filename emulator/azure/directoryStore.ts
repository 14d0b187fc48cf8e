import { AccessIndex } from "./access/accessIndex";
import { asCertificate, asSecret, secretsOf } from "./credentialLists";
import { readAccess, readDirectory } from "./readDirectory";
import { readPrincipal } from "./readPrincipal";
import { Trials } from "./trials";
import type {
  ClientCertificate,
  ClientSecret,
  Directory,
  FederatedCredential,
  Identity,
  KnownPartner,
  Machine,
  Principal,
  Tenant,
  Trial,
} from "./types";

/** What the token endpoint makes of a secret. */
export type SecretVerdict = "accepted" | "invalid" | "expired";

/** One tenant with its principals by object id and by client id, all in lower case. */
interface TenantIndex {
  readonly tenant: Tenant;
  readonly byObjectId: ReadonlyMap<string, Principal>;
  readonly byClientId: ReadonlyMap<string, Principal>;
}

function normalisedIdentity({ tenantId, objectId }: Identity): Identity {
  return { tenantId: tenantId.toLowerCase(), objectId: objectId.toLowerCase() };
}

function normalisedPrincipal(principal: Principal): Principal {
  const { clientId, home } = principal;
  return {
    ...principal,
    objectId: principal.objectId.toLowerCase(),
    ...(clientId === undefined ? {} : { clientId: clientId.toLowerCase() }),
    ...(home === undefined ? {} : { home: normalisedIdentity(home) }),
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
    machine: Object.fromEntries(
      Object.entries(directory.machine ?? {}).map(([name, one]: [string, Identity]) => [name, normalisedIdentity(one)]),
    ),
    ...(directory.access === undefined ? {} : { access: directory.access }),
  };
}

function indexOf(tenant: Tenant): TenantIndex {
  return {
    tenant,
    byObjectId: new Map(tenant.principals.map((principal) => [principal.objectId, principal])),
    byClientId: new Map(tenant.principals.flatMap((one) => (one.clientId === undefined ? [] : [[one.clientId, one]]))),
  };
}

function trialKey(tenantId: string, objectId: string, credential = ""): string {
  return `${tenantId.toLowerCase()}/${objectId.toLowerCase()}/${credential}`;
}

const noAccess = new AccessIndex({});

/** The directory as it stands now, and how often each not yet propagated principal or credential was tried. */
export class DirectoryStore {
  private tenants: readonly TenantIndex[] = [];
  private partners: readonly KnownPartner[] = [];
  private machine: Machine = {};
  private accessIndex: AccessIndex | undefined;
  private readonly trials = new Trials();

  constructor(directory: Directory) {
    this.replace(directory);
  }

  get directory(): Directory {
    return {
      tenants: this.tenants.map(({ tenant }) => tenant),
      partners: this.partners,
      machine: this.machine,
      ...(this.accessIndex === undefined ? {} : { access: this.accessIndex.access }),
    };
  }

  /** @throws InvalidInput when it is not a sound directory. */
  replace(directory: Directory): void {
    const { tenants, partners, machine, access } = normalised(readDirectory(directory));
    this.tenants = tenants.map(indexOf);
    this.partners = partners;
    this.machine = machine ?? {};
    this.accessIndex = access === undefined ? undefined : new AccessIndex(access);
    this.trials.clear();
  }

  get access(): AccessIndex {
    return this.accessIndex ?? noAccess;
  }

  /** @throws InvalidInput when it is not sound, or not of this directory's tenants. */
  replaceAccess(access: unknown, at?: string): void {
    this.accessIndex = new AccessIndex(readAccess(access, this.directory.tenants, at));
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
    return this.trials.isAccepted(trialKey(tenantId, principal.objectId), {
      refusedFirst: principal.unknownFirst ?? 0,
    });
  }

  /** Counts a sign-in with a secret and says what the token endpoint makes of it. */
  judgeSecret(tenantId: string, principal: Principal, value: string): SecretVerdict {
    const secret = secretsOf(principal).find((candidate) => candidate.value === value);
    if (secret === undefined) {
      return "invalid";
    }
    if (secret.expired === true) {
      return "expired";
    }
    return this.isAccepted(tenantId, principal, value, secret) ? "accepted" : "invalid";
  }

  /** Counts a sign-in with a credential that is right, known by `credential` among those of its principal. */
  isAccepted(tenantId: string, principal: Principal, credential: string, trial: Trial): boolean {
    return this.trials.isAccepted(trialKey(tenantId, principal.objectId, credential), trial);
  }

  /** The first secret of a principal that is not expired. */
  usableSecret(principal: Principal): string | undefined {
    return secretsOf(principal).find((secret) => secret.expired !== true)?.value;
  }

  addPrincipal(tenantId: string, principal: Principal): void {
    const added = normalisedPrincipal(readPrincipal(principal));
    this.changePrincipals(tenantId, (principals) => [
      ...principals.filter(({ objectId }) => objectId !== added.objectId),
      added,
    ]);
    this.trials.forget(trialKey(tenantId, added.objectId));
  }

  removePrincipal(tenantId: string, objectId: string): void {
    this.changePrincipals(tenantId, (principals) =>
      principals.filter((principal) => principal.objectId !== objectId.toLowerCase()),
    );
  }

  addSecret(tenantId: string, objectId: string, secret: string | ClientSecret): void {
    const { value } = asSecret(secret);
    this.changePrincipal(tenantId, objectId, ({ clientSecrets = [] }) => ({
      clientSecrets: [...clientSecrets.filter((other) => asSecret(other).value !== value), secret],
    }));
    this.trials.forget(trialKey(tenantId, objectId, value));
  }

  removeSecret(tenantId: string, objectId: string, value: string): void {
    this.changePrincipal(tenantId, objectId, ({ clientSecrets = [] }) => ({
      clientSecrets: clientSecrets.filter((secret) => asSecret(secret).value !== value),
    }));
  }

  addCertificate(tenantId: string, objectId: string, certificate: string | ClientCertificate): void {
    const { sha256 } = asCertificate(certificate);
    this.changePrincipal(tenantId, objectId, ({ certificates = [] }) => ({
      certificates: [...certificates.filter((other) => asCertificate(other).sha256 !== sha256), certificate],
    }));
    this.trials.forget(trialKey(tenantId, objectId, sha256));
  }

  removeCertificate(tenantId: string, objectId: string, certificate: string): void {
    const { sha256 } = asCertificate(certificate);
    this.changePrincipal(tenantId, objectId, ({ certificates = [] }) => ({
      certificates: certificates.filter((other) => asCertificate(other).sha256 !== sha256),
    }));
  }

  addFederatedCredential(tenantId: string, objectId: string, credential: FederatedCredential): void {
    this.changePrincipal(tenantId, objectId, ({ federatedCredentials = [] }) => ({
      federatedCredentials: [
        ...federatedCredentials.filter(({ subject }) => subject !== credential.subject),
        credential,
      ],
    }));
    this.trials.forget(trialKey(tenantId, objectId, credential.subject));
  }

  removeFederatedCredential(tenantId: string, objectId: string, subject: string): void {
    this.changePrincipal(tenantId, objectId, ({ federatedCredentials = [] }) => ({
      federatedCredentials: federatedCredentials.filter((credential) => credential.subject !== subject),
    }));
  }

  private index(idOrDomain: string): TenantIndex | undefined {
    const name = idOrDomain.toLowerCase();
    return this.tenants.find(({ tenant }) => tenant.tenantId === name || tenant.domain?.toLowerCase() === name);
  }

  private changePrincipals(tenantId: string, change: (principals: readonly Principal[]) => readonly Principal[]): void {
    const found = this.index(tenantId);
    if (found === undefined) {
      throw new Error(`The directory has no tenant ${tenantId}.`);
    }
    const changed = indexOf({ ...found.tenant, principals: change(found.tenant.principals) });
    this.tenants = this.tenants.map((index) => (index === found ? changed : index));
  }

  private changePrincipal(
    tenantId: string,
    objectId: string,
    change: (principal: Principal) => Partial<Principal>,
  ): void {
    const found = this.principal(tenantId, objectId);
    if (found === undefined) {
      throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
    }
    const changed = readPrincipal({ ...found, ...change(found) });
    this.changePrincipals(tenantId, (principals) => principals.map((one) => (one === found ? changed : one)));
  }
}
