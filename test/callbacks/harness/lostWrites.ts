import type { Properties } from "./callbacks";
import { expectFailure } from "./expectFailure";
import { otherPartner, setLink, type Someone } from "./principals";
import { inputsOf, linked } from "./properties";
import type { World } from "./world";

/** Whether a write was applied before its answer was lost. */
export type Applied = "unwritten" | "written";

const effects = { unwritten: { kind: "html", status: 200 }, written: { kind: "truncate" } } as const;

/** Writes whose outcome stays unknown. Each gives the state that the engine keeps. */
export interface LostWrites {
  /** Any write; its answer and that of every read after it make no sense. */
  readonly afterwards: (
    me: Someone,
    request: number,
    applied: Applied,
    write: () => Promise<unknown>,
  ) => Promise<Properties>;
  /** A creation. */
  readonly created: (me: Someone, applied?: Applied) => Promise<Properties>;
  /** An update that repairs a link to another partner. */
  readonly repaired: (me: Someone, applied?: Applied) => Promise<Properties>;
  /** An update to another partner, from a given state and in a process of its own. */
  readonly changed: (me: Someone, state: Properties, partnerId: string, applied: Applied) => Promise<Properties>;
}

export function lostWrites({ emulator, provider, fresh }: World): LostWrites {
  const afterwards: LostWrites["afterwards"] = async ({ id, clientId }, request, applied, write) => {
    emulator().addFault({ operation: "*", clientId, calls: { from: request }, effect: effects[applied] });
    const { message, partial } = await expectFailure(write());
    emulator().clearFaults();
    expect(message).toMatch(
      /The request to link it to \d+ may have been applied. The resource is kept in state; run `pulumi up` to check \(PAL_SERVICE_FAILED\)$/,
    );
    expect(partial).toMatchObject({ id });
    return partial?.properties ?? {};
  };
  return {
    afterwards,
    created: (me, applied = "unwritten") => afterwards(me, 3, applied, () => provider().create(inputsOf(me))),
    repaired: async (me, applied = "unwritten") => {
      const state = linked(emulator(), me);
      setLink(emulator(), me, otherPartner.partnerId);
      return await afterwards(me, 3, applied, () => provider().update(me.id, state, inputsOf(me)));
    },
    changed: async (me, state, partnerId, applied) => {
      const process = await fresh();
      return await afterwards(me, 3, applied, () => process.update(me.id, state, inputsOf(me, { partnerId })));
    },
  };
}
