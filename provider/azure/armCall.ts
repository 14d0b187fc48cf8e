import type { ACEProvisioningManagementPartnerAPI } from "@azure/arm-managementpartner";
import { asPalError, PalError } from "../errors";
import { armCallError } from "./armCallError";
import { httpClient, withPolicies } from "./httpClient";
import { linkIdOf } from "./identity";
import { limits, retryOptions } from "./limits";
import { type Reply, replyTracker } from "./replyTracking";
import type { Session } from "./signIn";
import { within } from "./timeouts";

/** Given to each request of a call: the answer is read by this package, not by the SDK. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
  readonly requestOptions: { readonly shouldDeserialize: false };
}

/** One call of a service below Azure Resource Manager (ARM). */
export interface ArmCall {
  /** What could not be done when it fails. */
  readonly what: string;
  readonly isRead: boolean;
  readonly send: (api: ACEProvisioningManagementPartnerAPI, options: CallOptions) => Promise<unknown>;
}

/** ARM for the identity of a session. Calls run one after the other. */
export interface Arm {
  /**
   * Makes a call: bounded, retried by the SDK, and once more with a new token where the one at hand is refused.
   *
   * @throws PalError PAL_SERVICE_FAILED for any answer but 200; of the sign-in, when no new token can be had.
   */
  call(call: ArmCall): Promise<Reply>;

  /** The failure of a call whose answer, the last one that came, is a 200 that does not say what it should. */
  malformed(call: ArmCall): PalError;
}

interface Connection {
  readonly session: Session;
  readonly api: ACEProvisioningManagementPartnerAPI;
}

/** Opens ARM; what a client remembers ends with it. */
export function openArm(session: Session): Arm {
  const { ACEProvisioningManagementPartnerAPI: Api } =
    require("@azure/arm-managementpartner") as typeof import("@azure/arm-managementpartner");
  const tracker = replyTracker();
  const connect = (signedIn: Session): Connection => {
    const { cloud, token } = signedIn;
    const api = new Api(
      { getToken: () => Promise.resolve(token) },
      {
        endpoint: cloud.resourceManager,
        $host: cloud.resourceManager,
        credentialScopes: cloud.scope,
        retryOptions,
        httpClient: httpClient(),
      },
    );
    return { session: signedIn, api };
  };
  let current = connect(session);
  let isRenewed = false;

  function failure({ what, isRead }: ArmCall, thrown?: unknown): PalError {
    const { cloud, token } = current.session;
    const outcome = isRead ? "none" : tracker.outcome();
    const failed = {
      what,
      service: cloud.resourceManager,
      token: token.token,
      isRead,
      reply: tracker.last()?.reply,
      outcome,
    };
    return armCallError(failed, thrown);
  }

  async function callOnce(call: ArmCall): Promise<Reply> {
    try {
      const requestOptions = { shouldDeserialize: false } as const;
      await within(limits.operation, (abortSignal) =>
        withPolicies([tracker.policy], () => call.send(current.api, { abortSignal, requestOptions })),
      );
    } catch (error) {
      throw failure(call, error);
    }
    const reply = tracker.last()?.reply;
    if (reply?.status !== 200) throw failure(call);
    return reply;
  }

  return {
    call: async (call) => {
      tracker.begin();
      try {
        return await callOnce(call);
      } catch (error) {
        if (isRenewed || !(error instanceof PalError) || error.statusCode !== 401) throw error;
        const renewed = await current.session.renew().catch((refused: unknown) => {
          // An attempt before the refused one may have been applied.
          throw asPalError(refused).withOutcome(error.outcome);
        });
        if (linkIdOf(renewed.identity) !== linkIdOf(session.identity)) throw error;
        // The SDK caches a managed identity's token and the Azure CLI every token: no use in sending it twice.
        if (renewed.token.token === current.session.token.token) throw error;
        current = connect(renewed);
        isRenewed = true;
        return await callOnce(call);
      }
    },
    malformed: failure,
  };
}
