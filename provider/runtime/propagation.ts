import { setTimeout as delay } from "node:timers/promises";
import { limits } from "../azure/limits";
import { asPalError, type PalError, PartialSuccess } from "../errors";
import type { Declaration } from "./declaration";
import { log } from "./log";
import * as messages from "./messages";

/** Entra's answers to a secret or an application that exists but has not reached every server yet. */
const propagating = new Set(["7000215", "700016"]);

/** ARM's answer to the token of an identity that has not reached it yet. */
const unauthorized = 401;

/** Whether a refusal may be over soon: the credential was made by another resource, perhaps a moment ago. */
export function isPropagationDelay(
  { credentialFromResource }: Pick<Declaration, "credentialFromResource">,
  { serviceCode, statusCode }: Pick<PalError, "serviceCode" | "statusCode">,
): boolean {
  return credentialFromResource && (propagating.has(serviceCode ?? "") || statusCode === unauthorized);
}

/**
 * Does what needs a credential; one that another resource of this update has just made may be refused for some minutes,
 * and only then is it worth waiting. A mistyped secret fails at once.
 */
export async function retryWhilePropagating<T>(declaration: Declaration, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + limits.propagation;
  let pause: number = limits.firstPropagationDelay;
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      const error = asPalError(thrown);
      const isOver = error instanceof PartialSuccess || Date.now() + pause >= end;
      if (isOver || !isPropagationDelay(declaration, error)) throw error;
      await log.status(declaration.urn, messages.waitingForCredential(error.text));
    }
    await delay(pause);
    pause = Math.min(pause * 2, limits.longestPropagationDelay);
  }
}
