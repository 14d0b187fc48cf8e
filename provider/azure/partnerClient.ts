import { PalError } from "../errors";
import type { Identity } from "./identity";
import { jsonObject, objectOf } from "./json";
import type { Reply } from "./replyTracking";
import { type Call, openService } from "./service";
import { isAbsent } from "./serviceError";
import type { Session } from "./signIn";

/** A link as the service reports it. */
export interface LiveLink {
  readonly partnerId: string;
  /** Absent where the service does not resolve it. */
  readonly partnerName?: string;
  readonly state?: string;
  readonly version?: number;
  /** ISO 8601. */
  readonly createdTime?: string;
  /** ISO 8601. */
  readonly updatedTime?: string;
}

/** The service's four operations on the link of the identity that signed in. */
export interface PartnerClient {
  /**
   * The identity's link; undefined when it has none.
   *
   * @param before - the partner of a write that this read precedes, so that a failure names what was not done.
   */
  get(before?: { readonly partnerId: string }): Promise<LiveLink | undefined>;
  /** Links the identity, which has no link yet. */
  create(partnerId: string): Promise<LiveLink>;
  /** Changes the partner of the identity's link. */
  update(partnerId: string): Promise<LiveLink>;
  /** Removes the identity's link to this partner. */
  delete(partnerId: string): Promise<void>;
}

/**
 * Opens the service for the identity of a session. Each call is bounded, retried, and fails with a PalError. A write
 * succeeds only with the recorded answer: a partner object that names the identity and the partner asked for, and
 * nothing at all after a removal.
 */
export function openPartnerClient(session: Session): PartnerClient {
  const { identity } = session;
  const service = openService(session);
  const write = async (partnerId: string, call: Call): Promise<LiveLink> => {
    const answer = linkIn(await service.call(call), identity);
    if (answer?.isIdentityNamed !== true || answer.link.partnerId !== partnerId) throw service.malformed(call);
    return answer.link;
  };
  return {
    get: async (before) => {
      const what =
        before === undefined
          ? `read the partner admin link of ${identity.label}`
          : `link ${identity.label} to partner ${before.partnerId}: its current link cannot be read`;
      const call: Call = { what, isRead: true, send: (api, options) => api.partners.get(options) };
      let reply: Reply;
      try {
        reply = await service.call(call);
      } catch (error) {
        if (error instanceof PalError && isAbsent(error)) return undefined;
        throw error;
      }
      const { link } = linkIn(reply, identity) ?? {};
      if (link === undefined) throw service.malformed(call);
      return link.state === "Deleted" ? undefined : link;
    },
    create: (partnerId) =>
      write(partnerId, {
        what: `link ${identity.label} to partner ${partnerId}`,
        isRead: false,
        send: (api, options) => api.partner.create(partnerId, options),
      }),
    update: (partnerId) =>
      write(partnerId, {
        what: `change the link of ${identity.label} to partner ${partnerId}`,
        isRead: false,
        send: (api, options) => api.partner.update(partnerId, options),
      }),
    delete: async (partnerId) => {
      const call: Call = {
        what: `remove the link of ${identity.label} to partner ${partnerId}`,
        isRead: false,
        send: (api, options) => api.partner.delete(partnerId, options),
      };
      const { body } = await service.call(call);
      if (body.trim() !== "") throw service.malformed(call);
    },
  };
}

interface LinkAnswer {
  readonly link: LiveLink;
  /** Whether the answer says whose link it is; an answer that names another identity is none. */
  readonly isIdentityNamed: boolean;
}

/** The partner object in an answer; undefined for anything else. Its `id` is not used: the service writes it in two ways. */
function linkIn({ body }: Reply, identity: Identity): LinkAnswer | undefined {
  const properties = objectOf(jsonObject(body)?.["properties"]);
  if (properties === undefined) return undefined;
  const named = (["tenantId", "objectId"] as const).map((name) => [text(properties[name]), identity[name]] as const);
  if (named.some(([found, own]) => found !== undefined && found.toLowerCase() !== own)) return undefined;
  const partnerId = text(properties["partnerId"]);
  if (partnerId === undefined) return undefined;
  const link = {
    partnerId,
    partnerName: text(properties["partnerName"]),
    state: text(properties["state"]),
    version: typeof properties["version"] === "number" ? properties["version"] : undefined,
    createdTime: isoTime(properties["createdTime"]),
    updatedTime: isoTime(properties["updatedTime"]),
  };
  const present = Object.entries(link).filter(([, value]) => value !== undefined);
  return {
    link: Object.fromEntries(present) as unknown as LiveLink,
    isIdentityNamed: named.every(([found]) => found !== undefined),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The service's times have more digits than a Date. */
function isoTime(value: unknown): string | undefined {
  const time = new Date(text(value) ?? "");
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
