import { isAbsent } from "../../provider/azure/armCallError";
import { objectOf, stringIn } from "../../provider/azure/json";
import { PalError } from "../../provider/errors";
import { type Answer, type Caller, type Method, outcomeOf } from "./caller";

/** What an identity is linked to, as far as the service says. */
export type Linked =
  | { readonly kind: "none" }
  | { readonly kind: "linked"; readonly partnerId: string; readonly version: unknown }
  | { readonly kind: "unclear" };

/** The link of an identity that had none: everything that writes goes through here. */
export interface OwnLink {
  readonly caller: Caller;
  /** What was answered before anything was written. */
  readonly first: Answer;
  /** One request for the link, by a partner ID or without. @throws Interrupted */
  readonly ask: (method: Method, partnerId?: string) => Promise<Answer>;
  /** Reads it until the service shows it as given, at most 10 times. @throws when it does not. */
  readonly settled: (partnerId: string | undefined) => Promise<Linked>;
  /** Links it to the partner, whatever it is now. @throws when it cannot. */
  readonly link: (partnerId: string) => Promise<Linked>;
  /** Removes it. @throws when it cannot. */
  readonly unlink: () => Promise<void>;
  /** Removes what was made, after an interruption too. @throws LeftBehind */
  readonly cleanUp: () => Promise<void>;
}

/** Ctrl-C, or a job that is cancelled. */
export class Interrupted extends Error {}

/** A link that should not be there at the end. */
class LeftBehind extends Error {}

/** An identity whose link is not to be touched. */
class Refused extends Error {}

export interface LinkOptions {
  readonly signal: AbortSignal;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Partner IDs that the acceptance may have linked; a link to any other is left alone. */
  readonly ours: readonly string[];
}

/** What a person does about a link that is left. */
const howToRemove =
  'az rest --method delete --url "/providers/Microsoft.ManagementPartner/partners/PARTNER_ID?api-version=2018-02-01"';

const provider = "/providers/Microsoft.ManagementPartner/partners";

function linkPath(partnerId?: string): string {
  const id = partnerId === undefined ? "" : `/${encodeURIComponent(partnerId)}`;
  return `${provider}${id}?api-version=2018-02-01`;
}

/** As the package reads it: not every 404 says that there is no link. */
function isNone({ status, code, requestId }: Answer): boolean {
  const details = {
    statusCode: status,
    ...(code === undefined ? {} : { serviceCode: code }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  return isAbsent(new PalError("PAL_SERVICE_FAILED", "", details));
}

export function linkedIn(answer: Answer): Linked {
  const { status, body } = answer;
  if (isNone(answer)) return { kind: "none" };
  const properties = objectOf(body?.["properties"]);
  if (status !== 200 || properties === undefined) return { kind: "unclear" };
  if (properties["state"] === "Deleted") return { kind: "none" };
  const partnerId = stringIn(properties, "partnerId");
  return partnerId === undefined
    ? { kind: "unclear" }
    : { kind: "linked", partnerId, version: properties["version"] ?? body?.["etag"] };
}

/**
 * Takes the link of an identity that has none.
 *
 * @throws Refused when it is linked, whatever partner, or the service does not say.
 */
export async function takeLink(caller: Caller, options: LinkOptions): Promise<OwnLink> {
  const first = await caller.send("GET", linkPath());
  const { kind } = linkedIn(first);
  if (kind === "linked") {
    throw new Refused(
      `this identity is linked to a partner already. Nothing was changed: give the acceptance an identity of its own, or remove the link, as that identity, if a run that was killed left it: ${howToRemove}`,
    );
  }
  if (kind === "unclear") {
    throw new Refused(`the service does not say that this identity is not linked: ${outcomeOf(first)}`);
  }
  return ownLink(caller, first, options);
}

function ownLink(caller: Caller, first: Answer, { signal, pause, ours }: LinkOptions): OwnLink {
  let isTouched = false;
  /** The last answer was lost: a write may still be applied. */
  let isUncertain = false;

  async function ask(method: Method, partnerId?: string): Promise<Answer> {
    if (signal.aborted) throw new Interrupted("interrupted");
    isTouched = true;
    isUncertain = true;
    const answer = await caller.send(method, linkPath(partnerId));
    isUncertain = false;
    return answer;
  }

  async function settled(partnerId: string | undefined): Promise<Linked> {
    let last: Answer | undefined;
    for (let look = 0; look < 10; look += 1) {
      if (look > 0) await pause(1000);
      last = await ask("GET");
      const linked = linkedIn(last);
      const found = linked.kind === "linked" ? linked.partnerId : undefined;
      if (linked.kind !== "unclear" && found === partnerId) return linked;
    }
    const wanted = partnerId === undefined ? "not linked" : "linked as written";
    throw new Error(
      `the service does not show the identity as ${wanted}: ${last === undefined ? "" : outcomeOf(last)}`,
    );
  }

  async function link(partnerId: string): Promise<Linked> {
    const linked = linkedIn(await ask("GET"));
    if (linked.kind === "linked" && linked.partnerId === partnerId) return linked;
    if (linked.kind === "linked") await unlink();
    const answer = await ask("PUT", partnerId);
    if (answer.status !== 200) throw new Error(`the partner ID cannot be linked: ${outcomeOf(answer)}`);
    return settled(partnerId);
  }

  async function unlink(): Promise<void> {
    const linked = linkedIn(await ask("GET"));
    if (linked.kind === "none") return;
    if (linked.kind === "unclear" || !ours.includes(linked.partnerId)) throw new Error("the link is not our own");
    const answer = await ask("DELETE", linked.partnerId);
    if (answer.status !== 200) throw new Error(`the link cannot be removed: ${outcomeOf(answer)}`);
    await settled(undefined);
  }

  async function remove(): Promise<boolean> {
    const linked = linkedIn(await caller.send("GET", linkPath()));
    if (linked.kind === "linked" && ours.includes(linked.partnerId)) {
      await caller.send("DELETE", linkPath(linked.partnerId));
      return linkedIn(await caller.send("GET", linkPath())).kind === "none";
    }
    if (linked.kind === "linked")
      throw new LeftBehind("somebody else has linked it meanwhile; that link is left alone");
    return linked.kind === "none";
  }

  async function cleanUp(): Promise<void> {
    if (!isTouched) return;
    // So may one of an engine that was interrupted.
    if (isUncertain || signal.aborted) await pause(2000);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (attempt > 0) await pause(2000);
      if (await remove().catch(rethrowLeftBehind)) return;
    }
    throw new LeftBehind(`the link could not be removed. Remove it as the same identity: ${howToRemove}`);
  }

  return { caller, first, ask, settled, link, unlink, cleanUp };
}

function rethrowLeftBehind(error: unknown): false {
  if (error instanceof LeftBehind) throw error;
  return false;
}
