import type { Credential } from "../../provider";
import { isTrue, type SettingName, type Settings } from "../../provider/azure/settings";

/** One configured way to sign in, as a `credential` block. */
export interface SignIn {
  readonly name: string;
  readonly credential: Credential;
}

/** Settings that a sign-in may need, with their variables. */
const variableOf = { tenantId: "ARM_TENANT_ID", clientId: "ARM_CLIENT_ID" } as const satisfies Partial<
  Record<SettingName, string>
>;

type Required = keyof typeof variableOf;

interface Way {
  readonly name: string;
  readonly isConfigured: (settings: Settings) => boolean;
  readonly needs: readonly Required[];
  readonly credential: (settings: Settings, managedIdentityId: string | undefined) => Credential;
}

function block(settings: Settings, names: readonly SettingName[]): Credential {
  return Object.fromEntries(
    names.map((name) => [name, settings[name]?.value]).filter(([, value]) => value !== undefined),
  ) as Credential;
}

/** A block takes one source of ID tokens; a pipeline's URL is read from the environment as well. */
function oidc(settings: Settings): Credential {
  const source = settings.oidcToken === undefined ? "oidcTokenFilePath" : "oidcToken";
  return { ...block(settings, ["tenantId", "clientId", source]), useOidc: true };
}

const ways: readonly Way[] = [
  {
    name: "client secret",
    isConfigured: ({ clientSecret }) => clientSecret !== undefined,
    needs: ["tenantId", "clientId"],
    credential: (settings) => block(settings, ["tenantId", "clientId", "clientSecret"]),
  },
  {
    name: "certificate",
    isConfigured: ({ clientCertificatePath }) => clientCertificatePath !== undefined,
    needs: ["tenantId", "clientId"],
    credential: (settings) =>
      block(settings, ["tenantId", "clientId", "clientCertificatePath", "clientCertificatePassword"]),
  },
  {
    name: "OpenID Connect",
    isConfigured: ({ useOidc }) => isTrue(useOidc),
    needs: ["tenantId", "clientId"],
    credential: oidc,
  },
  {
    name: "managed identity",
    isConfigured: ({ useMsi }) => isTrue(useMsi),
    needs: [],
    credential: (_, clientId) => ({ useMsi: true, ...(clientId === undefined ? {} : { clientId }) }),
  },
  {
    name: "Azure CLI",
    isConfigured: ({ useCli }) => isTrue(useCli),
    needs: ["tenantId"],
    credential: (settings) => ({ ...block(settings, ["tenantId"]), useCli: true }),
  },
];

const none =
  "no sign-in is configured: set one or more of ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH, ARM_USE_OIDC=true, ARM_USE_MSI=true and ARM_USE_CLI=true";

const noIdToken =
  "OpenID Connect needs one of ARM_OIDC_TOKEN, ARM_OIDC_TOKEN_FILE_PATH, or ARM_OIDC_REQUEST_URL with ARM_OIDC_REQUEST_TOKEN (GitHub Actions sets its own with permission id-token: write)";

/** Whether there is anything to get an ID token from. */
function hasIdToken({ oidcToken, oidcTokenFilePath, oidcRequestUrl, oidcRequestToken }: Settings): boolean {
  const isRequest = oidcRequestUrl !== undefined && oidcRequestToken !== undefined;
  return oidcToken !== undefined || oidcTokenFilePath !== undefined || isRequest;
}

/** The missing variables, each with the sign-ins that need it. */
function missingFor(configured: readonly Way[], settings: Settings): string[] {
  const needed = Object.entries(variableOf) as [Required, string][];
  const withoutIdToken = isTrue(settings.useOidc) && !hasIdToken(settings) ? [noIdToken] : [];
  const missing = needed.flatMap(([setting, variable]) => {
    const names = configured.filter(({ needs }) => needs.includes(setting)).map(({ name }) => name);
    if (names.length === 0 || settings[setting] !== undefined) return [];
    return [`${variable} is missing: ${names.join(", ")} ${names.length === 1 ? "needs" : "need"} it`];
  });
  return [...missing, ...withoutIdToken];
}

/** Every sign-in that is configured, and what is missing. */
export function signInsOf(
  settings: Settings,
  managedIdentityId: string | undefined,
): { readonly signIns: readonly SignIn[]; readonly problems: readonly string[] } {
  const configured = ways.filter(({ isConfigured }) => isConfigured(settings));
  return {
    signIns: configured.map(({ name, credential }) => ({ name, credential: credential(settings, managedIdentityId) })),
    problems: configured.length === 0 ? [none] : missingFor(configured, settings),
  };
}
