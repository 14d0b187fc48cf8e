import type { Emulator, Operation } from "partner-admin-link-emulator";
import type { Properties } from "../../callbacks/harness/callbacks";
import { otherPartner, partner, setLink, type Someone } from "../../callbacks/harness/principals";
import { inputsOf, linked } from "../../callbacks/harness/properties";
import type { Provider } from "../../callbacks/harness/providerProcess";

export type Callback = "check" | "diff" | "read" | "create" | "update" | "delete";

/** One request of one callback. */
export interface Column {
  /** The callback and the request that meets the fault, as the table is headed. */
  readonly name: string;
  readonly callback: Callback;
  /** Which of the identity's requests that is. */
  readonly request: 1 | 2 | 3;
  readonly operation: Operation;
  /** Partner that is linked before; none when absent. */
  readonly before?: string;
  /** Partner that is to be linked afterwards. */
  readonly after?: string;
  /** What the callback gives when all is well. */
  readonly fine: string;
  /** What it gives when it has warned that Azure cannot be asked. */
  readonly warned?: string;
  readonly settings?: Properties;
}

/** Check found the inputs wrong: the preview ends. */
export class CheckFailure extends Error {}

/** A link on its way through callbacks. */
export interface Link {
  readonly me: Someone;
  readonly inputs: Properties;
  /** Outputs of an earlier run; empty when there was none. */
  readonly state: Properties;
}

const mine = partner.partnerId;
const other = otherPartner.partnerId;

const signIn = { request: 1, operation: "entra.token" } as const;
const get = { request: 2, operation: "partners.get" } as const;
const put = { request: 3, operation: "partner.create" } as const;
const patch = { request: 3, operation: "partner.update" } as const;
const remove = { request: 3, operation: "partner.delete" } as const;

const checked = { callback: "check", fine: "no failures", warned: "no failures" } as const;
const looked = { callback: "diff", before: mine, after: mine, fine: "none", warned: "some" } as const;
const read = { callback: "read", before: mine, after: mine, fine: mine } as const;
const adopted = { callback: "create", before: mine, after: mine, fine: `${mine}, adopted` } as const;
const created = { callback: "create", after: mine, fine: mine } as const;
const repaired = { callback: "update", before: other, after: mine, fine: mine } as const;
const restored = { callback: "update", after: mine, fine: mine } as const;
const removed = { callback: "delete", before: mine, fine: "removed" } as const;
const bestEffort = { driftCheck: "bestEffort" } as const;

export const columns: readonly Column[] = [
  { name: "check, sign-in", ...checked, ...signIn },
  { name: "check, GET", ...checked, ...get },
  { name: "diff, sign-in", ...looked, ...signIn },
  { name: "diff, GET", ...looked, ...get },
  { name: "diff at best effort, GET", ...looked, ...get, warned: "none", settings: bestEffort },
  { name: "read, sign-in", ...read, ...signIn },
  { name: "read, GET", ...read, ...get },
  { name: "read at best effort, GET", ...read, ...get, warned: mine, settings: bestEffort },
  { name: "create, sign-in", ...created, ...signIn },
  { name: "create, GET", ...adopted, ...get },
  { name: "create, PUT", ...created, ...put },
  { name: "create, PATCH", ...created, ...patch, before: other, settings: { overwrite: true } },
  { name: "update, sign-in", ...repaired, ...signIn },
  { name: "update, GET", ...repaired, ...get },
  { name: "update, PATCH", ...repaired, ...patch },
  { name: "update, PUT", ...restored, ...put },
  { name: "delete, sign-in", ...removed, ...signIn },
  { name: "delete, GET", ...removed, ...get },
  { name: "delete, DELETE", ...removed, ...remove },
];

/** Puts the live link where the column wants it; the credential is by secret unless one is given. */
export function prepare(
  emulator: Emulator,
  { callback, before, settings }: Column,
  me: Someone,
  credential?: Properties,
): Link {
  const signsIn = credential === undefined ? {} : { credential };
  const hadNone = callback === "check" || callback === "create";
  const state = hadNone ? {} : linked(emulator, me, { ...signsIn, ...settings });
  setLink(emulator, me, before ?? null);
  return { me, state, inputs: inputsOf(me, { ...signsIn, ...settings }) };
}

/** Calls the column's callback; says its result. */
export async function run({ callback }: Column, provider: Provider, { me, inputs, state }: Link): Promise<string> {
  switch (callback) {
    case "check": {
      const [failure] = (await provider.check({}, inputs)).failures;
      if (failure !== undefined) throw new CheckFailure(failure.reason);
      return "no failures";
    }
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
