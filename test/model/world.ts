import {
  type Behaviour,
  defaultBehaviour,
  type Directory,
  type Emulator,
  type LinkRecord,
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

/** What became of an identity's link at once: from partner to partner, null for none. */
export interface Change {
  readonly identity: Name;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: "program" | "portal";
  /** Who had made the link of before. */
  readonly madeBy: "program" | "portal" | undefined;
}

/** Id of the link of an identity. */
export function idOf(name: Name): string {
  return `${tenantId}/${person(name).objectId}`;
}

export function nameOf(id: string): Name {
  const found = names.find((name) => idOf(name) === id);
  if (found === undefined) throw new Error(`nobody has the id ${id}`);
  return found;
}

function directoryWith(secrets: (name: Name) => readonly string[]): Directory {
  const principals = names.map((name) => {
    return { name, kind: "servicePrincipal" as const, ...person(name), clientSecrets: [...secrets(name)] };
  });
  const partners = Object.entries(partnerNames).map(([partnerId, partnerName]) => {
    return { partnerId, name: partnerName, account: "location" as const };
  });
  return { tenants: [{ tenantId, name: "Model", principals }], partners };
}

/** Azure, who may sign in there, and every change of a link with its author. */
export class World {
  private author: Change["by"] = "program";
  private changes: Change[] = [];
  private partners = new Map<Name, string | null>();
  private makers = new Map<Name, Change["madeBy"]>();
  /** Every secret that an identity ever had; how many of the last ones are accepted. */
  private secrets = new Map<Name, readonly string[]>();
  private accepted = 1;
  private told = new Map<Name, string>();
  private signedIn: "A" | "C" = "A";

  private constructor(readonly emulator: Emulator) {}

  static async start(): Promise<World> {
    let changed: (links: readonly LinkRecord[]) => void = () => undefined;
    const emulator = await startEmulator({ onLinksChanged: (links) => changed(links) });
    const world = new World(emulator);
    changed = (links) => world.record(links);
    return world;
  }

  /** Everybody has one secret, nobody is linked and nothing goes wrong. */
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
    this.accepted = 1;
    this.partners = new Map();
    this.makers = new Map();
    this.changes = [];
  }

  partnerOf(name: Name): string | null {
    return this.partners.get(name) ?? null;
  }

  versionOf(name: Name): number | undefined {
    return this.emulator.link(tenantId, person(name).objectId)?.version;
  }

  /** Changes a link behind Pulumi's back. */
  portal(name: Name, partner: string | null, erase = false): void {
    this.author = "portal";
    this.emulator.setLink(tenantId, person(name).objectId, partner, erase && partner === null ? { erase } : {});
    this.author = "program";
  }

  /** The changes since the last time. */
  takeChanges(): readonly Change[] {
    const taken = this.changes;
    this.changes = [];
    // A write that was undone leaves the link to whoever had made it.
    const [first] = taken;
    if (first !== undefined && first.before === taken.at(-1)?.after) this.makers.set(first.identity, first.madeBy);
    return taken;
  }

  /** Gives an identity another secret; a program that is not told goes on with the old one. */
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

  /** Has every secret that anybody ever had accepted again. */
  restoreSecrets(): void {
    this.accepted = Infinity;
    this.emulator.setDirectory(directoryWith((name) => this.secrets.get(name) ?? []));
  }

  signIn(name: "A" | "C"): void {
    this.signedIn = name;
  }

  /** Who a declaration without a credential block is for. */
  environmentIdentity(): "A" | "C" {
    return this.signedIn;
  }

  /** Variables that lead the provider here and sign somebody in. */
  environment(): Record<string, string> {
    const { ARM_METADATA_HOSTNAME = "", ARM_DISABLE_INSTANCE_DISCOVERY = "" } = this.emulator.environment;
    const { tenantId: tenant, clientId, clientSecret } = this.credential(this.signedIn);
    return {
      ARM_METADATA_HOSTNAME,
      ARM_DISABLE_INSTANCE_DISCOVERY,
      ARM_TENANT_ID: tenant,
      ARM_CLIENT_ID: clientId,
      ARM_CLIENT_SECRET: clientSecret,
    };
  }

  credential(name: Name): { tenantId: string; clientId: string; clientSecret: string } {
    return { tenantId, clientId: person(name).clientId, clientSecret: this.told.get(name) ?? "" };
  }

  /** Whose link properties are about. */
  identityOf({ credential }: Properties): Name {
    const clientId =
      typeof credential === "object" && credential !== null && "clientId" in credential && credential.clientId;
    return names.find((name) => person(name).clientId === clientId) ?? this.signedIn;
  }

  /** Whether the secret that properties hold, or the environment's for them, is accepted no longer. */
  isStale({ credential }: Properties): boolean {
    const held = typeof credential === "object" && credential !== null && "clientSecret" in credential;
    const name = this.identityOf(held ? { credential } : {});
    const secret = held ? credential.clientSecret : this.told.get(name);
    return this.accepted === 1 && this.secrets.get(name)?.at(-1) !== secret;
  }

  private record(links: readonly LinkRecord[]): void {
    for (const identity of names) {
      const row = links.find(({ objectId }) => objectId === person(identity).objectId);
      const after = row?.state === "Active" ? row.partnerId : null;
      const before = this.partnerOf(identity);
      if (before === after) continue;
      this.partners.set(identity, after);
      this.changes.push({ identity, before, after, by: this.author, madeBy: this.makers.get(identity) });
      this.makers.set(identity, this.author);
    }
  }
}
