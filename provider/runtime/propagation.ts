import { setTimeout as delay } from "node:timers/promises";
import { limits } from "../azure/limits";
import { asPalError, PalError } from "../errors";
import { say } from "./log";
import * as messages from "./messages";
import { type Properties, urnOf } from "./state";

/** Entra's answers to a secret or an application that exists but has not reached every server yet. */
const notYet = new Set(["7000215", "700016"]);

/** ARM's answer to the token of an identity that has not reached it yet. */
const unauthorized = 401;

/** Whether a refusal may be over soon: the credential was made by another resource, perhaps a moment ago. */
export function mayPropagate(inputs: Properties, failure: unknown): boolean {
  if (inputs["__credentialFromResource"] !== true || !(failure instanceof PalError)) return false;
  return notYet.has(failure.serviceCode ?? "") || failure.statusCode === unauthorized;
}

/**
 * Does what needs a credential; one that another resource of this update has just made may be refused for some minutes,
 * and only then is it worth waiting. A mistyped secret fails at once.
 */
export async function patiently<T>(inputs: Properties, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + limits.propagation;
  let pause: number = limits.firstPropagationDelay;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!mayPropagate(inputs, error) || Date.now() + pause >= end) throw error;
      await say(urnOf(inputs), "info", messages.waitingForCredential(asPalError(error).message), true);
    }
    await delay(pause);
    pause = Math.min(pause * 2, limits.longestPropagationDelay);
  }
}
