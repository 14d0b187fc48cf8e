import { isAbsent } from "../../provider/azure/armCallError";
import { isTransient } from "../../provider/azure/failures";
import { objectOf, stringIn } from "../../provider/azure/json";
import { PalError } from "../../provider/errors";
import { type Answer, type Caller, type Method, outcomeOf } from "./caller";

/** What an identity is linked to, according to the service. */
export type Linked =
  | { readonly kind: "none" }
  | { readonly kind: "linked"; readonly partnerId: string; readonly version: unknown }
  | { readonly kind: "unclear" };

/** The link of an identity that had none. All writes go through it. */
export interface OwnLink {
  readonly caller: Caller;
  /** The answer to the first GET, before any write. */
  readonly first: Answer;
  /** Sends one request, with or without a partner ID. @throws Interrupted */
  readonly ask: (method: Method, partnerId?: string) => Promise<Answer>;
  /** Reads the link until it is as given, at most 10 times. @throws when it never is. */
  readonly settled: (partnerId: string | undefined) => Promise<Linked>;
  /** Makes sure, before a write, that nobody else has linked the identity. @throws when that is not certain. */
  readonly check: () => Promise<Linked>;
  /** Makes sure that the identity is linked to the partner. @throws when that fails. */
  readonly link: (partnerId: string) => Promise<Linked>;
  /** Makes sure that the identity is not linked. @throws when that fails. */
  readonly unlink: () => Promise<void>;
  /** Removes the link at the end, after an interruption too. @throws LeftBehind */
  readonly cleanUp: () => Promise<void>;
}

/** Ctrl-C, or a cancelled job. */
export class Interrupted extends Error {}

/** The identity is still linked at the end. */
class LeftBehind extends Error {}

/** The identity was linked before, or may have been. */
class Refused extends Error {}

export interface LinkOptions {
  readonly signal: AbortSignal;
  /** Waits for some milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Partner IDs that the acceptance may link. A link to any other partner is left in place. */
  readonly ours: readonly string[];
}

/** The command that removes a link that was left behind. */
const howToRemove =
  'az rest --method delete --url "/providers/Microsoft.ManagementPartner/partners/PARTNER_ID?api-version=2018-02-01"';

const provider = "/providers/Microsoft.ManagementPartner/partners";

function linkPath(partnerId?: string): string {
  const id = partnerId === undefined ? "" : `/${encodeURIComponent(partnerId)}`;
  return `${provider}${id}?api-version=2018-02-01`;
}

/** As the package reads it: a gateway's or a routing 404 does not prove that there is no link. */
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
 * @throws Refused when the identity is linked, to whichever partner, or the service gives no clear answer.
 */
export async function takeLink(caller: Caller, options: LinkOptions): Promise<OwnLink> {
  const first = await caller.send("GET", linkPath());
  const { kind } = linkedIn(first);
  if (kind === "linked") {
    throw new Refused(
      `the identity is already linked to a partner, and was left unchanged. Use an identity that has no link. If a run that was killed left this one, remove it as the same identity: ${howToRemove}`,
    );
  }
  if (kind === "unclear") {
    throw new Refused(`the service does not confirm that the identity has no link: ${outcomeOf(first)}`);
  }
  return ownLink(caller, first, options);
}

function ownLink(caller: Caller, first: Answer, { signal, pause, ours }: LinkOptions): OwnLink {
  let isTouched = false;
  /** A write got no answer of the service: it may still be applied, whatever is read before the end. */
  let isUncertain = false;

  async function ask(method: Method, partnerId?: string): Promise<Answer> {
    if (signal.aborted) throw new Interrupted("interrupted");
    isTouched = true;
    const isWrite = method !== "GET";
    try {
      const answer = await caller.send(method, linkPath(partnerId));
      isUncertain ||= isWrite && isTransient(answer.status);
      return answer;
    } catch (error) {
      isUncertain ||= isWrite;
      throw error;
    }
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
      `the service does not report the identity as ${wanted}: ${last === undefined ? "" : outcomeOf(last)}`,
    );
  }

  async function check(): Promise<Linked> {
    const answer = await ask("GET");
    const linked = linkedIn(answer);
    if (linked.kind === "unclear")
      throw new Error(`the service does not say whether the identity is linked: ${outcomeOf(answer)}`);
    if (linked.kind === "linked" && !ours.includes(linked.partnerId))
      throw new Error("the acceptance did not create this link");
    return linked;
  }

  async function link(partnerId: string): Promise<Linked> {
    const linked = await check();
    if (linked.kind === "linked" && linked.partnerId === partnerId) return linked;
    if (linked.kind === "linked") await unlink();
    const answer = await ask("PUT", partnerId);
    if (answer.status !== 200) throw new Error(`the partner ID cannot be linked: ${outcomeOf(answer)}`);
    return settled(partnerId);
  }

  async function unlink(): Promise<void> {
    const linked = await check();
    if (linked.kind !== "linked") return;
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
      throw new LeftBehind("the identity was linked to another partner meanwhile; that link is left in place");
    return linked.kind === "none";
  }

  async function cleanUp(): Promise<void> {
    if (!isTouched) return;
    // So may a write of an engine that was interrupted.
    if (isUncertain || signal.aborted) await pause(2000);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (attempt > 0) await pause(2000);
      if (await remove().catch(rethrowLeftBehind)) return;
    }
    throw new LeftBehind(`removing the link failed. Remove it as the same identity: ${howToRemove}`);
  }

  return { caller, first, ask, settled, check, link, unlink, cleanUp };
}

function rethrowLeftBehind(error: unknown): false {
  if (error instanceof LeftBehind) throw error;
  return false;
}
