import type { Properties } from "./callbacks";
import type { Goal, Resource } from "./checkpoint";
import { type Declaration, type Name, partnerNames, type Slot, usual } from "./history";
import { idOf, objectIdOf } from "./identities";
import type { ModelWorld } from "./world";

const prefix = "urn:pulumi:model::links::pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink::";

/** A resource that is no link, and that a run can make fail. */
export const failingUrn = "urn:pulumi:model::links::model:index:Failing::failing";

/** One link of the program. */
export interface Declared {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly declaration: Declaration;
}

export function urnOf(name: string): string {
  return `${prefix}${name}`;
}

export function shortName(urn: string): string {
  return urn.replace(prefix, "");
}

/** The program as it stands, with at most two links. */
export class Program {
  private readonly slots = new Map<Slot, Declared>();

  constructor(private readonly world: ModelWorld) {}

  links(): readonly Declared[] {
    return [...this.slots.values()];
  }

  urnOf(slot: Slot): string | undefined {
    const link = this.slots.get(slot);
    return link === undefined ? undefined : urnOf(link.name);
  }

  declare(slot: Slot, change: Partial<Declaration>): void {
    const other: Partial<Declaration> = slot === "two" ? { credential: "B" } : {};
    const { name, aliases, declaration } = this.slots.get(slot) ?? {
      name: slot,
      aliases: [],
      declaration: { ...usual, ...other },
    };
    this.slots.set(slot, { name, aliases, declaration: { ...declaration, ...change } });
  }

  remove(slot: Slot): void {
    this.slots.delete(slot);
  }

  rename(slot: Slot, alias: boolean): void {
    const link = this.slots.get(slot);
    if (link === undefined) return;
    const { name, declaration } = link;
    this.slots.set(slot, { name: `${name}'`, aliases: alias ? [name, ...link.aliases] : [], declaration });
  }

  /** Has the two links exchange their credentials; each gets another partner where one is given. */
  swap(partners: Partial<Record<Slot, string>>): void {
    const [one, two] = [this.slots.get("one"), this.slots.get("two")];
    if (one === undefined || two === undefined) return;
    const partnerOf = (slot: Slot, link: Declared): string => partners[slot] ?? link.declaration.partner;
    this.declare("one", { credential: two.declaration.credential, partner: partnerOf("one", one) });
    this.declare("two", { credential: one.declaration.credential, partner: partnerOf("two", two) });
  }

  /** Whose link a declaration is about. */
  identityOf({ credential }: Declaration): Name {
    return credential === "environment" ? this.world.environmentIdentity() : credential;
  }

  /** @param isPreview - what the program tells of the phase that runs it. */
  goals(isPreview = false): readonly Goal[] {
    return this.links().map(({ name, aliases, declaration }) => ({
      urn: urnOf(name),
      aliases: aliases.map(urnOf),
      inputs: this.inputsOf(name, declaration, isPreview),
      ignoreChanges: declaration.ignorePartner ? ["partnerId"] : [],
      deleteBeforeReplace: declaration.deleteFirst,
      replaceOnChanges: declaration.replaceAlways,
      dependsOn: this.dependenciesOf(name, declaration),
    }));
  }

  private dependenciesOf(name: string, { dependsOn }: Declaration): readonly string[] {
    if (dependsOn === "failing") return [failingUrn];
    const [first, second] = this.links();
    const [other] = this.links().filter((link) => link.name !== name);
    if (dependsOn === undefined || other === undefined) return [];
    // Two resources cannot wait for each other.
    const isCycle = name === first?.name && second?.declaration.dependsOn === "other";
    return isCycle ? [] : [urnOf(other.name)];
  }

  /** Takes out whatever the provider is right to refuse. */
  correct(resources: readonly Resource[]): void {
    const ofEnvironment = resources.filter(({ outputs }) => outputs["credential"] === undefined);
    // Whoever has signed in may make a link of its own before the others' turn.
    const signer = idOf(this.world.environmentIdentity());
    const isOfSeveral = new Set([signer, ...ofEnvironment.map(({ id }) => id)]).size > 1;
    for (const [slot, link] of this.slots) {
      const { driftCheck } = link.declaration;
      const partner = link.declaration.partner in partnerNames ? link.declaration.partner : usual.partner;
      const harmless = {
        partner,
        overwrite: true,
        expect: undefined,
        expectIdentity: undefined,
        import: undefined,
        // Where several identities sign in in turn, each must get past the links of the others.
        driftCheck: isOfSeveral && driftCheck !== "off" ? ("bestEffort" as const) : driftCheck,
        ignorePartner: false,
        deleteFirst: false,
        replaceAlways: false,
      };
      this.slots.set(slot, { ...link, declaration: { ...link.declaration, ...harmless } });
    }
    if (this.links().some((link) => this.sharesIdentity(link, resources))) this.slots.delete("two");
  }

  /** Whether another link of the program is about the same identity, or is still the one that state has for it. */
  sharesIdentity({ name, aliases, declaration }: Declared, resources: readonly Resource[]): boolean {
    const ids = this.idsOf({ name, aliases, declaration }, resources);
    const others = this.links().filter((other) => other.name !== name);
    return others.some((other) => this.idsOf(other, resources).some((id) => ids.includes(id)));
  }

  /** Identities that a link may be taken to be about: whoever signs in, or the one in state where nobody is named. */
  private idsOf(link: Declared, resources: readonly Resource[]): readonly string[] {
    const { credential } = link.declaration;
    const stays = credential === "environment" ? currentOf(link, resources)?.id : undefined;
    return [idOf(this.identityOf(link.declaration)), ...(stays === undefined ? [] : [stays])];
  }

  private inputsOf(name: string, declaration: Declaration, isPreview: boolean): Properties {
    const { credential, byToken, partner, overwrite, onDelete, driftCheck, ignorePartner } = declaration;
    const inputs = {
      partnerId: partner,
      credential: credential === "environment" ? undefined : this.world.block(credential, byToken),
      expect: expectationOf(declaration),
      overwrite: overwrite ? true : undefined,
      driftCheck,
      onDelete,
      __provider: "pointer",
      __declared: present({
        urn: urnOf(name),
        import: declaration.import === undefined ? undefined : idOf(declaration.import),
        ignoreChanges: ignorePartner ? ["partnerId"] : undefined,
        dryRun: isPreview ? true : undefined,
      }),
    };
    return present(inputs);
  }
}

function expectationOf({ expect, expectIdentity }: Declaration): Properties | undefined {
  if (expect === undefined && expectIdentity === undefined) return undefined;
  return present({
    partnerName: expect === undefined ? undefined : partnerNames[expect],
    objectId: expectIdentity === undefined ? undefined : objectIdOf(expectIdentity),
  });
}

function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** What state has for a link of the program. */
export function currentOf({ name, aliases }: Declared, resources: readonly Resource[]): Resource | undefined {
  const live = resources.filter((resource) => !resource.delete);
  return [name, ...aliases].map((one) => live.find(({ urn }) => urn === urnOf(one))).find(Boolean);
}
