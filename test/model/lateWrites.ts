import type { Properties } from "./callbacks";
import type { Name } from "./history";
import { linkIn } from "./isForeignLink";
import type { Change, ModelWorld } from "./world";

interface LateWrite {
  readonly partner: string;
  /** Whether it makes a link; else it changes one. */
  readonly isCreation: boolean;
}

interface Answer {
  /** That it gave, or that the engine is to keep in spite of a failure. */
  readonly state: Properties | undefined;
  readonly hasFailed: boolean;
  readonly changes: readonly Change[];
}

/** Writes whose connection was cut: the service may still get to them, until the provider has found out what came of them. */
export interface LateWrites {
  /** Takes over what a callback has lost, or forgets what it has found out. */
  after(identity: Name, answer: Answer): void;
  /** The process was killed: what it lost is in no state. */
  forget(): void;
  /** Applies the oldest one, where the service would. */
  apply(identity: Name): void;
}

export function trackLateWrites(world: ModelWorld): LateWrites {
  const writes = new Map<Name, readonly LateWrite[]>();
  return {
    after: (identity, { state, hasFailed, changes }) => {
      const cut = world.takeRequests().filter(({ status }) => status === 0);
      const lost = cut.flatMap(({ operation, path }): LateWrite[] => {
        const isCreation = operation === "partner.create";
        const partner = path.split("/").at(-1) ?? "";
        const isWrite = isCreation || operation === "partner.update";
        return isWrite && !changes.some(({ after }) => after === partner) ? [{ partner, isCreation }] : [];
      });
      const isFoundOut = state === undefined ? !hasFailed : linkIn(state).kind === "settled";
      writes.set(identity, isFoundOut ? [] : [...(writes.get(identity) ?? []), ...lost]);
    },
    forget: () => {
      world.takeRequests();
      writes.clear();
    },
    apply: (identity) => {
      const [write, ...later] = writes.get(identity) ?? [];
      if (write === undefined) return;
      writes.set(identity, later);
      if (write.isCreation === (world.partnerOf(identity) === null)) world.writeLate(identity, write.partner);
    },
  };
}
