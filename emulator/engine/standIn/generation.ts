import { aliasUrns } from "./aliases";
import type { Deployment } from "./deployment";
import type { ResourceState } from "./resourceState";
import type { Alias } from "./sourceEvents";
import { Bail, type Step } from "./step";
import { createUrn, parseUrn } from "./urn";

interface Named {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
}

/** A resource of the state that a registration is about. */
export interface Found {
  readonly old?: ResourceState;
  /** The URN it was found under, where that is another one. */
  readonly alias?: string;
  /** Another resource claims it too. */
  readonly isInvalid: boolean;
}

/** What the steps of an operation have been so far. */
export class Generation {
  /** Every URN that the program registered. */
  readonly urns = new Set<string>();
  readonly reads = new Set<string>();
  readonly creates = new Set<string>();
  readonly sames = new Set<string>();
  readonly updates = new Set<string>();
  readonly deletes = new Set<string>();
  readonly replaces = new Set<string>();
  readonly refreshes = new Set<string>();
  readonly skippedCreates = new Set<string>();
  /** Resources that are deleted ahead of time, for something they depend on. */
  readonly pendingDeletes = new Set<ResourceState>();
  /** What a destroy that runs the program is to delete of what the program registered. */
  readonly toDelete: ResourceState[] = [];
  /** What a refresh that runs the program made of resources of the state. */
  readonly refreshed = new Map<ResourceState, ResourceState>();
  /** Steps on resources that are left out, to be executed before the next ones. */
  readonly waitingSames: Step[] = [];
  /** An error was reported that fails the operation in the end. */
  sawError = false;
  /** Present URN by former URN, and the other way round. */
  private readonly present = new Map<string, string>();
  private readonly former = new Map<string, string>();

  constructor(private readonly deployment: Deployment) {}

  /** The URN of a resource that is registered now, for the first time. */
  claimUrn({ type, name, parent }: Named): string {
    if (parent !== "" && !this.urns.has(parent)) throw new Error(`could not find parent resource ${parent}`);
    const urn = urnOf(this.deployment, { type, name, parent });
    if (this.urns.has(urn)) this.bail(`Duplicate resource URN '${urn}'; try giving it a unique name`, urn);
    this.urns.add(urn);
    return urn;
  }

  /** Finds the resource that a registration is about, first under its own URN. */
  find(urn: string, named: Named, aliases: readonly Alias[]): Found {
    const { olds, scope, registry } = this.deployment;
    const claimant = this.present.get(urn);
    if (claimant !== undefined) {
      this.error(`Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${claimant}'`, urn);
    }
    const candidates = [urn, ...aliasUrns(scope, named, aliases, this.former)];
    const foundUnder = candidates.find((candidate) => olds.has(candidate));
    const old = foundUnder === undefined ? undefined : olds.get(foundUnder);
    const isInvalid = claimant !== undefined;
    if (foundUnder === undefined || old === undefined) return { isInvalid };
    if (foundUnder === urn) return { old, isInvalid };
    const isTaken = this.isTaken(foundUnder, urn);
    this.present.set(foundUnder, urn);
    this.former.set(urn, foundUnder);
    registry.alias(urn, foundUnder);
    return { old, alias: foundUnder, isInvalid: isInvalid || isTaken };
  }

  /** Whether a step on the resource was generated; deletions do not count, there can be several under one URN. */
  isOperatedOn(urn: string): boolean {
    const present = this.present.get(urn) ?? urn;
    return [this.sames, this.updates, this.replaces, this.reads, this.refreshes].some((set) => set.has(present));
  }

  hasStep(urn: string): boolean {
    const sets = [this.creates, this.sames, this.updates, this.deletes, this.replaces, this.reads];
    return sets.some((set) => set.has(urn));
  }

  isFormerUrnOf(former: string, present: string): boolean {
    return this.present.get(former) === present;
  }

  error(message: string, urn = ""): void {
    this.deployment.journal.say("error", message, urn);
  }

  /** Says what is wrong and ends the operation. */
  bail(message: string, urn = ""): never {
    this.error(message, urn);
    throw new Bail(message);
  }

  private isTaken(alias: string, urn: string): boolean {
    const other = this.urns.has(alias) ? urn : this.present.get(alias);
    if (other === undefined) return false;
    this.error(
      `Duplicate resource alias '${alias}' applied to resource with URN '${urn}' conflicting with resource with URN '${other}'`,
      urn,
    );
    return true;
  }
}

/** The URN that a resource would have. */
export function urnOf({ scope }: Deployment, { type, name, parent }: Named): string {
  return createUrn(scope, type, name, parent === "" ? "" : parseUrn(parent).qualifiedType);
}
