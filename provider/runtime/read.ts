import { type Identity, linkIdOf } from "../azure/identity";
import { type LiveLink, type Observation, openPartnerClient } from "../azure/partnerClient";
import { passes } from "../azure/transience";
import { asPalError, PalError } from "../errors";
import { isAsDeclared } from "./compare";
import { partnerNameVerdict, unexpectedIdentity } from "./expectations";
import { say } from "./log";
import * as messages from "./messages";
import { signInFor, signInForState } from "./session";
import {
  driftCheckOf,
  expectationOf,
  inputsIn,
  outputsFor,
  partnerIdOf,
  type Properties,
  urnOf,
  withLive,
} from "./state";
import { isOwn, isUnsettled, settled } from "./unknownOutcome";

export interface ReadLink {
  readonly id?: string;
  readonly props?: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
}

/** Reads the live link: for `pulumi refresh` into the state, for `PartnerAdminLink.get` into the program. */
export function read(id: string, props: Properties): Promise<ReadLink> {
  // Only state has outputs; a look-up comes with what the program gave.
  return props["tenantId"] === undefined ? lookUp(id.toLowerCase(), props) : refresh(id, props);
}

async function lookUp(id: string, props: Properties): Promise<ReadLink> {
  const session = await signInFor(props);
  const { identity } = session;
  if (linkIdOf(identity) !== id) {
    throw new PalError(
      "PAL_IDENTITY_MISMATCH",
      `${messages.somebodyElse(identity, id)}: give get the credential of that identity`,
    );
  }
  const unexpected = unexpectedIdentity(props, identity);
  if (unexpected !== undefined) throw new PalError("PAL_EXPECTATION_FAILED", unexpected);
  const live = await (await openPartnerClient(session)).look();
  if (live === undefined) {
    throw new PalError(
      "PAL_LINK_NOT_FOUND",
      `${identity.label} has no partner admin link to get; create it with new PartnerAdminLink(...)`,
    );
  }
  if (partnerNameVerdict(props, live) === "other") {
    const expected = expectationOf(props)?.partnerName ?? "";
    throw new PalError(
      "PAL_EXPECTATION_FAILED",
      messages.otherPartnerName(expected, identity, live, "Nothing was written"),
    );
  }
  const inputs = { ...inputsIn(props), partnerId: live.partnerId };
  return { id, props: outputsFor({ ...inputs, __provider: props["__provider"] }, identity, live, true), inputs };
}

async function refresh(id: string, props: Properties): Promise<ReadLink> {
  const unchanged = { id, props: { ...props }, inputs: inputsIn(props) };
  try {
    const session = await signInForState(id, props);
    const { identity } = session;
    if (linkIdOf(identity) !== id) {
      await say(urnOf(props), "warning", messages.notVerifiable(messages.somebodyElse(identity, id), ""));
      return unchanged;
    }
    return await refreshed(id, props, identity, await (await openPartnerClient(session)).look());
  } catch (error) {
    const failure = asPalError(error);
    if (driftCheckOf(props) === "required") {
      const remedy = messages.refreshRemedy(failure.code, passes(failure));
      throw new PalError(failure.code, `${failure.message}${remedy}`, { cause: failure });
    }
    await say(urnOf(props), "warning", messages.notVerifiable(failure.message, ""));
    return unchanged;
  }
}

async function refreshed(id: string, props: Properties, identity: Identity, live: Observation): Promise<ReadLink> {
  const known = settled(props, live?.partnerId);
  const declared = typeof known["__declaredPartnerId"] === "string" ? known["__declaredPartnerId"] : partnerIdOf(props);
  if (live === undefined && isUnsettled(props)) {
    await say(urnOf(props), "warning", messages.notYet(identity, partnerIdOf(props)));
    return { id, props: { ...props }, inputs: inputsIn(props) };
  }
  if (live === undefined) {
    await say(urnOf(props), "warning", messages.gone(identity, declared));
    return {};
  }
  if (!isOwn(props, live.partnerId)) {
    await say(urnOf(props), "warning", messages.notTaken(identity, live, partnerIdOf(props)));
    return {};
  }
  await warnOfDrift(props, identity, live, declared);
  return { id, props: withLive(known, live), inputs: { ...inputsIn(props), partnerId: live.partnerId } };
}

async function warnOfDrift(props: Properties, identity: Identity, live: LiveLink, declared: string): Promise<void> {
  if (isAsDeclared({ ...props, partnerId: declared }, live)) return;
  await say(urnOf(props), "warning", messages.drifted(identity, live, declared));
}
