import { CallbackError, type Failure, type Properties } from "../../model/callbacks";
import { partner } from "../../callbacks/harness/principals";
import { unknownValue } from "../../../provider/runtime/wire";
import type { Ended } from "./bench";
import { filler } from "./values";

const mine = partner.partnerId;
/** Control characters and line breaks: what must not reach a terminal. */
const raw = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const tooLong = new RegExp(`${filler}{301}`);
const longestMessage = 1_500;

/** What is wrong with how a callback ended; empty when all is well. */
export function judge(ended: Ended): readonly string[] {
  return [...crashes(ended), ...texts(ended), ...writes(ended), ...conclusions(ended)];
}

/** How a callback ended, by its codes. */
export function endOf({ error, reported, result }: Ended): string {
  const { failures = [] } = (result ?? {}) as { failures?: readonly Failure[] };
  const texts = [
    ...reported,
    ...failures.map(({ reason }) => reason),
    ...(error instanceof Error ? [error.message] : []),
  ];
  return texts.flatMap((text) => /\((PAL_\w+)\)/.exec(text)?.[1] ?? []).join(", ");
}

function crashes({ scene, error }: Ended): readonly string[] {
  if (error === undefined) return [];
  const text = error instanceof Error ? error.message : "no Error";
  if (!(error instanceof CallbackError) || error.code === undefined) return [`ended otherwise: ${text.slice(0, 80)}`];
  if (error.code === "PAL_UNEXPECTED" || /TypeError|SyntaxError/.test(text))
    return [`unexpected: ${text.slice(0, 80)}`];
  return scene.callback === "diff" || scene.callback === "check" ? [`${scene.callback} throws`] : [];
}

/** Nothing of the services' reaches a terminal or the state as it came. */
function texts({ result, error, reported }: Ended): readonly string[] {
  const { failures = [] } = (result ?? {}) as { failures?: readonly Failure[] };
  const partial = error instanceof CallbackError ? error.partial : undefined;
  const messages = [
    ...reported,
    ...failures.map(({ reason }) => reason),
    ...(partial?.reasons ?? []),
    ...(error instanceof Error ? [error.message] : []),
  ];
  const stored = textsIn([result, partial?.properties]);
  return [
    ...(messages.some((text) => raw.test(text)) ? ["raw text in a message"] : []),
    ...(messages.some((text) => tooLong.test(text)) ? ["more than 300 characters of others in a message"] : []),
    ...(messages.some(({ length }) => length > longestMessage) ? ["a message that is too long"] : []),
    ...(stored.some((text) => raw.test(text)) ? ["raw text in the properties"] : []),
    ...(stored.some((text) => tooLong.test(text)) ? ["more than 300 characters of others in the properties"] : []),
  ];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  // The pointer to the provider is the program's own, and has lines.
  return Object.entries(value).flatMap(([key, inner]) => (key === "__provider" ? [] : [key, ...textsIn(inner)]));
}

/** A link that changed is in the state that the engine keeps. */
function writes({ scene, me, result, error, before, after }: Ended): readonly string[] {
  const changed = [...after].filter(([id, partnerId]) => partnerId !== before.get(id));
  return changed.flatMap(([id, partnerId]) => {
    if (error === undefined) {
      const own = scene.callback === "create" ? (result as { id: string }).id : me.id;
      const mayWrite = ["create", "update", "delete"].includes(scene.callback);
      return id === own && mayWrite ? [] : [`${scene.callback} writes a link that is not the resource's`];
    }
    const { partial } = error as Partial<CallbackError>;
    // The engine keeps the state of a resource that failed to change; it names this partner.
    const isInState = scene.callback !== "create" && id === me.id && (partnerId === mine || partnerId === undefined);
    if (isInState) return [];
    return partial?.id === id && partnersIn(partial.properties).includes(String(partnerId))
      ? []
      : ["fails with a link that no state has"];
  });
}

function partnersIn({ __link: link }: Properties): readonly unknown[] {
  const { partnerId, pending = [] } = (link ?? {}) as { partnerId?: unknown; pending?: readonly unknown[] };
  return [partnerId, ...pending];
}

function conclusions(ended: Ended): readonly string[] {
  const { scene, me, result, error, after } = ended;
  const live = after.get(me.id);
  if (error !== undefined) {
    const { partial } = error as Partial<CallbackError>;
    return partial === undefined ? [] : state(partial.properties, partial.id, ended, false);
  }
  switch (scene.callback) {
    case "check":
      return checked(ended);
    case "diff": {
      const { changes, replaces } = result as { changes: boolean; replaces?: readonly string[] };
      return [
        ...(!changes && live !== mine ? ["diff sees no drift"] : []),
        ...(replaces === undefined ? [] : ["diff takes the identity for another"]),
      ];
    }
    case "create": {
      const { id, outs } = result as { id: string; outs: Properties };
      return [...(after.get(id) === mine ? [] : ["success without the link"]), ...state(outs, id, ended, true)];
    }
    case "update":
      return [
        ...(live === mine ? [] : ["success without the link"]),
        ...state((result as { outs: Properties }).outs, me.id, ended, true),
      ];
    case "read":
      return wasRead(ended);
    case "delete":
      return live === mine ? ["delete leaves the resource's link"] : [];
  }
}

function isUnverified({ reported }: Ended): boolean {
  return reported.some((line) => line.includes("(PAL_NOT_VERIFIED)"));
}

/** Id of the link that properties are about. */
function identityIn({ tenantId, objectId }: Properties): string {
  return [tenantId, objectId].map((id) => (typeof id === "string" ? id : "none")).join("/");
}

function checked(ended: Ended): readonly string[] {
  const { me, result, after, before } = ended;
  const { failures, inputs } = result as { failures: readonly Failure[]; inputs: Properties };
  const named = identityIn(inputs);
  const isOther = inputs["tenantId"] !== undefined && inputs["tenantId"] !== unknownValue && !after.has(named);
  const live = before.get(me.id);
  const isConflict = live !== undefined && live !== mine;
  const isRefused = failures.some(({ reason }) => reason.includes("(PAL_LINK_EXISTS)"));
  const isOpen = failures.length > 0 || isUnverified(ended) || named !== me.id;
  return [
    ...(isOther ? ["check names an identity that does not exist"] : []),
    ...(isRefused && !isConflict ? ["check refuses a link that is not there"] : []),
    ...(isConflict && !isRefused && !isOpen ? ["check passes over another partner's link"] : []),
  ];
}

function wasRead(ended: Ended): readonly string[] {
  const { me, result, after } = ended;
  const { id = "", props = {} } = result as { id?: string; props?: Properties };
  const live = after.get(me.id);
  if (id === "") return live === undefined ? [] : ["read says that a link is gone"];
  if (isUnverified(ended)) return state(props, me.id, ended, false);
  if (live === undefined) return ["read keeps a link that is gone"];
  return [...(props["partnerId"] === live ? [] : ["read names another partner"]), ...state(props, me.id, ended, false)];
}

/** What the outputs say, compared with the link of the identity. */
function state(outs: Properties, id: string, { scene, before, after }: Ended, isConfirmed: boolean): readonly string[] {
  const { adopted, __link: link } = outs;
  const { kind, partnerId, created } = (link ?? {}) as Properties;
  const isSettled = kind === "settled";
  const isTrue = partnerId === after.get(id) && outs["partnerId"] === partnerId;
  const isOwn = before.get(id) !== mine;
  return [
    ...(identityIn(outs) === id && after.has(id) ? [] : ["a state names another identity"]),
    ...(isConfirmed && !isSettled ? ["success with a write of unknown outcome"] : []),
    ...(isConfirmed && isSettled && !isTrue ? ["a state names another partner"] : []),
    ...(scene.callback === "create" && isSettled && created !== isOwn
      ? ["a state says who made the link wrongly"]
      : []),
    ...(adopted === (isSettled && created !== true) ? [] : ["adopted does not say what the state says"]),
    ...types(outs),
  ];
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTime = (value: unknown): boolean => typeof value === "string" && time.test(value);

/** What each output of the service's may be, when it is there. */
const outputs: Readonly<Record<string, (value: unknown) => boolean>> = {
  partnerId: (value) => typeof value === "string" && /^\d+$/.test(value),
  partnerName: isText,
  state: isText,
  version: (value) => Number.isSafeInteger(value),
  createdTime: isTime,
  updatedTime: isTime,
};

function types(outs: Properties): readonly string[] {
  const wrong = Object.entries(outputs).filter(([name, isRight]) => name in outs && !isRight(outs[name]));
  return wrong.map(([name]) => `${name} is of another form`);
}
