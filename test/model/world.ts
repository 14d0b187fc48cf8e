import {
  type Behaviour,
  defaultBehaviour,
  type Emulator,
  type LinkRecord,
  type RequestRecord,
  type SetLinkOptions,
  startEmulator,
} from "partner-admin-link-emulator";
import type { Properties } from "./callbacks";
import { type Name, partnerNames, type SignedIn } from "./history";
import { applications, directoryWith, idOf, idsOf, isByToken, names, subject, tenantId } from "./identities";

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

/** How many tokens there are: each run has another one. */
const tokenCount = 5;

/** Azure, who may sign in there, and every change of a link with its author. */
export class ModelWorld {
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
  private signedIn: SignedIn = "A";
  private runs = 0;
  private hasToken = true;

  private constructor(
    readonly emulator: Emulator,
    /** ID tokens of runs: none may be found in a state. */
    readonly tokens: readonly string[],
  ) {}

  static async start(): Promise<ModelWorld> {
    let changed: (links: readonly LinkRecord[]) => void = () => undefined;
    const emulator = await startEmulator({ onLinksChanged: (links) => changed(links) });
    const tokens = Array.from({ length: tokenCount }, () =>
      emulator.issueOidcToken({ subject, lifetimeSeconds: 86_400 }),
    );
    const world = new ModelWorld(emulator, await Promise.all(tokens));
    changed = (links) => world.record(links);
    return world;
  }

  /** Each identity has one secret and no link, and there are no faults. */
  reset(behaviour: Partial<Behaviour>): void {
    this.emulator.clearFaults();
    this.emulator.clearRequests();
    this.emulator.setBehaviour({ ...defaultBehaviour, ...behaviour });
    for (const name of applications) {
      this.secrets.set(name, [`not-a-secret-${name}-0`]);
      this.told.set(name, `not-a-secret-${name}-0`);
    }
    this.emulator.setDirectory(directoryWith((name) => this.secrets.get(name) ?? []));
    for (const name of names) this.emulator.setLink(tenantId, idsOf(name).objectId, null, { erase: true });
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
    this.emulator.setLink(tenantId, idsOf(name).objectId, partner, options);
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
    const { objectId } = idsOf(name);
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

  signIn(name: SignedIn): void {
    this.signedIn = name;
  }

  /** Who a declaration without a credential block is for. */
  environmentIdentity(): SignedIn {
    return this.signedIn;
  }

  private token(): string {
    return this.tokens[this.runs % this.tokens.length] ?? "";
  }

  /** Variables of a new run, which lead the provider here and sign an identity in. */
  environment(): Record<string, string> {
    this.runs += 1;
    const { ARM_METADATA_HOSTNAME = "", ARM_DISABLE_INSTANCE_DISCOVERY = "" } = this.emulator.environment;
    return {
      ARM_METADATA_HOSTNAME,
      ARM_DISABLE_INSTANCE_DISCOVERY,
      ...this.signInVariables(),
      ...(this.hasToken ? { ARM_OIDC_TOKEN: this.token() } : {}),
    };
  }

  /** A person is logged in to the Azure CLI. */
  private signInVariables(): Record<string, string> {
    const name = this.signedIn;
    if (name === "P") {
      const { objectId } = idsOf(name);
      const { PATH = "", AZURE_CONFIG_DIR = "" } = this.emulator.environmentFor(
        { tenantId, objectId },
        { method: "azureCli" },
      );
      return { ARM_TENANT_ID: tenantId, PATH, AZURE_CONFIG_DIR };
    }
    const { tenantId: tenant, clientId, clientSecret } = this.credential(name);
    return { ARM_TENANT_ID: tenant, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret, PATH: "" };
  }

  credential(name: Name): { tenantId: string; clientId: string; clientSecret: string } {
    return { tenantId, clientId: idsOf(name).clientId, clientSecret: this.told.get(name) ?? "" };
  }

  /** What a program gives to sign that identity in. */
  block(name: Name, byToken: boolean): Properties {
    const { clientSecret, ...application } = this.credential(name);
    return { ...application, ...(byToken ? { useOidc: true, oidcToken: this.token() } : { clientSecret }) };
  }

  /** Whether a state signs in with the token of a run, and the environment has none. */
  lacksToken(state: Properties): boolean {
    return isByToken(state) && !this.hasToken;
  }

  /** Whether nothing that this run has, a person's login aside, signs in the identity of a state, and each says so. */
  isShutOut(id: string, state: Properties): boolean {
    if (this.lacksToken(state)) return false;
    const isOwn = !this.isStale(state) && idOf(this.identityOf(state)) === id;
    // A stored credential that is refused gives way to the environment's of the same identity.
    const isCurrent = this.signedIn !== "P" && idOf(this.signedIn) === id && !this.isStale({});
    return !isOwn && !isCurrent;
  }

  /** Whose link properties are about. */
  identityOf({ credential }: Properties): Name {
    const clientId =
      typeof credential === "object" && credential !== null && "clientId" in credential && credential.clientId;
    return names.find((name) => idsOf(name).clientId === clientId) ?? this.signedIn;
  }

  /** Whether the secret that properties hold, or the environment's for them, is accepted no longer. */
  isStale({ credential }: Properties): boolean {
    if (isByToken({ credential })) return false;
    const held = typeof credential === "object" && credential !== null && "clientSecret" in credential;
    const name = this.identityOf(held ? { credential } : {});
    const secret = held ? credential.clientSecret : this.told.get(name);
    return name !== "P" && this.accepted === 1 && this.secrets.get(name)?.at(-1) !== secret;
  }

  private record(links: readonly LinkRecord[]): void {
    for (const identity of names) {
      const row = links.find(({ objectId }) => objectId === idsOf(identity).objectId);
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
