import { linkIdOf } from "../azure/identity";
import { openPartnerClient, type PartnerClient } from "../azure/partnerClient";
import type { Session } from "../azure/signIn";
import { claim } from "./claim";
import { converge, type Outcome } from "./converge";
import { recordAbsent, wasSeenAbsent } from "./holders";
import { importMismatch } from "./importOption";
import { say } from "./log";
import * as messages from "./messages";
import { verifyPartnerName } from "./partnerName";
import { patiently } from "./propagation";
import { signInFor } from "./session";
import { outputsFor, partnerIdOf, type Properties, urnOf } from "./state";
import { orSay } from "./transient";
import { orKept } from "./unknownOutcome";

export interface Created {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** Links the identity, or adopts the link that stands as declared. */
export function create(inputs: Properties): Promise<Created> {
  return orSay(messages.nothingWritten, () => patiently(inputs, () => createNow(inputs)));
}

async function createNow(inputs: Properties): Promise<Created> {
  const session = await signInFor(inputs);
  const { identity } = session;
  const id = linkIdOf(identity);
  claim(identity, inputs);
  const client = await openPartnerClient(session);
  const outcome = await link(client, session, inputs, id);
  const outs = outputsFor(inputs, identity, outcome.live, outcome.wrote === "none");
  await verifyPartnerName(client, inputs, outcome, identity, outs);
  if (outs["adopted"] === true) await say(urnOf(inputs), "info", messages.willAdopt(identity, outcome.live));
  return { id, outs };
}

async function link(client: PartnerClient, { identity }: Session, inputs: Properties, id: string): Promise<Outcome> {
  const target = { identity, partnerId: partnerIdOf(inputs), mayReplace: () => inputs["overwrite"] === true };
  // What check has seen a moment ago is not asked for again, unless a link must exist.
  const looked = wasSeenAbsent(id) && typeof inputs["__import"] !== "string";
  const seen = looked ? undefined : await client.look(target);
  const mismatch = importMismatch(inputs, identity, seen);
  if (mismatch !== undefined) throw mismatch;
  if (seen === undefined) recordAbsent(id);
  return await orKept(inputs, target, () => converge(client, target, seen));
}
