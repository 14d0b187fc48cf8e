import type { ACEProvisioningManagementPartnerAPI } from "@azure/arm-managementpartner";
import type { PalError } from "../errors";
import { linkIdOf } from "./identity";
import { limits, retryOptions } from "./limits";
import { attemptBound, lostReplies, waitBound } from "./policies";
import { followsLostReply, malformedAnswer, serviceError } from "./serviceError";
import type { Session } from "./signIn";

/** An answer that the SDK takes for a success. */
export interface Answer {
  readonly request: object;
  readonly bodyAsText?: string | null;
}

/** What each request of a call is to end with. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
  readonly onResponse: (answer: Answer) => void;
}

/** Azure's ManagementPartner service, for the identity of a session. */
export interface Service {
  /**
   * Makes a call: bounded, retried by the SDK, and once more with a new token where the one at hand is refused.
   *
   * @param what - what could not be done when it fails.
   * @throws PalError PAL_SERVICE_FAILED; of the sign-in, when no new token can be had.
   */
  call<T>(
    what: string,
    send: (api: ACEProvisioningManagementPartnerAPI, options: CallOptions) => Promise<T>,
  ): Promise<T>;

  /** The failure of a call whose answer, the last one that came, is none of the service's. */
  malformed(what: string): PalError;
}

/** Opens the service; what a client remembers ends with it. */
export async function openService(session: Session): Promise<Service> {
  const { ACEProvisioningManagementPartnerAPI: Api } = await import("@azure/arm-managementpartner");
  const connect = ({ cloud, token }: Session): ACEProvisioningManagementPartnerAPI => {
    const { resourceManager, scope } = cloud;
    const api = new Api(
      { getToken: () => Promise.resolve(token) },
      { endpoint: resourceManager, $host: resourceManager, credentialScopes: scope, retryOptions },
    );
    for (const policy of [waitBound(), attemptBound, lostReplies])
      api.pipeline.addPolicy(policy, { afterPhase: "Retry" });
    return api;
  };
  let last: Answer | undefined;
  let current = { session, api: connect(session), isRenewed: false };

  async function callOnce<T>(what: string, send: Parameters<Service["call"]>[1]): Promise<T> {
    const {
      api,
      session: { cloud, token },
    } = current;
    try {
      const onResponse = (answer: Answer): void => {
        last = answer;
      };
      return (await send(api, { abortSignal: AbortSignal.timeout(limits.operation), onResponse })) as T;
    } catch (error) {
      throw serviceError(what, error, cloud.resourceManager, token.token);
    }
  }

  return {
    call: async <T>(what: string, send: Parameters<Service["call"]>[1]): Promise<T> => {
      try {
        return await callOnce<T>(what, send);
      } catch (error) {
        if (current.isRenewed || !isTokenRefused(error as PalError)) throw error;
        const renewed = await current.session.renew();
        if (linkIdOf(renewed.identity) !== linkIdOf(session.identity)) throw error;
        // The SDK keeps a managed identity's token, the Azure CLI anybody's: no use in sending it twice.
        if (renewed.token.token === current.session.token.token) throw error;
        current = { session: renewed, api: connect(renewed), isRenewed: true };
        return await callOnce<T>(what, send);
      }
    },
    malformed: (what) => malformedAnswer(what, last?.request),
  };
}

/** Refused, a call has done nothing; after a lost reply of a write nobody knows. */
function isTokenRefused(failure: PalError): boolean {
  return failure.statusCode === 401 && !followsLostReply(failure);
}
