import type { Checkpoint } from "./checkpoint";
import type { Name } from "./history";
import { idOf } from "./identities";
import { Violation } from "./violation";
import type { Change, ModelWorld } from "./world";

/** Links that the stack made last, and which of them no state has to answer for any more. */
export interface Orphans {
  changed(changes: readonly Change[], isLost: boolean): void;
  /** A resource has left the state as it should, whether its link is left or not. */
  released(name: Name): void;
  /** Whether the link is the stack's to remove in the end. */
  has(name: Name): boolean;
  /** Whether a callback has changed the link since the last write in a way that no state tells. */
  isLost(name: Name): boolean;
  judge(): void;
}

export function trackOrphans(world: ModelWorld, checkpoint: Checkpoint): Orphans {
  const own = new Set<Name>();
  const lost = new Set<Name>();
  return {
    changed: (changes, isLost) => {
      const [first] = changes;
      if (isLost && first !== undefined) lost.add(first.identity);
      // A write that was rolled back leaves the link to whoever had made it.
      if (changes.length > 1 && first?.before === changes.at(-1)?.after) return;
      for (const { identity, by } of changes) {
        if (!isLost) lost.delete(identity);
        if (by === "program" && !isLost) own.add(identity);
        else own.delete(identity);
      }
    },
    released: (name) => own.delete(name),
    has: (name) => own.has(name),
    isLost: (name) => lost.has(name),
    judge: () => {
      for (const name of own) {
        const partner = world.partnerOf(name);
        const isKnown = checkpoint.resources.some((one) => one.id === idOf(name) && !isGone(one));
        if (partner !== null && !isKnown) throw new Violation(`the link of ${name} to ${partner} was orphaned`);
      }
    },
  };
}

/** An entry that the engine drops without a call of delete does not keep a link from being orphaned. */
function isGone({ pendingReplacement, delete: isPending }: Checkpoint["resources"][number]): boolean {
  return pendingReplacement && !isPending;
}
