import type { Emulator } from "partner-admin-link-emulator";
import type { Properties } from "../callbacks/harness/callbacks";
import { otherPartner, partner, setLink, type Someone } from "../callbacks/harness/principals";
import { inputsOf, linked } from "../callbacks/harness/properties";
import type { Provider } from "../callbacks/harness/providerProcess";

export type Callback = "check" | "diff" | "read" | "create" | "update" | "delete";

/** One request of one callback. */
export interface Column {
  /** The callback and the request that meets the fault, as the table is headed. */
  readonly name: string;
  readonly callback: Callback;
  /** Which of the identity's requests that is; the first one is for its token. */
  readonly request: 1 | 2 | 3;
  /** Partner that is linked before; none when absent. */
  readonly before?: string;
  /** Partner that is to be linked afterwards. */
  readonly after?: string;
  /** What the callback gives when all is well. */
  readonly fine: string;
  readonly overwrite?: boolean;
}

/** A link on its way through callbacks. */
export interface Link {
  readonly me: Someone;
  readonly inputs: Properties;
  /** Outputs of an earlier run; empty when there was none. */
  readonly state: Properties;
}

const mine = partner.partnerId;
const other = otherPartner.partnerId;

const unchanged = { before: mine, after: mine } as const;
const repaired = { callback: "update", before: other, after: mine, fine: mine } as const;
const removed = { callback: "delete", before: mine, fine: "removed" } as const;

export const columns: readonly Column[] = [
  { name: "diff, sign-in", callback: "diff", request: 1, ...unchanged, fine: "none" },
  { name: "check, GET", callback: "check", request: 2, fine: "0 failures" },
  { name: "diff, GET", callback: "diff", request: 2, ...unchanged, fine: "none" },
  { name: "read, GET", callback: "read", request: 2, ...unchanged, fine: mine },
  { name: "create, GET", callback: "create", request: 2, ...unchanged, fine: `${mine}, adopted` },
  { name: "create, PUT", callback: "create", request: 3, after: mine, fine: mine },
  { name: "create, PATCH", callback: "create", request: 3, before: other, after: mine, fine: mine, overwrite: true },
  { name: "update, GET", request: 2, ...repaired },
  { name: "update, PATCH", request: 3, ...repaired },
  { name: "update, PUT", callback: "update", request: 3, after: mine, fine: mine },
  { name: "delete, GET", request: 2, ...removed },
  { name: "delete, DELETE", request: 3, ...removed },
];

/** Puts the live link where the column wants it; the credential is by secret unless one is given. */
export function prepare(
  emulator: Emulator,
  { callback, before, overwrite }: Column,
  me: Someone,
  credential?: Properties,
): Link {
  const signsIn = credential === undefined ? {} : { credential };
  const hadNone = callback === "check" || callback === "create";
  const state = hadNone ? {} : linked(emulator, me, signsIn);
  setLink(emulator, me, before ?? null);
  return { me, state, inputs: inputsOf(me, { ...signsIn, overwrite }) };
}

/** Calls the column's callback; says its result. */
export async function run({ callback }: Column, provider: Provider, { me, inputs, state }: Link): Promise<string> {
  switch (callback) {
    case "check":
      return `${(await provider.check({}, inputs)).failures.length} failures`;
    case "diff":
      return (await provider.diff(me.id, state, inputs)).changes;
    case "read":
      return String((await provider.read(me.id, state)).properties["partnerId"]);
    case "create": {
      const { partnerId, adopted } = (await provider.create(inputs)).properties;
      return `${String(partnerId)}${adopted === true ? ", adopted" : ""}`;
    }
    case "update":
      return String((await provider.update(me.id, state, inputs))["partnerId"]);
    case "delete":
      await provider.delete(me.id, state);
      return "removed";
  }
}

/** Signs in, as the callbacks of an earlier phase do, and leaves everything as it is. */
export async function signInBefore(
  { callback }: Column,
  provider: Provider,
  { me, inputs, state }: Link,
): Promise<void> {
  if (callback === "check" || callback === "create") await provider.check({}, inputs);
  else await provider.read(me.id, { ...state, driftCheck: "bestEffort" });
}
