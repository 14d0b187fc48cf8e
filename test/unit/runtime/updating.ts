import type { Identity } from "../../../provider/azure/identity";
import type { LinkState } from "../../../provider/runtime/linkState";
import { update } from "../../../provider/runtime/update";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { clientId, declarationOf, newResource, stateWith, tenantId } from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";

export const credential = { tenantId, clientId, clientSecret: "before" };
export const rotated = { credential: { ...credential, clientSecret: "after" } };

export interface Case {
  readonly when: string;
  readonly before?: Record<string, unknown>;
  readonly change: Record<string, unknown>;
  readonly link?: LinkState;
}

/** An update from one declaration to another, and what becomes of it. */
export function updating(
  { before = {}, change, link }: Case,
  script: readonly ScriptedCall[] = [],
  signsIn?: Identity | Error,
) {
  const resource = newResource();
  const { id, urn, identity } = resource;
  const lines = consoleLines();
  const calls = azureAnswers(signsIn ?? identity, script);
  const state = stateWith(resource, { credential, ...before }, link);
  const news = declarationOf({ credential, ...before, ...change }, { urn });
  return { resource, lines, calls, state, news, start: () => update(id, state, news) };
}
