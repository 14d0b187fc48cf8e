import { linkIdOf } from "../azure/identity";
import { openPartnerClient } from "../azure/partnerClient";
import type { Declaration } from "./declaration";
import type { State } from "./linkState";
import { log } from "./log";
import * as messages from "./messages";
import { isRetained } from "./plan";
import { retryWhilePropagating } from "./propagation";
import { claim } from "./refusals";
import { run } from "./run";
import { signInFor } from "./session";
import { write } from "./write";

/** Links the identity, or adopts the link that stands as declared. */
export function create(declaration: Declaration): Promise<State> {
  return retryWhilePropagating(declaration, () => createNow(declaration));
}

async function createNow(declaration: Declaration): Promise<State> {
  const session = await signInFor(declaration);
  const { identity } = session;
  const id = linkIdOf(identity);
  const refusal = claim(identity, declaration, true);
  if (refusal !== undefined) throw refusal;
  return await run.oneAtATime(id, async () => {
    const client = openPartnerClient(session);
    // What this run has seen a moment ago is not read again, unless a link must exist.
    const isAbsent = run.isKnownAbsent(id) && declaration.importId === undefined;
    const live = isAbsent ? undefined : await client.get(declaration);
    const state = await write({ client, identity, declaration, state: "new", live });
    const { urn, onDelete } = declaration;
    const { link } = state;
    run.hold(id, { urn, onDelete, isRetained: isRetained(link, onDelete) });
    if (link.kind === "settled" && !link.created)
      await log.info(urn, messages.adopted(identity, { partnerId: link.partnerId, ...state.live }));
    return state;
  });
}
