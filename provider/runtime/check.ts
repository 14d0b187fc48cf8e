import { linkIdOf } from "../azure/identity";
import type { ObservedLink } from "../azure/observe";
import type { PalError } from "../errors";
import type { Declaration } from "./declaration";
import { log } from "./log";
import * as messages from "./messages";
import { planWrite } from "./plan";
import { isPropagationDelay } from "./propagation";
import { claim, refused } from "./refusals";
import { run } from "./run";
import { observeFor } from "./session";
import type { Failure } from "./validate";

/** For a link about to be created: reads the live one, so that a conflict shows in the preview. */
export async function checkCreation(declaration: Declaration): Promise<readonly Failure[]> {
  const observation = await observeFor(declaration);
  const { identity } = observation;
  if (identity !== undefined) {
    const refusal = claim(identity, declaration, true);
    if (refusal !== undefined) return [failureOf(refusal)];
  }
  if (observation.failure !== undefined) return await unread(declaration, observation.failure);
  return await previewCreation(declaration, observation);
}

async function previewCreation(
  declaration: Declaration,
  { identity, live }: ObservedLink,
): Promise<readonly Failure[]> {
  const { urn, partnerId } = declaration;
  const id = linkIdOf(identity);
  if (live === undefined) run.noteAbsent(id);
  const plan = planWrite(live, declaration, "new", run.createdLinks(id));
  if (plan.action === "refuse") return [failureOf(refused(plan.reason, identity, live, declaration))];
  if (live === undefined || (plan.action === "nothing" && plan.link.created)) return [];
  const text =
    plan.action === "nothing" ? messages.willAdopt(identity, live) : messages.willOverwrite(identity, live, partnerId);
  await log.info(urn, text);
  return [];
}

async function unread(declaration: Declaration, failure: PalError): Promise<readonly Failure[]> {
  const { urn } = declaration;
  // Missing configuration cannot fix itself before create, so fail the preview.
  if (failure.code === "PAL_CONFIG_INVALID") return [failureOf(failure)];
  if (isPropagationDelay(declaration, failure)) await log.info(urn, messages.notAcceptedYet(failure.text));
  else await log.warning(urn, "PAL_NOT_VERIFIED", messages.notReadYet(failure));
  return [];
}

/** The engine prints the value of the property that a failure names, so it is never `credential`. */
function failureOf({ code, message }: PalError): Failure {
  const property = code === "PAL_LINK_EXISTS" ? "partnerId" : code === "PAL_EXPECTATION_FAILED" ? "expect" : "";
  return { property, reason: message };
}
