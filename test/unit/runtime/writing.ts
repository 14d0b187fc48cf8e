import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { LinkState } from "../../../provider/runtime/linkState";
import { write } from "../../../provider/runtime/write";
import {
  alreadyLinked,
  badGateway,
  declarationOf,
  declared,
  linkedAsDeclared,
  linkedToAnother,
  lostReply,
  newResource,
  notFound,
  type Resource,
  stateWith,
} from "../fixtures";
import { callOf, scriptedClient, type ScriptedCall } from "../scriptedClient";

export interface Case {
  readonly when: string;
  /** The link as it was read; left out for none. */
  readonly live?: LiveLink;
  readonly inputs?: Record<string, unknown>;
  readonly hidden?: Record<string, unknown>;
  /** Left out for a new resource. */
  readonly link?: LinkState;
  readonly script: readonly ScriptedCall[];
}

export const readNone: ScriptedCall = ["get", undefined];
export const readDeclared: ScriptedCall = ["get", linkedAsDeclared];
export const readAnother: ScriptedCall = ["get", linkedToAnother];
export const create: ScriptedCall = ["create", declared, linkedAsDeclared];
export const createConflicts: ScriptedCall = ["create", declared, alreadyLinked];
export const createUnclear: ScriptedCall = ["create", declared, badGateway];
export const createLost: ScriptedCall = ["create", declared, lostReply];
export const update: ScriptedCall = ["update", declared, linkedAsDeclared];
export const updateFindsNone: ScriptedCall = ["update", declared, notFound];
export const updateUnclear: ScriptedCall = ["update", declared, badGateway];
export const updateLost: ScriptedCall = ["update", declared, lostReply];
export const overwrite = { overwrite: true };
/** Writes a link by the script, of which every call is made; gives the state, or what was thrown. */
export async function writes(row: Case, resource: Resource = newResource()) {
  const { client, calls } = scriptedClient(row.script);
  const { identity, urn } = resource;
  const declaration = declarationOf(row.inputs, { urn, ...row.hidden });
  const state = row.link === undefined ? "new" : stateWith(resource, row.inputs, row.link);
  const result = await write({ client, identity, declaration, state, live: row.live }).catch((error: unknown) => error);
  expect(calls).toStrictEqual(row.script.map(callOf));
  return { result, declaration, resource };
}
