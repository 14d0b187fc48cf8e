import type { Emulator, FaultCalls, FaultEffect, Operation } from "partner-admin-link-emulator";
import { removeField, setField } from "../../../emulator/azure/jsonFields";
import { type PlainRequest, send } from "../../emulator/http";
import type { Someone } from "../../callbacks/harness/principals";
import type { Scene } from "./scenes";
import type { Bench } from "./bench";

export type Method = "clientSecret" | "githubActions" | "azurePipelines" | "managedIdentity" | "appService";

/** One answer of a service, and the callbacks that get it with one field changed. */
export interface Answer {
  readonly name: string;
  readonly operation: Operation;
  /** How the identity signs in; by client secret unless given. */
  readonly method?: Method;
  /** Variables beside those of the method. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Every call unless given. */
  readonly calls?: FaultCalls;
  /** The answer as it is. */
  readonly sample: (bench: Bench, me: Someone) => Promise<unknown>;
  /** The same with another value in a field; undefined where the field cannot hold it. */
  readonly change: (
    bench: Bench,
    me: Someone,
    changed: readonly Changed[],
    sample: unknown,
  ) => Promise<FaultEffect | undefined> | FaultEffect | undefined;
  readonly scenes: readonly Scene[];
  /** Fields that are played one by one; nobody reads the others, which are changed together. All unless given. */
  readonly read?: RegExp;
  /** Behaviour of the service. */
  readonly getUnlinked?: "200 Deleted";
  /** Fewer cases than this, of every scene together, prove nothing. */
  readonly floor: number;
}

export interface Changed {
  /** Empty for the whole body. */
  readonly path: string;
  /** Undefined for absent. */
  readonly value: unknown;
}

/** The service does what it was asked, and its answer is changed. */
export function replaced(status = 200): Answer["change"] {
  return (_bench, _me, changed) => {
    if (isWhole(changed)) return whole(status, "after", changed);
    const fields = Object.fromEntries(changed.map(({ path, value }) => [path, value]));
    const remove = changed.flatMap(({ path, value }) => (value === undefined ? [path] : []));
    return { kind: "replace", fields, remove };
  };
}

/** The service refuses, or has done what it was asked and says that it failed. */
export function refused(status: number, when: "before" | "after" = "before"): Answer["change"] {
  return (_bench, _me, changed, sample) => {
    if (isWhole(changed)) return whole(status, when, changed);
    const body = changed.reduce(
      (edited, { path, value }) => (value === undefined ? removeField(edited, path) : setField(edited, path, value)),
      sample,
    );
    return { kind: "status", status, when, body };
  };
}

export function isWhole(changed: readonly Changed[]): boolean {
  return changed[0]?.path === "";
}

function whole(status: number, when: "before" | "after", [first]: readonly Changed[]): FaultEffect | undefined {
  return first?.value === undefined ? undefined : { kind: "status", status, when, body: first.value };
}

export async function ask(emulator: Emulator, request: PlainRequest): Promise<unknown> {
  return JSON.parse((await send(emulator, request)).text);
}

/** Nobody's. */
export const unknownGuid = "99999999-9999-4999-8999-999999999999";

/** An error as ARM has it. */
export function armError(code: string, message: string): Answer["sample"] {
  return () => Promise.resolve({ error: { code, message } });
}
