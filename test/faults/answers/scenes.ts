import type { CallbackName } from "../../model/callbacks";
import { otherPartner, partner } from "../../callbacks/harness/principals";

/** A callback, and the link that the identity has when it runs. */
export interface Scene {
  readonly name: string;
  readonly callback: CallbackName;
  /** Partner that is linked before; null for none. */
  readonly before: string | null;
  /** Replaces a link that was there before the resource. */
  readonly overwrite?: boolean;
}

const mine = partner.partnerId;
const other = otherPartner.partnerId;

export const preview: Scene = { name: "check, none linked", callback: "check", before: null };
const conflict: Scene = { name: "check, another partner linked", callback: "check", before: other };
export const create: Scene = { name: "create", callback: "create", before: null };
const adopt: Scene = { name: "create, linked already", callback: "create", before: mine };
export const overwrite: Scene = { name: "create, overwriting", callback: "create", before: other, overwrite: true };
export const drift: Scene = { name: "diff, another partner linked", callback: "diff", before: other };
const absence: Scene = { name: "diff, none linked", callback: "diff", before: null };
export const read: Scene = { name: "read", callback: "read", before: mine };
const refresh: Scene = { name: "read, another partner linked", callback: "read", before: other };
export const gone: Scene = { name: "read, none linked", callback: "read", before: null };
export const repair: Scene = { name: "update, another partner linked", callback: "update", before: other };
export const restore: Scene = { name: "update, none linked", callback: "update", before: null };
export const remove: Scene = { name: "delete", callback: "delete", before: mine };
const removed: Scene = { name: "delete, none linked", callback: "delete", before: null };

/** Callbacks that sign in. */
export const signIns = [preview, create, drift, remove];
/** Callbacks that read a link that exists. */
export const readers = [conflict, adopt, overwrite, drift, read, refresh, repair, remove];
/** Callbacks that read that there is none. */
export const absentReaders = [create, absence, gone, restore, removed];
