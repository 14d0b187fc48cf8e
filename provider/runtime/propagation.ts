import { setTimeout as delay } from "node:timers/promises";
import { limits } from "../azure/limits";
import type { Session } from "../azure/signIn";
import { PalError } from "../errors";
import { say } from "./log";
import * as messages from "./messages";
import { signInFor } from "./session";
import { type Properties, urnOf } from "./state";

/** Entra's answers to a secret or an application that exists but has not reached every server yet. */
const notYet = new Set(["7000215", "700016"]);

/**
 * Signs in; a credential that another resource of this update has just made may be refused for some minutes, and only
 * then is it worth waiting. A mistyped secret fails at once.
 */
export async function signInPatiently(inputs: Properties): Promise<Session> {
  const patient = inputs["__credentialFromResource"] === true;
  const end = Date.now() + limits.propagation;
  let pause: number = limits.firstPropagationDelay;
  for (;;) {
    try {
      return await signInFor(inputs);
    } catch (error) {
      const waits =
        patient && error instanceof PalError && notYet.has(error.serviceCode ?? "") && Date.now() + pause < end;
      if (!waits) throw error;
      await say(urnOf(inputs), "info", messages.waitingForCredential(error.message), true);
    }
    await delay(pause);
    pause = Math.min(pause * 2, limits.longestPropagationDelay);
  }
}
