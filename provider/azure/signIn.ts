import type { AccessToken } from "@azure/identity";
import { asPalError, PalError } from "../errors";
import { type Cloud, cloudOf, type Clouds } from "./clouds";
import { credentialFor } from "./credentials";
import { guid } from "./guid";
import { withPolicies } from "./httpClient";
import { type Identity, identityOfToken } from "./identity";
import { limits } from "./limits";
import { type SignInMethod, signInMethod } from "./methods";
import { assertProxy } from "./proxy";
import { replyTracker } from "./replyTracking";
import { assertForm } from "./settingForms";
import { secretsOf, type Settings } from "./settings";
import { signInError, whoSignsIn } from "./signInError";
import { endingWith, within } from "./timeouts";

/** An identity that has signed in, and what its calls need. */
export interface Session {
  readonly identity: Identity;
  readonly cloud: Cloud;
  readonly token: AccessToken;
  /** Signs in again, for when the token is rejected before it expires. */
  readonly renew: () => Promise<Session>;
}

/** Who has signed in, by all that decides about it. */
type Sessions = Map<string, Promise<Session>>;

/** What is remembered of sign-ins. */
export interface SignIns {
  readonly sessions: Sessions;
  readonly clouds: Clouds;
}

const ofProcess: SignIns = { sessions: new Map(), clouds: new Map() };

/**
 * Signs in once per identity, however many ask at the same time; a refusal is not remembered. The method that is
 * configured is final: no other one is tried when it fails.
 *
 * @param homeTenantId - tenant to sign in to where the settings leave that open.
 * @param signIns - those so far. Default: those of the process.
 * @throws PalError PAL_CONFIG_INVALID, or PAL_AUTH_FAILED with method, source, AADSTS number and remedy.
 */
export async function signIn(
  settings: Settings,
  hasBlock: boolean,
  homeTenantId?: string,
  { sessions, clouds }: SignIns = ofProcess,
): Promise<Session> {
  const method = inTenant(signInMethod(settings, hasBlock), homeTenantId);
  const auxiliaryTenantIds = auxiliaryTenants(settings);
  assertProxy();
  const cloud = await cloudFor(method, settings, clouds);
  // Where the settings came from makes no other identity.
  const key = JSON.stringify([{ ...method, source: "" }, auxiliaryTenantIds, cloud]);
  const known = sessions.get(key);
  if (known !== undefined) {
    const session = await known;
    if (session.token.expiresOnTimestamp - Date.now() > limits.tokenMargin) return session;
    if (sessions.get(key) === known) sessions.delete(key);
  }
  return sessions.get(key) ?? open();

  function open(): Promise<Session> {
    const asked = requestToken(method, auxiliaryTenantIds, cloud, settings).then((granted) => ({
      ...granted,
      // Whoever comes second takes the session that the first one has opened.
      renew: () => (sessions.get(key) === asked ? open() : (sessions.get(key) ?? open())),
    }));
    sessions.set(key, asked);
    asked.catch(() => {
      if (sessions.get(key) === asked) sessions.delete(key);
    });
    return asked;
  }
}

/** Without a tenant the Azure CLI signs in to whichever is its default. */
function inTenant(method: SignInMethod, tenantId: string | undefined): SignInMethod {
  if (tenantId === undefined) return method;
  if (method.kind !== "azureCli" && method.kind !== "defaultAzureCredential") return method;
  const isChosen = method.tenantId !== undefined || (method.kind === "azureCli" && method.subscriptionId !== undefined);
  return isChosen ? method : { ...method, tenantId };
}

async function cloudFor(method: SignInMethod, settings: Settings, clouds: Clouds): Promise<Cloud> {
  try {
    return await cloudOf(settings, clouds);
  } catch (error) {
    const failure = asPalError(error);
    if (failure.code === "PAL_CONFIG_INVALID") throw failure;
    throw failure.withText(`cannot sign in as ${whoSignsIn(method)}: ${failure.text}`);
  }
}

async function requestToken(
  method: SignInMethod,
  auxiliaryTenantIds: readonly string[],
  cloud: Cloud,
  settings: Settings,
): Promise<Omit<Session, "renew">> {
  const tracker = replyTracker();
  try {
    const credential = await credentialFor(method, cloud, auxiliaryTenantIds);
    const token = await within(limits.operation, (end) =>
      withPolicies([endingWith(end), tracker.policy], () => credential.getToken(cloud.scope, { abortSignal: end })),
    );
    if (token === null) throw new Error("no token was given");
    const identity = identityOfToken(token.token);
    assertTenant(settings, identity);
    return { token, cloud, identity };
  } catch (error) {
    throw signInError(method, error, tracker.last(), secretsOf(settings));
  }
}

/** Managed identities and the Azure CLI may sign in elsewhere than in the tenant that is configured. */
function assertTenant({ tenantId }: Settings, identity: Identity): void {
  if (tenantId === undefined || !guid.test(tenantId.value)) return;
  if (tenantId.value.toLowerCase() === identity.tenantId) return;
  throw new PalError(
    "PAL_IDENTITY_MISMATCH",
    `signed in as ${identity.label}, but tenantId is ${tenantId.value} (${tenantId.source}): sign in to that tenant, or correct tenantId`,
  );
}

function auxiliaryTenants({ auxiliaryTenantIds }: Settings): string[] {
  assertForm("auxiliaryTenantIds", auxiliaryTenantIds);
  return auxiliaryTenantIds === undefined ? [] : (JSON.parse(auxiliaryTenantIds.value) as string[]);
}
