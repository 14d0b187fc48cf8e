import type { PartnerResponse } from "@azure/arm-managementpartner";
import { type Answer, openService } from "./service";
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

/** The identity's link; undefined when it has none. */
export type Observation = LiveLink | undefined;

/** The service's four operations on the link of the identity that signed in. */
export interface PartnerClient {
  /** With a partner, the look precedes a write, and a failure says which one was not made. */
  look(before?: { readonly partnerId: string }): Promise<Observation>;
  put(partnerId: string): Promise<LiveLink>;
  patch(partnerId: string): Promise<LiveLink>;
  remove(partnerId: string): Promise<void>;
}

/** Opens the service for the identity of a session. Each call is bounded, retried, and fails with a PalError. */
export async function openPartnerClient(session: Session): Promise<PartnerClient> {
  const { identity } = session;
  const service = await openService(session);
  const reading = `read the partner admin link of ${identity.label}`;
  const written = async (what: string, write: Promise<PartnerResponse>): Promise<LiveLink> => {
    const link = liveLink(await write);
    if (link !== undefined) return link;
    throw service.malformed(what);
  };
  return {
    look: async (before) => {
      const what = before === undefined ? reading : `link ${identity.label} to partner ${before.partnerId}: ${unread}`;
      const answer = await lookOrAbsent(() => service.call(what, (api, options) => api.partners.get(options)));
      if (answer === "absent" || answer.state === "Deleted") return undefined;
      const link = liveLink(answer);
      if (link === undefined) throw service.malformed(what);
      return link;
    },
    put: (partnerId) => {
      const what = `link ${identity.label} to partner ${partnerId}`;
      return written(
        what,
        service.call(what, (api, options) => api.partner.create(partnerId, options)),
      );
    },
    patch: (partnerId) => {
      const what = `change the link of ${identity.label} to partner ${partnerId}`;
      return written(
        what,
        service.call(what, (api, options) => api.partner.update(partnerId, options)),
      );
    },
    remove: async (partnerId) => {
      const what = `remove the link of ${identity.label} to partner ${partnerId}`;
      let body = "";
      await service.call(what, (api, options) => {
        const onResponse = (answer: Answer): void => {
          options.onResponse(answer);
          body = answer.bodyAsText ?? "";
        };
        return api.partner.delete(partnerId, { ...options, onResponse });
      });
      // The service answers without a body, as far as is known; a web page is somebody else's answer.
      if (body.trim() !== "" && !isJson(body)) throw service.malformed(what);
    },
  };
}

const unread = "the link that it has now cannot be read";

async function lookOrAbsent<T>(look: () => Promise<T>): Promise<T | "absent"> {
  try {
    return await look();
  } catch (error) {
    if (isAbsent(error)) return "absent";
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function liveLink(answer: PartnerResponse): Observation {
  const { partnerId, partnerName, state, version, createdTime, updatedTime } = answer;
  if (typeof partnerId !== "string" || partnerId === "") return undefined;
  const link = {
    partnerId,
    partnerName,
    state,
    version,
    createdTime: isoTime(createdTime),
    updatedTime: isoTime(updatedTime),
  };
  const present = Object.entries(link).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(present) as unknown as LiveLink;
}

function isoTime(time: Date | undefined): string | undefined {
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
