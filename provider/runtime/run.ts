import { linkIdOf } from "../azure/identity";
import type { ObservedAhead } from "../azure/observeAhead";
import type { Declaration } from "./declaration";
import { namesIdentity } from "./identityChange";
import type { LinkState, Settled } from "./linkState";

/** The resource whose link an identity's is in this run. */
export interface Holder {
  readonly urn: string;
  /** Partners that its state names; undefined where the link was written or read for it just now. */
  readonly partners?: readonly string[];
  /** Whether a later destroy removes the link. */
  readonly isRetained: boolean;
  readonly onDelete: Declaration["onDelete"];
}

type Declared = Pick<Declaration, "urn" | "partnerId" | "credential" | "expect" | "tokens" | "observation">;

interface Reservation {
  readonly partnerId: string;
  /** Whether `credential` or `expect` says whose link it is. */
  readonly isNamed: boolean;
  /** Identity that the resource declares; undefined until it has signed in. */
  readonly id?: string;
}

/**
 * What this process knows of the run that it serves. An identity has one link, so one resource of a program may declare
 * it; the engine creates, replaces and deletes resources in an order that only this memory makes safe.
 */
export class Run {
  private readonly reservations = new Map<string, Reservation>();
  /** The same by the identity that is reserved. */
  private readonly reservedBy = new Map<string, Map<string, Reservation>>();
  private readonly tokens = new Map<string, Declaration["tokens"]>();
  private readonly holders = new Map<string, readonly Holder[]>();
  /** Identities by the URN that holds them. */
  private readonly heldBy = new Map<string, Set<string>>();
  private readonly created = new Map<string, readonly Settled[]>();
  private readonly absent = new Set<string>();
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly observations = new Map<string, ObservedAhead>();
  private readonly changed = new Set<string>();

  /** The program declares this resource in this run; a new check of it voids what the one before reserved and held. */
  noteDeclared({ urn, partnerId, credential, expect, tokens, observation }: Declared): void {
    this.setReservation(urn, { partnerId, isNamed: namesIdentity({ credential, expect }) });
    this.noteTokens({ urn, tokens });
    if (observation === undefined) this.observations.delete(urn);
    else this.observations.set(urn, observation);
    // The engine may replace a resource whose diff asked for no replacement.
    for (const id of this.heldBy.get(urn) ?? []) this.holders.set(id, withoutResource(this.holdersOf(id), urn));
    this.heldBy.delete(urn);
  }

  noteTokens({ urn, tokens }: Pick<Declaration, "urn" | "tokens">): void {
    this.tokens.set(urn, tokens);
  }

  /** Tokens of one run that the program gave for a resource: they are not in the inputs that the engine hands on. */
  tokensOf(urn: string): Declaration["tokens"] {
    return this.tokens.get(urn) ?? {};
  }

  /** What the program saw before it declared the resource; undefined once this run may have changed that link. */
  observationOf(urn: string): ObservedAhead | undefined {
    const observation = this.observations.get(urn);
    const isOld =
      observation !== undefined && "identity" in observation && this.changed.has(linkIdOf(observation.identity));
    return isOld ? undefined : observation;
  }

  /** Whether the program says that the resource is another identity's than this. */
  namesOther(urn: string, id: string): boolean {
    const reservation = this.reservations.get(urn);
    return reservation?.isNamed === true && reservation.id !== undefined && reservation.id !== id;
  }

  isDeclared(urn: string): boolean {
    return this.reservations.has(urn);
  }

  /** Reserves the identity for a resource that is declared; gives the URN of another one that has reserved it. */
  reserve({ urn }: Pick<Declaration, "urn">, id: string): string | undefined {
    const declared = this.reservations.get(urn) ?? { partnerId: "", isNamed: false };
    this.setReservation(urn, { ...declared, id });
    return this.othersFor(id, urn).at(0)?.urn;
  }

  /** Another resource that declares the identity's link to the partner and has not made it its own yet. */
  successorOf(id: string, urn: string, isPartner: (partnerId: string) => boolean): string | undefined {
    return this.othersFor(id, urn).find(({ partnerId }) => isPartner(partnerId))?.urn;
  }

  private setReservation(urn: string, reservation: Reservation): void {
    const before = this.reservations.get(urn)?.id;
    if (before !== undefined) this.reservedBy.get(before)?.delete(urn);
    this.reservations.set(urn, reservation);
    const { id } = reservation;
    if (id !== undefined)
      this.reservedBy.set(id, (this.reservedBy.get(id) ?? new Map<string, Reservation>()).set(urn, reservation));
  }

  private othersFor(id: string, urn: string): (Reservation & { readonly urn: string })[] {
    const others = [...(this.reservedBy.get(id) ?? [])].filter(([other]) => other !== urn);
    return others.map(([other, reservation]) => ({ urn: other, ...reservation }));
  }

  /** The link of the identity is this resource's: its create or update succeeded, or its diff found it to be so. */
  hold(id: string, holder: Holder): void {
    this.heldBy.set(holder.urn, (this.heldBy.get(holder.urn) ?? new Set<string>()).add(id));
    this.holders.set(id, [holder, ...withoutResource(this.holdersOf(id), holder.urn)]);
  }

  /** More than one where states of several resources name the identity; the latest comes first. */
  holdersOf(id: string): readonly Holder[] {
    return this.holders.get(id) ?? [];
  }

  /** A state of the identity that a callback was given. */
  noteState(id: string, link: LinkState): void {
    const settled = link.kind === "settled" ? link : link.before;
    if (settled?.created === true) this.created.set(id, [...this.createdLinks(id), settled]);
  }

  /** Links of the identity that states say the stack made. */
  createdLinks(id: string): readonly Settled[] {
    return this.created.get(id) ?? [];
  }

  /** There is no link, seen just now or removed by this run. */
  noteAbsent(id: string): void {
    this.absent.add(id);
  }

  /** A link may be there from now on. */
  forgetAbsence(id: string): void {
    this.absent.delete(id);
  }

  isKnownAbsent(id: string): boolean {
    return this.absent.has(id);
  }

  /** Does what changes an identity's link when everything begun before has ended. */
  async oneAtATime<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.changed.add(id);
    const before = this.queues.get(id) ?? Promise.resolve();
    const result = before.then(work, work);
    this.queues.set(
      id,
      result.catch(() => undefined),
    );
    return await result;
  }
}

function withoutResource(holders: readonly Holder[], urn: string): readonly Holder[] {
  return holders.filter((holder) => holder.urn !== urn);
}

/** The run of this process: the engine starts one for each phase. */
export const run = new Run();
