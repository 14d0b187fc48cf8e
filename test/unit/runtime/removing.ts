import { remove } from "../../../provider/runtime/delete";
import type { LinkState } from "../../../provider/runtime/linkState";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { declared, linkedAsDeclared, newResource, stateWith } from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";

export const readDeclared: ScriptedCall = ["get", linkedAsDeclared];
export const deleted: ScriptedCall = ["delete", declared, undefined];
export const pending: LinkState = { kind: "unsettled", pending: [declared] };

export interface Case {
  readonly when: string;
  readonly inputs?: Record<string, unknown>;
  readonly link?: LinkState;
}

/** A deletion that waits to be started, of a link that by default the stack made. */
export function removing({ inputs, link }: Case, script: readonly ScriptedCall[] = []) {
  const resource = newResource();
  const lines = consoleLines();
  const calls = azureAnswers(resource.identity, script);
  const state = stateWith(resource, inputs, link);
  return { ...resource, lines, calls, state, start: () => remove(resource.id, state) };
}
