import type { Checkpoint } from "./engine";
import type { Name } from "./history";
import { Violation } from "./rules";
import { type Change, idOf, type World } from "./world";

/** Who wrote each link last, and which of the program's own nobody has to answer for any more. */
export interface Orphans {
  changed(changes: readonly Change[], isLost: boolean): void;
  /** A resource has left the state by the rules, whether its link stands or not. */
  released(name: Name): void;
  /** Whether the program has to answer for a link. */
  has(name: Name): boolean;
  judge(): void;
}

export function trackOrphans(world: World, checkpoint: Checkpoint): Orphans {
  const own = new Set<Name>();
  return {
    changed: (changes, isLost) => {
      // A write that was undone leaves the link to whoever it belonged to.
      if (changes[0]?.before === changes.at(-1)?.after) return;
      for (const { identity, by } of changes) {
        if (by === "program" && !isLost) own.add(identity);
        else own.delete(identity);
      }
    },
    released: (name) => own.delete(name),
    has: (name) => own.has(name),
    judge: () => {
      for (const name of own) {
        const partner = world.partnerOf(name);
        const isKnown = checkpoint.resources.some(({ id }) => id === idOf(name));
        if (partner !== null && !isKnown) throw new Violation(`the link of ${name} to ${partner} was orphaned`);
      }
    },
  };
}
