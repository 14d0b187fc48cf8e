import { linkIdOf } from "../azure/identity";
import type { ObservedLink } from "../azure/observe";
import { isRefusedForGood } from "../azure/entraError";
import { PalError } from "../errors";
import type { Declaration, Ids } from "./declaration";
import { compareIdentity, expectsOther, namesIdentity } from "./identityChange";
import { log } from "./log";
import * as messages from "./messages";
import { planWrite } from "./plan";
import { isPropagationDelay } from "./propagation";
import { claim, refused } from "./refusals";
import { run } from "./run";
import { identityFor, observeFor } from "./session";
import type { Failure } from "./validate";

export interface Checked {
  readonly failures: readonly Failure[];
  /** Whose link it is, as an input: known in previews to whatever depends on it. */
  readonly ids: Ids | undefined;
}

/**
 * For a link that is in state: whose it is to be. Another identity than the state's is given only where `diff` will ask for
 * a replacement, because the inputs of an unchanged resource are stored too.
 */
export async function checkExisting(declaration: Declaration, state: Declaration): Promise<Checked> {
  const { ids } = state;
  const id = ids === undefined || ids === "unknown" ? undefined : linkIdOf(ids);
  const isKnown = !declaration.unknown.includes("credential");
  const identity = compareIdentity(state, declaration);
  if (identity === "same" && id !== undefined && !expectsOther(declaration, id)) {
    const other = isKnown ? run.reserve(declaration, id) : undefined;
    if (other === undefined) return { failures: [], ids };
    const error = new PalError("PAL_IDENTITY_HELD", messages.identityHeld(id, other, declaration.urn));
    return { failures: [failureOf(error)], ids };
  }
  // A state without ids is some identity's all the same: whoever signs in is not known to be the one.
  if (!isKnown || (id === undefined && !namesIdentity(declaration)))
    return { failures: [], ids: unknownIds(declaration) };
  try {
    const identity = await identityFor(declaration, id);
    const refusal = claim(identity, declaration, false);
    return { failures: refusal === undefined ? [] : [failureOf(refusal)], ids: identity };
  } catch {
    // What failed is said by diff, which signs in as well.
    return { failures: [], ids: identity === "different" ? unknownIds(declaration) : ids };
  }
}

/** For a link about to be created: reads the live one, so that a conflict shows in the preview. */
export async function checkCreation(declaration: Declaration): Promise<Checked> {
  if (declaration.unknown.includes("credential")) return { failures: [], ids: unknownIds(declaration) };
  const observation = await observeFor(declaration);
  const { identity } = observation;
  const ids = identity ?? unknownIds(declaration);
  if (identity !== undefined) {
    const refusal = claim(identity, declaration, true);
    if (refusal !== undefined) return { failures: [failureOf(refusal)], ids };
  }
  if (observation.failure !== undefined) return { failures: await unread(declaration, observation.failure), ids };
  const isPlanned = declaration.unknown.every((name) => name === "driftCheck" || name === "onDelete");
  return { failures: isPlanned ? await previewCreation(declaration, observation) : [], ids };
}

/** A value that is left out of a preview and given afterwards violates a saved plan; outside a preview none may be unknown. */
function unknownIds({ isPreview }: Declaration): Ids | undefined {
  return isPreview ? "unknown" : undefined;
}

async function previewCreation(
  declaration: Declaration,
  { identity, live }: ObservedLink,
): Promise<readonly Failure[]> {
  const { urn, partnerId, isPreview } = declaration;
  const id = linkIdOf(identity);
  if (live === undefined) run.noteAbsent(id);
  const plan = planWrite(live, declaration, "new", run.createdLinks(id));
  if (plan.action === "refuse") return [failureOf(refused(plan.reason, identity, live, declaration))];
  // An update says what it adopts itself.
  if (!isPreview) return [];
  if (live === undefined) await log.info(urn, messages.willLink(identity, partnerId));
  else if (plan.action !== "nothing") await log.info(urn, messages.willOverwrite(identity, live, partnerId));
  else if (!plan.link.created) await log.info(urn, messages.willAdopt(identity, live));
  return [];
}

async function unread(declaration: Declaration, failure: PalError): Promise<readonly Failure[]> {
  const { urn } = declaration;
  if (isPropagationDelay(declaration, failure)) {
    await log.info(urn, messages.notAcceptedYet(failure.text));
    return [];
  }
  // Neither missing configuration nor a wrong secret fixes itself before create, so fail the preview.
  if (failure.code === "PAL_CONFIG_INVALID" || (isRefusedForGood(failure) && !declaration.credentialFromResource))
    return [failureOf(failure)];
  await log.warning(urn, "PAL_NOT_VERIFIED", messages.notReadYet(failure));
  return [];
}

/** The engine prints the value of the property that a failure names, so it is never `credential`. */
function failureOf({ code, message }: PalError): Failure {
  const property = code === "PAL_LINK_EXISTS" ? "partnerId" : code === "PAL_EXPECTATION_FAILED" ? "expect" : "";
  return { property, reason: message };
}
