import type * as pulumi from "@pulumi/pulumi";
import { linkIdOf } from "../azure/identity";
import { asPalError, isOfAzure, PartialSuccess, type PalError } from "../errors";
import { checkCreation, checkExisting } from "./check";
import { create } from "./create";
import { parseDeclaration, toInputs, withStoredTokens } from "./declaration";
import { remove } from "./delete";
import { diff } from "./diff";
import { isState, parseState, type State, toOutputs } from "./linkState";
import { log } from "./log";
import { nothingWritten, unexpectedArguments } from "./messages";
import { lookUp, refresh } from "./read";
import { run } from "./run";
import { configureSettings, settingSources } from "./session";
import { update } from "./update";
import { validate } from "./validate";

// Declared here, so that the published types reach for nothing but the SDK.
type Properties = Readonly<Record<string, unknown>>;

/** Anything but an Error hangs the CLI, and a foreign error may quote more than it should. */
async function guarded<T>(callback: () => Promise<T>, hint: (error: PalError) => string = () => ""): Promise<T> {
  try {
    return await callback();
  } catch (thrown) {
    const error = asPalError(thrown);
    const told = isOfAzure(error) && !(error instanceof PartialSuccess) ? error.withHint(hint(error)) : error;
    // See quietSdk.
    throw Object.defineProperty(told, "toString", { value: () => "", configurable: true });
  }
}

/**
 * The SDK prints `<error>: <stack>` of a failed callback below the stack's row, although the engine shows the message on the
 * resource's own. With nothing in either a bare colon is left, which says nothing.
 */
function quietSdk(): void {
  const print = console.error;
  if (print.name === "printAllButColon") return;
  console.error = function printAllButColon(...parts: unknown[]): void {
    if (parts.length !== 1 || parts[0] !== ": ") print(...parts);
  };
}

function read({ id, state }: { readonly id: string; readonly state: State }) {
  return { id, props: toOutputs(state), inputs: toInputs(state.declaration, state.identity) };
}

/**
 * What Pulumi's dynamic-provider process runs for every PartnerAdminLink. State points here by name, so this subpath
 * and this export stay for ever. Each callback reads its properties once and writes them once.
 */
export const provider: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
  // The engine sends the first callbacks before an asynchronous configure has finished, so nothing is awaited here.
  configure: ({ config }) => {
    quietSdk();
    configureSettings((key) => config.get(key));
    return Promise.resolve();
  },

  check: (olds, news) =>
    guarded(async () => {
      const given = parseDeclaration(news);
      const state = Object.keys(olds).length === 0 ? undefined : parseDeclaration(olds);
      const declaration = state === undefined ? given : withStoredTokens(given, state);
      run.noteDeclared(declaration);
      const { urn, unexpected } = declaration;
      if (unexpected.length > 0) await log.warning(urn, "PAL_UNKNOWN_ARGUMENT", unexpectedArguments(unexpected));
      const invalid = validate(declaration, settingSources());
      if (invalid.length > 0) return { inputs: toInputs(declaration, state?.ids), failures: invalid };
      const { ids, failures } = await (state === undefined
        ? checkCreation(declaration)
        : checkExisting(declaration, state));
      return { inputs: toInputs(declaration, ids), failures: [...failures] };
    }),

  diff: (id, olds, news) => diff(id, parseState(olds), parseDeclaration(news)),

  create: (inputs) =>
    guarded(async () => {
      const state = await create(parseDeclaration(inputs));
      return { id: linkIdOf(state.identity), outs: toOutputs(state) };
    }, nothingWritten),

  read: (id, props = {}) =>
    guarded(async () => {
      if (!isState(props)) {
        const own = id.toLowerCase();
        const declaration = parseDeclaration(props);
        run.noteTokens(declaration);
        return read({ id: own, state: await lookUp(own, declaration) });
      }
      const state = parseState(props);
      const found = await refresh(id, state);
      if (found.is === "gone") return {};
      return read({ id, state: found.is === "read" ? found.state : state });
    }),

  update: (id, olds, news) =>
    guarded(
      async () => ({ outs: toOutputs(await update(id, parseState(olds), parseDeclaration(news))) }),
      nothingWritten,
    ),

  delete: (id, props) => guarded(() => remove(id, parseState(props))),
};
