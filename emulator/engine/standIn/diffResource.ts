import type { Messages } from "./messages";
import { type PropertyPath, parsePath, pathContains, resetPath } from "./propertyPath";
import { type DiffRequest, type DiffResult, type Provider } from "./provider";
import { engineDiff } from "./valueDiff";
import { copyMap, type PropertyMap } from "./values";

/** Asks the provider what changed; compares the inputs where the provider leaves that to the engine. */
export async function diffResource(
  messages: Messages,
  provider: Provider,
  request: DiffRequest,
  ignoreChanges: readonly string[],
): Promise<DiffResult> {
  const diff = await provider.diff(request);
  if (diff.changes !== "unknown") return diff;
  const { urn, newInputs, oldInputs } = request;
  const { changedKeys, detailed } = engineDiff(oldInputs, ignoring(messages, urn, newInputs, oldInputs, ignoreChanges));
  return changedKeys.length === 0 ? { ...diff, changes: "none" } : { ...diff, changes: "some", changedKeys, detailed };
}

/** The inputs with every ignored property set back to what it was. */
export function ignoring(
  messages: Messages,
  urn: string,
  inputs: PropertyMap,
  oldInputs: PropertyMap,
  ignoreChanges: readonly string[],
): PropertyMap {
  if (ignoreChanges.length === 0) return inputs;
  const ignored = copyMap(inputs);
  const refused = ignoreChanges.filter((text) => {
    const path = parsePath(text);
    return path !== undefined && !resetPath(path, oldInputs, ignored);
  });
  if (refused.length > 0) {
    const paths = JSON.stringify(refused.join(", "));
    messages.say("info", `cannot ignore changes in added or removed elements of the path: ${paths}`, urn);
  }
  return ignored;
}

/** Name under which `replaceOnChanges` means an unfinished creation or update. */
const initErrorKey = "#initerror";

/** Makes changes replacements where the program asked for it. */
export function withReplaceOnChanges(
  diff: DiffResult,
  replaceOnChanges: readonly string[],
  hasInitErrors: boolean,
): DiffResult {
  if (diff.changes !== "some" && !hasInitErrors) return diff;
  const paths = parseAll(replaceOnChanges);
  const isCovered = (text: string): boolean => {
    const path = parsePath(text);
    return path !== undefined && paths.some((covering) => pathContains(covering, path));
  };
  const changed = [...diff.changedKeys, ...(diff.detailed?.keys() ?? [])].filter(isCovered);
  const unfinished = hasInitErrors && paths.some((path) => pathContains(path, [initErrorKey])) ? [initErrorKey] : [];
  return {
    ...diff,
    changes: unfinished.length > 0 ? "some" : diff.changes,
    replaceKeys: [...new Set([...diff.replaceKeys, ...changed, ...unfinished])],
  };
}

function parseAll(texts: readonly string[]): PropertyPath[] {
  return texts.flatMap((text) => {
    const path = parsePath(text);
    return path === undefined ? [] : [path];
  });
}
