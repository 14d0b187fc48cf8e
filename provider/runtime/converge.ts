import type { Identity } from "../azure/identity";
import type { LiveLink, Observation, PartnerClient } from "../azure/partnerClient";
import { followsLostReply, isAlreadyLinked, isAmbiguous, isNotLinked, mayStillAct } from "../azure/serviceError";
import { asPalError, PalError } from "../errors";
import * as messages from "./messages";

/** How the live link came to be as declared. */
export interface Outcome {
  readonly live: LiveLink;
  readonly wrote: "none" | "put" | "patch";
  /** What was linked before, when this call looked. */
  readonly before: Observation;
}

export interface Target {
  readonly identity: Identity;
  readonly partnerId: string;
  /** Whether the link to another partner may be replaced. */
  readonly mayReplace: (partnerId: string) => boolean;
}

/** The write went out, and neither its answer nor a look afterwards says whether it took effect. */
export class UnknownOutcome extends PalError {
  constructor(
    message: string,
    /** What was linked before the write. */
    readonly before: Observation,
    cause: unknown,
  ) {
    super("PAL_SERVICE_FAILED", message, { cause });
  }
}

const rounds = 3;

/**
 * Brings the live link to the target partner: PUT where there is none, PATCH where there is another. Somebody else
 * may write at the same time, so each answer is followed at most three times.
 */
export async function converge(client: PartnerClient, target: Target, start: Observation): Promise<Outcome> {
  let seen = start;
  for (let round = 1; round <= rounds; round += 1) {
    const step = await attempt(client, target, seen);
    if (step !== "again") return step;
    seen = await client.look();
  }
  if (seen?.partnerId === target.partnerId) return { live: seen, wrote: "none", before: seen };
  throw new PalError(
    "PAL_SERVICE_FAILED",
    `the partner admin link of ${target.identity.label} kept changing while it was set to ${target.partnerId}; somebody else is writing it`,
  );
}

async function attempt(client: PartnerClient, target: Target, seen: Observation): Promise<Outcome | "again"> {
  if (seen?.partnerId === target.partnerId) return { live: seen, wrote: "none", before: seen };
  if (seen !== undefined && !target.mayReplace(seen.partnerId))
    throw new PalError("PAL_LINK_EXISTS", messages.linkExists(target.identity, seen));
  const wrote = seen === undefined ? "put" : "patch";
  try {
    return { live: await client[wrote](target.partnerId), wrote, before: seen };
  } catch (error) {
    const isTurned = wrote === "put" ? isAlreadyLinked(error) && !followsLostReply(error) : isNotLinked(error);
    if (isTurned) return "again";
    if (!isAmbiguous(error)) throw error;
    return await afterLostReply(client, target, seen, wrote, error);
  }
}

async function afterLostReply(
  client: PartnerClient,
  target: Target,
  before: Observation,
  wrote: "put" | "patch",
  lost: unknown,
): Promise<Outcome | "again"> {
  const unknown = (hasLooked: boolean): UnknownOutcome =>
    new UnknownOutcome(
      `${asPalError(lost).message}${messages.writeUnknown(target.partnerId, hasLooked)}`,
      before,
      lost,
    );
  let live: Observation;
  try {
    live = await client.look();
  } catch {
    throw unknown(false);
  }
  if (live?.partnerId === target.partnerId) return { live, wrote, before };
  if (wrote === "put" && isAlreadyLinked(lost)) return "again";
  throw mayStillAct(lost) ? unknown(true) : lost;
}
