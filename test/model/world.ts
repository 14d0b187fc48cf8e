import {
  type Behaviour,
  defaultBehaviour,
  type Directory,
  type Emulator,
  type LinkRecord,
  type RequestRecord,
  type SetLinkOptions,
  startEmulator,
} from "partner-admin-link-emulator";
import type { Properties } from "./callbacks";
import { type Name, partnerNames } from "./history";

const tenantId = "44444444-4444-4444-8444-444444444444";
const names: readonly Name[] = ["A", "B", "C"];

interface Person {
  readonly objectId: string;
  readonly clientId: string;
}

function person(name: Name): Person {
  const number = String(names.indexOf(name) + 1).padStart(12, "0");
  return { objectId: `44444444-aaaa-4aaa-8aaa-${number}`, clientId: `44444444-cccc-4ccc-8ccc-${number}` };
}

/** Who writes links: the program under test, or others behind its back. */
export type Author = "program" | "portal" | "other stack";

/** One write of an identity's link: from partner to partner, null for none. */
export interface Change {
  readonly identity: Name;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: Author;
  /** Who had made the link of before, and its version. */
  readonly madeBy: Author | undefined;
  readonly version: number;
}

/** A link as the service has it, and who made it. */
export interface Made {
  readonly partner: string;
  readonly version: number;
  readonly by: Author;
}

export function objectIdOf(name: Name): string {
  return person(name).objectId;
}

/** Id of the link of an identity. */
export function idOf(name: Name): string {
  return `${tenantId}/${person(name).objectId}`;
}

export function nameOf(id: string): Name {
  const found = names.find((name) => idOf(name) === id);
  if (found === undefined) throw new Error(`no identity has the id ${id}`);
  return found;
}

/** Who the run's tokens speak for: every identity trusts it. */
const subject = "repo:model/links";

/** How many tokens there are: each run has another one. */
const tokenCount = 5;

function directoryWith(secrets: (name: Name) => readonly string[]): Directory {
  const principals = names.map((name) => {
    return {
      name,
      kind: "servicePrincipal" as const,
      ...person(name),
      clientSecrets: [...secrets(name)],
      federatedCredentials: [{ subject }],
    };
  });
  const partners = Object.entries(partnerNames).map(([partnerId, partnerName]) => {
    return { partnerId, name: partnerName, account: "location" as const };
  });
  return { tenants: [{ tenantId, name: "Model", principals }], partners };
}

/** Azure, who may sign in there, and every change of a link with its author. */
export class World {
  private author: Author = "program";
  private changes: Change[] = [];
  private readonly links = new Map<Name, Made>();
  /** Versions of each identity's link that others wrote. */
  private readonly foreignVersions = new Map<Name, number[]>();
  /** Identities whose row has been erased, so that versions no longer tell one link from another. */
  private readonly erased = new Set<Name>();
  /** Every secret that an identity ever had; how many of the last ones are accepted. */
  private secrets = new Map<Name, readonly string[]>();
  private accepted = 1;
  private told = new Map<Name, string>();
  private signedIn: "A" | "C" = "A";
  private runs = 0;
  private hasToken = true;

  private constructor(
    readonly emulator: Emulator,
    /** ID tokens of runs: none may be found in a state. */
    readonly tokens: readonly string[],
  ) {}

  static async start(): Promise<World> {
    let changed: (links: readonly LinkRecord[]) => void = () => undefined;
    const emulator = await startEmulator({ onLinksChanged: (links) => changed(links) });
    const tokens = Array.from({ length: tokenCount }, () =>
      emulator.issueOidcToken({ subject, lifetimeSeconds: 86_400 }),
    );
    const world = new World(emulator, await Promise.all(tokens));
    changed = (links) => world.record(links);
    return world;
  }

  /** Each identity has one secret and no link, and there are no faults. */
  reset(behaviour: Partial<Behaviour>): void {
    this.emulator.clearFaults();
    this.emulator.clearRequests();
    this.emulator.setBehaviour({ ...defaultBehaviour, ...behaviour });
    for (const name of names) {
      this.secrets.set(name, [`not-a-secret-${name}-0`]);
      this.told.set(name, `not-a-secret-${name}-0`);
    }
    this.emulator.setDirectory(directoryWith((name) => this.secrets.get(name) ?? []));
    for (const name of names) this.emulator.setLink(tenantId, person(name).objectId, null, { erase: true });
    this.signedIn = "A";
    this.hasToken = true;
    this.accepted = 1;
    this.links.clear();
    this.foreignVersions.clear();
    this.erased.clear();
    this.changes = [];
  }

  partnerOf(name: Name): string | null {
    return this.links.get(name)?.partner ?? null;
  }

  linkOf(name: Name): Made | undefined {
    return this.links.get(name);
  }

  /** Whether others have written the link since this version. */
  isWrittenByOthersSince(name: Name, version: number): boolean {
    return this.erased.has(name) || (this.foreignVersions.get(name) ?? []).some((foreign) => foreign > version);
  }

  wasErased(name: Name): boolean {
    return this.erased.has(name);
  }

  /** Changes a link behind Pulumi's back. */
  portal(name: Name, partner: string | null, erase = false): void {
    this.writeAs("portal", name, partner, erase && partner === null ? { erase } : {});
  }

  /** Writes a link as the program of another stack does: one that stands as declared only where it is made again. */
  otherStack(name: Name, partner: string | null, again: boolean): void {
    if (again) this.writeAs("other stack", name, null);
    if (this.partnerOf(name) !== partner) this.writeAs("other stack", name, partner);
  }

  /** Applies a write of the program that the service got to late; one to an unknown partner is refused. */
  writeLate(name: Name, partner: string): void {
    if (partner in partnerNames) this.writeAs("program", name, partner);
  }

  private writeAs(author: Author, name: Name, partner: string | null, options: SetLinkOptions = {}): void {
    this.author = author;
    this.emulator.setLink(tenantId, person(name).objectId, partner, options);
    this.author = "program";
  }

  /** The requests since the last time. */
  takeRequests(): readonly RequestRecord[] {
    const taken = this.emulator.requests();
    this.emulator.clearRequests();
    return taken;
  }

  /** The changes since the last time. */
  takeChanges(): readonly Change[] {
    const taken = this.changes;
    this.changes = [];
    const [first] = taken;
    const link = first === undefined ? undefined : this.links.get(first.identity);
    // A write that was rolled back leaves the link to whoever had made it.
    if (first?.madeBy !== undefined && taken.length > 1 && first.before === link?.partner) {
      this.links.set(first.identity, { ...link, by: first.madeBy });
    }
    return taken;
  }

  /** Gives an identity another secret; a program that is not given it keeps the old one. */
  rotate(name: Name, told: boolean): void {
    const all = this.secrets.get(name) ?? [];
    const secret = `not-a-secret-${name}-${all.length}`;
    const { objectId } = person(name);
    for (const old of all) this.emulator.removeSecret(tenantId, objectId, old);
    this.emulator.addSecret(tenantId, objectId, secret);
    this.secrets.set(name, [...all, secret]);
    if (told) this.told.set(name, secret);
  }

  /** Whether some secret is refused that was accepted before. */
  hasRotated(): boolean {
    return [...this.secrets.values()].some((all) => all.length > 1);
  }

  /** Has every secret accepted that an identity ever had. */
  restoreSecrets(): void {
    this.hasToken = true;
    this.accepted = Infinity;
    this.emulator.setDirectory(directoryWith((name) => this.secrets.get(name) ?? []));
  }

  setToken(isThere: boolean): void {
    this.hasToken = isThere;
  }

  signIn(name: "A" | "C"): void {
    this.signedIn = name;
  }

  /** Who a declaration without a credential block is for. */
  environmentIdentity(): "A" | "C" {
    return this.signedIn;
  }

  private token(): string {
    return this.tokens[this.runs % this.tokens.length] ?? "";
  }

  /** Variables of a new run, which lead the provider here and sign an identity in. */
  environment(): Record<string, string> {
    this.runs += 1;
    const { ARM_METADATA_HOSTNAME = "", ARM_DISABLE_INSTANCE_DISCOVERY = "" } = this.emulator.environment;
    const { tenantId: tenant, clientId, clientSecret } = this.credential(this.signedIn);
    return {
      ARM_METADATA_HOSTNAME,
      ARM_DISABLE_INSTANCE_DISCOVERY,
      ARM_TENANT_ID: tenant,
      ARM_CLIENT_ID: clientId,
      ARM_CLIENT_SECRET: clientSecret,
      ...(this.hasToken ? { ARM_OIDC_TOKEN: this.token() } : {}),
    };
  }

  credential(name: Name): { tenantId: string; clientId: string; clientSecret: string } {
    return { tenantId, clientId: person(name).clientId, clientSecret: this.told.get(name) ?? "" };
  }

  /** What a program gives to sign that identity in. */
  block(name: Name, byToken: boolean): Properties {
    const { clientSecret, ...application } = this.credential(name);
    return { ...application, ...(byToken ? { useOidc: true, oidcToken: this.token() } : { clientSecret }) };
  }

  /** Whether a state signs in with the token of a run, which nothing has: not the state, of course, nor the environment. */
  lacksToken({ credential }: Properties): boolean {
    const isByToken = typeof credential === "object" && credential !== null && "useOidc" in credential;
    return isByToken && !("oidcToken" in credential) && !this.hasToken;
  }

  /** Whose link properties are about. */
  identityOf({ credential }: Properties): Name {
    const clientId =
      typeof credential === "object" && credential !== null && "clientId" in credential && credential.clientId;
    return names.find((name) => person(name).clientId === clientId) ?? this.signedIn;
  }

  /** Whether the secret that properties hold, or the environment's for them, is accepted no longer. */
  isStale({ credential }: Properties): boolean {
    if (typeof credential === "object" && credential !== null && "useOidc" in credential)
      return this.lacksToken({ credential });
    const held = typeof credential === "object" && credential !== null && "clientSecret" in credential;
    const name = this.identityOf(held ? { credential } : {});
    const secret = held ? credential.clientSecret : this.told.get(name);
    return this.accepted === 1 && this.secrets.get(name)?.at(-1) !== secret;
  }

  private record(links: readonly LinkRecord[]): void {
    for (const identity of names) {
      const row = links.find(({ objectId }) => objectId === person(identity).objectId);
      const known = this.links.get(identity);
      const active = row?.state === "Active" ? row : undefined;
      if (known?.partner === active?.partnerId && known?.version === active?.version) continue;
      const by = this.author;
      if (active === undefined) this.links.delete(identity);
      else this.links.set(identity, { partner: active.partnerId, version: active.version, by });
      if (row === undefined) this.erased.add(identity);
      else if (by !== "program") {
        this.foreignVersions.set(identity, [...(this.foreignVersions.get(identity) ?? []), row.version]);
      }
      // A retry after a lost reply writes the same again.
      const last = this.changes.at(-1);
      if (last?.identity === identity && last.after === active?.partnerId && by === "program") continue;
      const [before, after] = [known?.partner ?? null, active?.partnerId ?? null];
      this.changes.push({ identity, before, after, by, madeBy: known?.by, version: known?.version ?? 0 });
    }
  }
}
