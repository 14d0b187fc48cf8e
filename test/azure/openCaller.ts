import type { Credential } from "../../provider";
import { resolveSettings } from "../../provider/azure/settings";
import { signIn } from "../../provider/azure/signIn";
import { type Caller, callerFor } from "./caller";
import { type Cleaner, cleaner } from "./clean";
import type { AcceptanceSettings } from "./settings";

type Named = readonly (readonly [value: string | undefined, name: string])[];

function namesIn({ ids, subscriptionId, delegatedTenantId }: AcceptanceSettings): Named {
  return [
    [ids.other, "<other partner>"],
    [ids.invalid, "<no partner>"],
    [ids.partner, "<partner>"],
    [ids.second, "<second partner>"],
    [ids.global, "<global partner>"],
    [subscriptionId, "<subscription>"],
    [delegatedTenantId, "<delegated tenant>"],
  ];
}

/** Knows the acceptance's settings, and more once the identity has signed in. */
export function cleanerFor(settings: AcceptanceSettings, more: Named = [], token?: string): Cleaner {
  const named = [...namesIn(settings), ...more].flatMap(([value, name]) =>
    value === undefined ? [] : [[value, name] as const],
  );
  return cleaner(new Map(named), [...settings.secrets, ...(token === undefined ? [] : [token])]);
}

/** @throws PalError when the sign-in is refused. */
export async function openCaller(settings: AcceptanceSettings, credential: Credential): Promise<Caller> {
  const sources = { config: () => undefined, environment: process.env };
  // No sign-in reuses the session of another.
  const signIns = { sessions: new Map(), clouds: new Map() };
  const session = await signIn(resolveSettings(credential, sources), true, undefined, signIns);
  const { tenantId, objectId, clientId } = session.identity;
  const own: Named = [
    [tenantId, "<tenant>"],
    [objectId, "<object>"],
    [clientId, "<client>"],
  ];
  return callerFor(session, cleanerFor(settings, own, session.token.token));
}
