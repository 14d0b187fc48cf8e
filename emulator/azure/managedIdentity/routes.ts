import type { Hono } from "hono";
import { exchange, type Env, type Service } from "../exchange";
import type { Operation } from "../operations";
import type { EmulatorState } from "../state";
import { appServicePath, appServiceService, appServiceToken } from "./appService";
import { imdsService, imdsToken } from "./imds";
import { findManagedIdentity } from "./requestToken";

/** The endpoints that give a machine's programs tokens of its managed identities. */
export function addManagedIdentityRoutes(app: Hono<Env>, state: EmulatorState): void {
  const get = (path: string, operation: Operation, service: Service, token: typeof imdsToken) => {
    app.get(
      path,
      exchange(state, service, operation, (context) => {
        const identity = findManagedIdentity(state, context);
        const { objectId, clientId } = identity?.principal ?? {};
        return {
          caller: {
            ...(identity === undefined ? {} : { tenantId: identity.tenant.tenantId }),
            ...(objectId === undefined ? {} : { objectId }),
            ...(clientId === undefined ? {} : { clientId }),
          },
          answer: () => token(state, context, identity),
        };
      }),
    );
  };
  get("/metadata/identity/oauth2/token", "imds.token", imdsService, imdsToken);
  get(appServicePath, "appService.token", appServiceService, appServiceToken);
}
