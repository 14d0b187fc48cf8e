import type { Emulator, Identity } from "../../../emulator/azure";
import { type Application, ownAudience } from "./applications";
import type { Values } from "./sources";

/** One way to sign in, for an application or for whoever stands for its tenant: its machine, its user. */
export interface Method {
  readonly name: string;
  readonly settings: (application: Application, emulator: Emulator) => Values;
  /** Variables that the Azure SDKs read themselves. */
  readonly variables?: (application: Application, emulator: Emulator) => Readonly<Record<string, string>>;
  /** Who signs in; the application itself when absent. */
  readonly identity?: (application: Application) => Identity;
  /** How messages tell it. */
  readonly words: (application: Application) => string;
  /** What the emulator is asked for, discovery aside. */
  readonly requests: readonly string[];
  /** Whether Fabrikam's is tried, where Contoso's would be found without settings. */
  readonly isOfFabrikam?: true;
  /** Whether it is a machine's, which has no variables that are looked at later. */
  readonly isOfMachine?: true;
}

const token = ["entra.token"];
const pipeline = ["oidc.token", "entra.token"];

type Files = keyof Application["files"];

function certificate(name: string, file: Files, hasPassword: boolean): Method {
  const settings = ({ tenantId, clientId, files, password }: Application): Values => ({
    tenantId,
    clientId,
    clientCertificatePath: files[file],
    ...(hasPassword ? { clientCertificatePassword: password } : {}),
  });
  const words = ({ files }: Application): string => `by certificate ${files[file]} (`;
  return { name: `certificate, ${name}`, settings, words, requests: token };
}

/** What a job of GitHub Actions is given, or a task of Azure Pipelines puts together. */
function issuer(
  kind: "githubActions" | "azurePipelines",
  { tenantId, objectId }: Identity,
  emulator: Emulator,
  subject: string,
) {
  const given = emulator.environmentFor({ tenantId, objectId }, { method: kind, subject });
  const connection = given["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] ?? "";
  const url =
    given["ACTIONS_ID_TOKEN_REQUEST_URL"] ??
    `${given["SYSTEM_OIDCREQUESTURI"] ?? ""}?serviceConnectionId=${connection}`;
  const requestToken = given["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? given["SYSTEM_ACCESSTOKEN"] ?? "";
  return { useOidc: "true", oidcRequestUrl: url, oidcRequestToken: requestToken };
}

export const applicationMethods: readonly Method[] = [
  {
    name: "client secret",
    settings: ({ tenantId, clientId, clientSecret }) => ({ tenantId, clientId, clientSecret }),
    words: () => "by client secret (",
    requests: token,
  },
  certificate("PEM, key first", "pem", false),
  certificate("PEM, certificate first", "pemCertificateFirst", false),
  certificate("PEM with encrypted key", "pemEncrypted", true),
  certificate("PEM with a key encrypted the traditional way", "pemEncryptedTraditionally", true),
  certificate("PFX by 3DES and SHA-1", "legacyPfx", true),
  certificate("PFX by AES-256 and SHA-256", "modernPfx", true),
  certificate("PFX with an empty password", "emptyPasswordPfx", false),
  certificate("PFX without a password", "openPfx", false),
  {
    name: "ID token",
    settings: ({ tenantId, clientId, idToken }) => ({ tenantId, clientId, useOidc: "true", oidcToken: idToken }),
    words: () => "by OpenID Connect (",
    requests: token,
  },
  {
    name: "ID token file",
    settings: ({ tenantId, clientId, files }) => ({
      tenantId,
      clientId,
      useOidc: "true",
      oidcTokenFilePath: files.idToken,
    }),
    words: ({ files }) => `by OpenID Connect with token file ${files.idToken} (`,
    requests: token,
  },
  {
    name: "GitHub Actions",
    settings: (who, emulator) => ({
      tenantId: who.tenantId,
      clientId: who.clientId,
      ...issuer("githubActions", who, emulator, who.subject),
    }),
    words: () => "by OpenID Connect with the pipeline's issuer (",
    requests: pipeline,
  },
  {
    name: "GitHub Actions with an audience of its own",
    settings: (who, emulator) => ({
      tenantId: who.tenantId,
      clientId: who.clientId,
      oidcAudience: ownAudience,
      ...issuer("githubActions", who, emulator, who.ownSubject),
    }),
    words: () => "by OpenID Connect with the pipeline's issuer (",
    requests: pipeline,
  },
  {
    name: "Azure Pipelines",
    settings: (who, emulator) => ({
      tenantId: who.tenantId,
      clientId: who.clientId,
      ...issuer("azurePipelines", who, emulator, who.subject),
    }),
    words: () => "by OpenID Connect with the pipeline's issuer (",
    requests: pipeline,
  },
];
