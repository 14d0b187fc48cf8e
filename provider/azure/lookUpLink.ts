import { openPartnerClient } from "./partnerClient";
import { resolveSettings, type SettingSources } from "./settings";
import { signIn } from "./signIn";

export interface FoundLink {
  readonly tenantId: string;
  readonly objectId: string;
  readonly partnerId: string;
  readonly partnerName?: string;
  readonly version?: number;
  readonly createdTime?: string;
  readonly updatedTime?: string;
}

/** What the identity of a block, or of config and environment, is linked to. */
export async function lookUpLink(
  credential: object | undefined,
  config: SettingSources["config"],
): Promise<FoundLink | undefined> {
  const settings = resolveSettings(credential as Record<string, unknown> | undefined, {
    config,
    environment: process.env,
  });
  const session = await signIn(settings, credential !== undefined);
  const live = await (await openPartnerClient(session)).look();
  if (live === undefined) return undefined;
  const { partnerId, partnerName, version, createdTime, updatedTime } = live;
  return {
    tenantId: session.identity.tenantId,
    objectId: session.identity.objectId,
    partnerId,
    ...(partnerName === undefined ? {} : { partnerName }),
    ...(version === undefined ? {} : { version }),
    ...(createdTime === undefined ? {} : { createdTime }),
    ...(updatedTime === undefined ? {} : { updatedTime }),
  };
}
