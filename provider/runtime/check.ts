import { linkIdOf, type Identity } from "../azure/identity";
import { openPartnerClient, type Observation } from "../azure/partnerClient";
import { asPalError } from "../errors";
import { partnerNameVerdict, unexpectedIdentity } from "./expectations";
import { hold, recordAbsent, recordChecked } from "./holders";
import { importMismatch } from "./importOption";
import { say } from "./log";
import * as messages from "./messages";
import { mayPropagate } from "./propagation";
import { settingSources, signInFor } from "./session";
import { expectationOf, partnerIdOf, type Properties, urnOf } from "./state";
import { hasUnknown } from "./unknowns";
import { type Failure, normalise, validate } from "./validate";

export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly Failure[];
}

/** Validates the inputs; for a link about to be created also looks at the live one, so that a conflict shows in the preview. */
export async function check(olds: Properties, news: Properties): Promise<Checked> {
  const inputs = normalise(news);
  recordChecked(urnOf(inputs));
  const failures = validate(inputs, settingSources());
  if (failures.length > 0 || !isCreation(olds) || !isKnown(inputs)) return { inputs, failures };
  return { inputs, failures: await conflicts(inputs) };
}

function isCreation(olds: Properties): boolean {
  return Object.keys(olds).length === 0;
}

function isKnown(inputs: Properties): boolean {
  return !["partnerId", "credential", "expect", "overwrite", "__import"].some((key) => hasUnknown(inputs[key]));
}

async function conflicts(inputs: Properties): Promise<Failure[]> {
  const urn = urnOf(inputs);
  try {
    const session = await signInFor(inputs);
    const { identity } = session;
    const holder = hold(linkIdOf(identity), urn);
    if (holder !== undefined) return [{ property: "", reason: messages.identityHeld(identity, holder, urn) }];
    const unexpected = unexpectedIdentity(inputs, identity);
    if (unexpected !== undefined) return [{ property: "expect", reason: unexpected }];
    const live = await (await openPartnerClient(session)).look();
    if (live === undefined) recordAbsent(linkIdOf(identity));
    const verdict = judgeNew(inputs, identity, live);
    if ("failure" in verdict) return [verdict.failure];
    if (verdict.note !== undefined) await say(urn, "info", verdict.note);
    return [];
  } catch (error) {
    const failure = asPalError(error);
    // Nothing was configured: waiting for create would not change that.
    if (failure.code === "PAL_CONFIG_INVALID") return [{ property: "", reason: failure.message }];
    if (mayPropagate(inputs, failure)) await say(urn, "info", messages.notAcceptedYet(failure.message));
    else await say(urn, "warning", messages.leftToUpdate(failure.message));
    return [];
  }
}

/** What a live link means for a resource that is about to be created. */
export function judgeNew(
  inputs: Properties,
  identity: Identity,
  live: Observation,
): { failure: Failure } | { note?: string } {
  const wrongImport = importMismatch(inputs, identity, live);
  if (wrongImport !== undefined) return { failure: { property: "", reason: wrongImport.message } };
  if (live === undefined) return {};
  const declared = partnerIdOf(inputs);
  if (live.partnerId !== declared) {
    if (inputs["overwrite"] === true) return { note: messages.willOverwrite(identity, live, declared) };
    return { failure: { property: "partnerId", reason: messages.linkExists(identity, live) } };
  }
  if (partnerNameVerdict(inputs, live) === "other") {
    const expected = expectationOf(inputs)?.partnerName ?? "";
    return {
      failure: {
        property: "expect",
        reason: messages.otherPartnerName(expected, identity, live, "Nothing was written"),
      },
    };
  }
  return { note: messages.willAdopt(identity, live) };
}
