import { PalError } from "../errors";
import { type ArmCall, openArm } from "./armCall";
import { isAbsent } from "./armCallError";
import { type LiveLink, linkIn } from "./partnerLink";
import type { Reply } from "./replyTracking";
import type { Session } from "./signIn";

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
  const arm = openArm(session);
  const write = async (partnerId: string, call: ArmCall): Promise<LiveLink> => {
    const answer = linkIn((await arm.call(call)).body, identity);
    if (answer?.isIdentityNamed !== true || answer.link?.partnerId !== partnerId) throw arm.malformed(call);
    return answer.link;
  };
  return {
    get: async (before) => {
      const what =
        before === undefined
          ? `read the partner admin link of ${identity.label}`
          : `link ${identity.label} to partner ${before.partnerId}: its current link cannot be read`;
      const call: ArmCall = { what, isRead: true, send: (api, options) => api.partners.get(options) };
      let reply: Reply;
      try {
        reply = await arm.call(call);
      } catch (error) {
        if (error instanceof PalError && isAbsent(error)) return undefined;
        throw error;
      }
      const answer = linkIn(reply.body, identity);
      if (answer === undefined) throw arm.malformed(call);
      return answer.link;
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
      const call: ArmCall = {
        what: `remove the link of ${identity.label} to partner ${partnerId}`,
        isRead: false,
        send: (api, options) => api.partner.delete(partnerId, options),
      };
      const { body } = await arm.call(call);
      if (body.trim() !== "") throw arm.malformed(call);
    },
  };
}
