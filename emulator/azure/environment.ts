import { delimiter, dirname, join } from "node:path";
import { profileFolder, writeProfile } from "./azureCli/profile";
import type { ServerCertificate } from "./certificate";
import { appServicePath } from "./managedIdentity/appService";
import { oidcPaths } from "./oidc/routes";
import type { EnvironmentOptions } from "./options";
import type { SignInMethod } from "./signInMethods";
import type { EmulatorState } from "./state";
import type { Directory, Identity, Principal, Tenant } from "./types";

type Variables = Readonly<Record<string, string>>;

/** One principal that signs in, and what with. */
interface SignIn {
  readonly state: EmulatorState;
  readonly certificate: ServerCertificate;
  readonly tenant: Tenant;
  readonly principal: Principal;
  readonly options: EnvironmentOptions;
}

/** Folder with a command `az` that is signed in as its variables say. */
export const azureCliFolder = join(
  dirname(require.resolve("partner-admin-link-emulator/package.json")),
  "bin/azureCli",
);

/** Variables that lead clients to the emulator, and keep managed identity probes on loopback. */
export function emulatorEnvironment(url: string, caCertificatePath: string): Variables {
  return {
    NODE_EXTRA_CA_CERTS: caCertificatePath,
    ARM_METADATA_HOSTNAME: new URL(url).host,
    ARM_DISABLE_INSTANCE_DISCOVERY: "true",
    AZURE_AUTHORITY_HOST: url,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: url,
  };
}

function cannot({ name, kind }: Principal, what: string): Error {
  return new Error(`${name} (${kind}) has no ${what} to sign in with.`);
}

function applicationVariables({ tenant, principal }: SignIn, what: string): Variables {
  if (principal.clientId === undefined) {
    throw cannot(principal, what);
  }
  return { ARM_TENANT_ID: tenant.tenantId, ARM_CLIENT_ID: principal.clientId };
}

function clientSecret(signIn: SignIn): Variables {
  const { state, principal } = signIn;
  const secret = state.directory.usableSecret(principal);
  if (secret === undefined) {
    throw cannot(principal, "client secret");
  }
  return { ...applicationVariables(signIn, "client secret"), ARM_CLIENT_SECRET: secret };
}

function subjectOf({ principal, options }: SignIn): string {
  const subject = options.subject ?? principal.federatedCredentials?.[0]?.subject;
  if (subject === undefined) {
    throw cannot(principal, "federated credential");
  }
  return subject;
}

function githubActions(signIn: SignIn): Variables {
  const { origin, jobs } = signIn.state;
  const subject = subjectOf(signIn);
  return {
    ...applicationVariables(signIn, "federated credential"),
    ARM_USE_OIDC: "true",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${oidcPaths.githubActions}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: jobs.start({ subject }),
  };
}

/** What a task with a service connection has; the emulator names the connection by the object id of its principal. */
function azurePipelines(signIn: SignIn): Variables {
  const { state, tenant, principal } = signIn;
  const serviceConnectionId = principal.objectId;
  const application = applicationVariables(signIn, "federated credential");
  return {
    ...application,
    ARM_USE_OIDC: "true",
    SYSTEM_OIDCREQUESTURI: `${state.origin}${oidcPaths.azurePipelines}`,
    SYSTEM_ACCESSTOKEN: state.jobs.start({ subject: subjectOf(signIn), serviceConnectionId }),
    AZURESUBSCRIPTION_TENANT_ID: tenant.tenantId,
    AZURESUBSCRIPTION_CLIENT_ID: application["ARM_CLIENT_ID"] ?? "",
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: serviceConnectionId,
  };
}

/** A managed identity other than the machine's own must be named. */
function managedIdentity({ state, tenant, principal }: SignIn): Variables {
  if (principal.kind !== "managedIdentity") {
    throw new Error(`${principal.name} (${principal.kind}) is no managed identity.`);
  }
  const own = state.directory.directory.machine?.managedIdentity;
  const isOwn = own?.tenantId === tenant.tenantId && own.objectId === principal.objectId;
  return { ARM_USE_MSI: "true", ...(isOwn ? {} : { ARM_CLIENT_ID: principal.clientId ?? "" }) };
}

function appService(signIn: SignIn): Variables {
  const { origin, identityHeader } = signIn.state;
  return {
    ...managedIdentity(signIn),
    IDENTITY_ENDPOINT: `${origin}${appServicePath}`,
    IDENTITY_HEADER: identityHeader,
  };
}

/** Node itself last: the command `az` is a Node program. */
function azureCli({ state, certificate, tenant, principal }: SignIn): Variables {
  if (principal.kind !== "user") {
    throw new Error(`${principal.name} (${principal.kind}) is no user, who alone can sign in to the Azure CLI.`);
  }
  const identity = { tenantId: tenant.tenantId, objectId: principal.objectId };
  const folder = profileFolder(dirname(certificate.authorityPath), identity);
  writeProfile(folder, {
    authority: state.origin,
    caCertificatePath: certificate.authorityPath,
    tenantId: tenant.tenantId,
    user: principal.name,
    refreshToken: state.refreshTokens.issue(identity),
  });
  const path = [azureCliFolder, process.env["PATH"] ?? "", dirname(process.execPath)].join(delimiter);
  return { ARM_TENANT_ID: tenant.tenantId, AZURE_CONFIG_DIR: folder, PATH: path };
}

const methods: Readonly<Record<SignInMethod, (signIn: SignIn) => Variables>> = {
  clientSecret,
  githubActions,
  azurePipelines,
  managedIdentity,
  appService,
  azureCli,
};

/**
 * Variables that sign a principal in.
 *
 * @throws Error when there is no such principal or it cannot sign in by the method.
 */
export function credentialEnvironment(
  state: EmulatorState,
  certificate: ServerCertificate,
  { tenantId, objectId }: Identity,
  options: EnvironmentOptions = {},
): Variables {
  const tenant = state.directory.tenant(tenantId);
  const principal = state.directory.principal(tenantId, objectId);
  if (tenant === undefined || principal === undefined) {
    throw new Error(`The directory has no principal ${objectId} in tenant ${tenantId}.`);
  }
  return methods[options.method ?? "clientSecret"]({ state, certificate, tenant, principal, options });
}

/** Default identity of a method: the machine's own identity or user, or else the first that can use the method. */
export function usualIdentity(directory: Directory, method: SignInMethod): Identity | undefined {
  const can: Readonly<Record<SignInMethod, (principal: Principal) => boolean>> = {
    clientSecret: ({ clientSecrets = [] }) => clientSecrets.length > 0,
    githubActions: ({ federatedCredentials = [] }) => federatedCredentials.length > 0,
    azurePipelines: ({ federatedCredentials = [] }) => federatedCredentials.length > 0,
    managedIdentity: ({ kind }) => kind === "managedIdentity",
    appService: ({ kind }) => kind === "managedIdentity",
    azureCli: ({ kind }) => kind === "user",
  };
  const own: Partial<Record<SignInMethod, Identity | undefined>> = {
    managedIdentity: directory.machine?.managedIdentity,
    appService: directory.machine?.managedIdentity,
    azureCli: directory.machine?.azureCli,
  };
  const able = directory.tenants.flatMap(({ tenantId, principals }) =>
    principals.filter(can[method]).map(({ objectId }) => ({ tenantId, objectId })),
  );
  return own[method] ?? able[0];
}
