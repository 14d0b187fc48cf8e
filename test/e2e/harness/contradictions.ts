import { isDeepStrictEqual } from "node:util";
import { plain } from "./namedBags";
import type { RecordedCall, RecordedStep, Recording } from "./recording";

/*
 * A replay asks what the recording says the engine asked. That the engine could have asked it shows in the recording
 * itself: what goes from one call to the next is the same at both ends.
 */

/** What contradicts itself in a recording, a line each. */
export function contradictions({ steps }: Recording): string[] {
  return steps.flatMap((step, index) =>
    [...uncheckedCalls(step), ...unregisteredChecks(step)].map((what) => `step ${index + 1}: ${what}`),
  );
}

/** The inputs of each call are those that the last check of the resource gave; a refresh compares without one. */
function uncheckedCalls({ processes }: RecordedStep): string[] {
  return processes.flatMap((calls) => {
    const checked = new Map<string, unknown>();
    const isRead = new Set<string>();
    return calls.flatMap((call) => {
      const { callback, on = "", gives } = call;
      if (callback === "Read") isRead.add(on);
      if (callback === "Check") checked.set(on, plain(gives?.["inputs"]));
      const inputs = inputsOf(call);
      if (inputs === undefined || (!checked.has(on) && isRead.has(on))) return [];
      return isDeepStrictEqual(inputs, checked.get(on))
        ? []
        : [`${callback} of ${on} has other inputs than Check gave`];
    });
  });
}

function inputsOf({ callback, given }: RecordedCall): unknown {
  if (callback === "Create") return given["properties"];
  return callback === "Diff" || callback === "Update" ? given["news"] : undefined;
}

/** What is checked is what the program registered, but for properties that keep their old value. */
function unregisteredChecks({ program, processes }: RecordedStep): string[] {
  const registered = (program?.registrations ?? []).filter(({ monitor }) => monitor === "RegisterResource");
  const bagOf = new Map(registered.map(({ given, gives }) => [gives?.["urn"], given]));
  return processes.flat().flatMap(({ callback, on = "", given }) => {
    const registration = bagOf.get(on);
    if (callback !== "Check" || registration === undefined || registration["ignoreChanges"] !== undefined) return [];
    const isSame = isDeepStrictEqual(given["news"], plain(registration["object"]));
    return isSame ? [] : [`Check of ${on} has other inputs than the program registered`];
  });
}
