import type { Someone } from "../../callbacks/harness/principals";
import { type Answer, armError, ask, isWhole, refused, replaced, unknownGuid } from "./fields";
import * as scenes from "./scenes";
import type { Bench } from "./bench";

function askToken({ emulator }: Bench, { tenantId, clientId, clientSecret }: Someone): Promise<unknown> {
  const form = { client_id: clientId, client_secret: clientSecret, scope: `${emulator.url}/.default` };
  return ask(emulator, {
    method: "POST",
    path: `/${tenantId}/oauth2/v2.0/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "client_credentials", ...form }).toString(),
  });
}

function askConfiguration({ emulator }: Bench, tenantId: string): Promise<unknown> {
  return ask(emulator, { path: `/${tenantId}/v2.0/.well-known/openid-configuration` });
}

function askMachine({ emulator }: Bench, clientId: string): Promise<unknown> {
  const query = new URLSearchParams({ "api-version": "2018-02-01", resource: emulator.url, client_id: clientId });
  return ask(emulator, { path: `/metadata/identity/oauth2/token?${query.toString()}`, headers: { metadata: "true" } });
}

function askAppService({ emulator }: Bench, me: Someone, clientId: string): Promise<unknown> {
  const { IDENTITY_HEADER = "" } = emulator.environmentFor(me, { method: "appService" });
  const query = new URLSearchParams({ "api-version": "2019-08-01", resource: emulator.url, client_id: clientId });
  return ask(emulator, { path: `/msi/token?${query.toString()}`, headers: { "x-identity-header": IDENTITY_HEADER } });
}

/** Fields of Entra's errors that clients read. */
const error = /^error(_description|_codes.*)?$/;

/** What metadata, Entra ID, and the endpoints that identities come from answer. */
export const signInAnswers: readonly Answer[] = [
  {
    name: "metadata",
    operation: "metadata.get",
    sample: ({ emulator }) => ask(emulator, { path: "/metadata/endpoints?api-version=2022-09-01" }),
    change: replaced(),
    scenes: [scenes.create, scenes.remove],
    read: /^authentication(\.loginEndpoint|\.audiences.*)?$|^resourceManager$/,
    floor: 140,
  },
  {
    name: "metadata, refused",
    operation: "metadata.get",
    sample: armError("BadRequest", "The api-version is not supported."),
    change: refused(400),
    scenes: [scenes.preview, scenes.drift],
    floor: 60,
  },
  {
    name: "a tenant's metadata",
    operation: "entra.openidConfiguration",
    sample: (bench, me) => askConfiguration(bench, me.tenantId),
    change: replaced(),
    scenes: [scenes.create, scenes.remove],
    read: /^(issuer|token_endpoint|authorization_endpoint|jwks_uri)$/,
    floor: 120,
  },
  {
    name: "a tenant's metadata, refused",
    operation: "entra.openidConfiguration",
    variables: { ARM_TENANT_ID: unknownGuid },
    sample: (bench) => askConfiguration(bench, unknownGuid),
    change: replaced(400),
    scenes: [scenes.preview, scenes.create],
    read: error,
    floor: 60,
  },
  {
    name: "a token",
    operation: "entra.token",
    sample: askToken,
    change: replaced(),
    scenes: scenes.signIns,
    read: /^(token_type|access_token|expires_in)$/,
    floor: 140,
  },
  {
    name: "claims of a token",
    operation: "entra.token",
    // The package reads these; ARM refuses a token for its others.
    sample: (_bench, { tenantId, objectId, clientId }) =>
      Promise.resolve({
        tid: tenantId,
        oid: objectId,
        appid: clientId,
        scp: "user_impersonation",
        upn: "adele@contoso.example",
        unique_name: "adele@contoso.example",
        exp: Math.floor(Date.now() / 1000) + 3600,
      }),
    change: async ({ emulator }, me, changed) => {
      if (isWhole(changed)) return undefined;
      const claims = Object.fromEntries(changed.map(({ path, value }) => [path, value]));
      const token = await emulator.issueToken(me, { claims });
      return { kind: "replace", fields: { access_token: token } };
    },
    scenes: scenes.signIns,
    floor: 300,
  },
  {
    name: "a token, refused",
    operation: "entra.token",
    variables: { ARM_CLIENT_SECRET: "not-a-secret, but a wrong one" },
    sample: (bench, me) => askToken(bench, { ...me, clientSecret: "not-a-secret, but a wrong one" }),
    change: replaced(401),
    scenes: scenes.signIns,
    read: error,
    floor: 200,
  },
  {
    name: "a machine's token",
    operation: "imds.token",
    method: "managedIdentity",
    sample: (bench, me) => askMachine(bench, me.clientId),
    change: replaced(),
    scenes: [scenes.create, scenes.remove],
    floor: 120,
  },
  {
    name: "a machine's token, refused",
    operation: "imds.token",
    method: "managedIdentity",
    variables: { ARM_CLIENT_ID: unknownGuid },
    sample: (bench) => askMachine(bench, unknownGuid),
    change: replaced(400),
    scenes: [scenes.create, scenes.remove],
    floor: 60,
  },
  {
    name: "an app's token",
    operation: "appService.token",
    method: "appService",
    sample: (bench, me) => askAppService(bench, me, me.clientId),
    change: replaced(),
    scenes: [scenes.create, scenes.remove],
    floor: 100,
  },
  {
    name: "an app's token, refused",
    operation: "appService.token",
    method: "appService",
    variables: { ARM_CLIENT_ID: unknownGuid },
    sample: (bench, me) => askAppService(bench, me, unknownGuid),
    change: replaced(400),
    scenes: [scenes.create, scenes.remove],
    floor: 60,
  },
  ...(["githubActions", "azurePipelines"] as const).flatMap((method): Answer[] => [
    {
      name: `an ID token, ${method}`,
      operation: "oidc.token",
      method,
      sample: async ({ emulator }) => {
        const token = await emulator.issueOidcToken({ subject: "repo:answers/links" });
        return method === "githubActions" ? { count: token.length, value: token } : { oidcToken: token };
      },
      change: replaced(),
      scenes: [scenes.create, scenes.drift],
      floor: 35,
    },
    {
      name: `an ID token, ${method}, refused`,
      operation: "oidc.token",
      method,
      sample: () => Promise.resolve({ message: "The request token is not known." }),
      change: refused(400),
      scenes: [scenes.create, scenes.drift],
      floor: 35,
    },
  ]),
];
