import type { ACEProvisioningManagementPartnerAPI } from "@azure/arm-managementpartner";
import { PalError } from "../errors";
import { linkIdOf } from "./identity";
import { limits, retryOptions } from "./limits";
import { attemptBound, waitBound } from "./policies";
import { type Reply, type ReplyTracker, replyTracker } from "./replyTracking";
import { serviceError } from "./serviceError";
import type { Session } from "./signIn";

/** Given to each request of a call: the answer is read by this package, not by the SDK. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
  readonly requestOptions: { readonly shouldDeserialize: false };
}

export interface Call {
  /** What could not be done when it fails. */
  readonly what: string;
  readonly isRead: boolean;
  readonly send: (api: ACEProvisioningManagementPartnerAPI, options: CallOptions) => Promise<unknown>;
}

/** Azure's ManagementPartner service, for the identity of a session. Its calls run one after the other. */
export interface Service {
  /**
   * Makes a call: bounded, retried by the SDK, and once more with a new token where the one at hand is refused.
   *
   * @throws PalError PAL_SERVICE_FAILED for any answer but 200; of the sign-in, when no new token can be had.
   */
  call(call: Call): Promise<Reply>;

  /** The failure of a call whose answer, the last one that came, is a 200 that does not say what it should. */
  malformed(call: Call): PalError;
}

interface Connection {
  readonly session: Session;
  readonly api: ACEProvisioningManagementPartnerAPI;
  readonly tracker: ReplyTracker;
}

/** Opens the service; what a client remembers ends with it. */
export async function openService(session: Session): Promise<Service> {
  const { ACEProvisioningManagementPartnerAPI: Api } = await import("@azure/arm-managementpartner");
  const connect = (signedIn: Session): Connection => {
    const { cloud, token } = signedIn;
    const api = new Api(
      { getToken: () => Promise.resolve(token) },
      {
        endpoint: cloud.resourceManager,
        $host: cloud.resourceManager,
        credentialScopes: cloud.scope,
        retryOptions,
      },
    );
    const tracker = replyTracker();
    for (const policy of [waitBound(), attemptBound, tracker.policy])
      api.pipeline.addPolicy(policy, { afterPhase: "Retry" });
    return { session: signedIn, api, tracker };
  };
  let current = connect(session);
  let isRenewed = false;

  function failure({ what, isRead }: Call, thrown?: unknown): PalError {
    const { tracker, session: signedIn } = current;
    const { resourceManager: service } = signedIn.cloud;
    const outcome = isRead ? "none" : tracker.outcome();
    return serviceError({ what, service, token: signedIn.token.token, reply: tracker.last(), outcome }, thrown);
  }

  async function callOnce(call: Call): Promise<Reply> {
    const { api, tracker } = current;
    tracker.begin();
    try {
      await call.send(api, {
        abortSignal: AbortSignal.timeout(limits.operation),
        requestOptions: { shouldDeserialize: false },
      });
    } catch (error) {
      throw failure(call, error);
    }
    const reply = tracker.last();
    if (reply?.status !== 200) throw failure(call);
    return reply;
  }

  return {
    call: async (call) => {
      try {
        return await callOnce(call);
      } catch (error) {
        if (isRenewed || !(error instanceof PalError) || !isTokenRefused(error)) throw error;
        const renewed = await current.session.renew();
        if (linkIdOf(renewed.identity) !== linkIdOf(session.identity)) throw error;
        // The SDK keeps a managed identity's token, the Azure CLI anybody's: no use in sending it twice.
        if (renewed.token.token === current.session.token.token) throw error;
        current = connect(renewed);
        isRenewed = true;
        return await callOnce(call);
      }
    },
    malformed: failure,
  };
}

/** A 401 proves that nothing was written, unless an earlier attempt lost its reply. */
function isTokenRefused({ statusCode, outcome }: PalError): boolean {
  return statusCode === 401 && outcome !== "pending";
}
