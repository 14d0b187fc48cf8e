import type { Emulator } from "partner-admin-link-emulator";
import type { Properties } from "./callbacks";
import { linkedTo, otherPartner, setLink, type Someone } from "./principals";
import { inputsOf, linked } from "./properties";
import type { Provider } from "./providerProcess";

/** One callback of one resource. */
export interface Case {
  readonly name: string;
  /** Links as the case wants them; gives the resource's state. */
  readonly prepare: (emulator: Emulator, me: Someone) => Properties;
  readonly run: (provider: Provider, me: Someone, state: Properties) => Promise<string>;
}

const settings = ["overwrite", "driftCheck", "onDelete"];

/** The inputs that a state came from. */
function inputsFrom(me: Someone, state: Properties): Properties {
  return inputsOf(me, Object.fromEntries(settings.map((name) => [name, state[name]])));
}

function drifted(partnerId: string | null): Case["prepare"] {
  return (emulator, me) => {
    const state = linked(emulator, me);
    setLink(emulator, me, partnerId);
    return state;
  };
}

const diff: Case["run"] = async (provider, me, state) =>
  (await provider.diff(me.id, state, inputsFrom(me, state))).changes;

const read: Case["run"] = async (provider, me, state) => {
  const { id, properties } = await provider.read(me.id, state);
  return id === "" ? "gone" : String(properties["partnerId"]);
};

const update: Case["run"] = async (provider, me, state) =>
  String((await provider.update(me.id, state, inputsFrom(me, state)))["partnerId"]);

export const cases: readonly Case[] = [
  {
    name: "check",
    prepare: () => ({}),
    run: async (provider, me) => `${(await provider.check({}, inputsOf(me))).failures.length} failures`,
  },
  {
    name: "diff",
    prepare: linked,
    run: diff,
  },
  {
    name: "diff at best effort",
    prepare: (emulator, me) => linked(emulator, me, { driftCheck: "bestEffort" }),
    run: diff,
  },
  {
    name: "create",
    prepare: () => ({}),
    run: async (provider, me) => String((await provider.create(inputsOf(me))).properties["partnerId"]),
  },
  {
    name: "update of a changed link",
    prepare: drifted(otherPartner.partnerId),
    run: update,
  },
  {
    name: "update of a removed link",
    prepare: drifted(null),
    run: update,
  },
  {
    name: "read",
    prepare: linked,
    run: read,
  },
  {
    name: "read at best effort",
    prepare: (emulator, me) => linked(emulator, me, { driftCheck: "bestEffort" }),
    run: read,
  },
  {
    name: "delete",
    prepare: linked,
    run: async (provider, me, state) => {
      await provider.delete(me.id, state);
      return "removed";
    },
  },
];

/** Runs a case and says how it ended: its result, the codes of the warnings on the row, and the live link. */
export async function play(
  { run }: Pick<Case, "run">,
  provider: Provider,
  emulator: Emulator,
  me: Someone,
  state: Properties,
): Promise<string> {
  const result = await run(provider, me, state).catch((error: unknown) => thrown(me, error));
  const warnings = provider.logs(me.urn).filter(({ severity }) => severity === "warning");
  const live = linkedTo(emulator, me);
  const codes = warnings.map(({ message }) => (isClear(me, message) ? codeOf(message) : `unclear: ${message}`));
  return `${[result, ...codes].join(", ")}; ${live === undefined ? "not linked" : `linked to ${live}`}`;
}

function thrown(me: Someone, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return isClear(me, message) ? "threw" : `threw without being clear: ${message}`;
}

/** The code that a message ends with; undefined when it has none. */
export function codeOf(message: string): string | undefined {
  return / \((PAL_[A-Z_]+)\)$/.exec(message)?.[1];
}

const actions = "sign in as|read the partner admin link of|link|change the link of|remove the link of";
const ours = new RegExp(
  `cannot (${actions}) service principal|is (already |not |no longer )?linked to (another |a )?partner|is linked to \\d|has changed since this stack last saved it`,
);

/** One line that names the identity, in words of this package, and ends with a code. */
export function isClear(me: Someone, message: string): boolean {
  const isClean = !/\n|undefined|\[object|unexpected failure/.test(message);
  const isNamed = message.includes(me.clientId) || message.includes(me.id);
  return isClean && ours.test(message) && isNamed && codeOf(message) !== undefined;
}
