import { PalError, type PalErrorDetails } from "../errors";
import { factsOf, reasonOf, request } from "./http";
import { objectOf } from "./json";
import { isTrue, type Settings } from "./settings";

/** Where to sign in and where Azure Resource Manager answers. */
export interface Cloud {
  /** Base URL of Microsoft Entra ID. */
  readonly authority: string;
  /** Base URL of Azure Resource Manager. */
  readonly resourceManager: string;
  /** Scope to ask a token for. */
  readonly scope: string;
  /** Microsoft's instance discovery knows nothing of this authority. */
  readonly skipInstanceDiscovery: boolean;
}

function microsoftCloud(authority: string, resourceManager: string): Cloud {
  return { authority, resourceManager, scope: `${resourceManager}/.default`, skipInstanceDiscovery: false };
}

const publicCloud = microsoftCloud("https://login.microsoftonline.com", "https://management.azure.com");
const governmentCloud = microsoftCloud("https://login.microsoftonline.us", "https://management.usgovcloudapi.net");
const chinaCloud = microsoftCloud("https://login.chinacloudapi.cn", "https://management.chinacloudapi.cn");

const cloudNames = new Map<string, Cloud>(
  Object.entries({
    public: publicCloud,
    azurecloud: publicCloud,
    azurepubliccloud: publicCloud,
    usgovernment: governmentCloud,
    azureusgovernment: governmentCloud,
    azureusgovernmentcloud: governmentCloud,
    china: chinaCloud,
    azurechinacloud: chinaCloud,
  }),
);

const microsoftAuthorities = new Set([...cloudNames.values()].map(({ authority }) => authority));
const described = new Map<string, Promise<Cloud>>();

/**
 * The cloud that the settings name: `metadataHost` before `environment`, the public cloud without both.
 * @throws PalError PAL_CONFIG_INVALID for an unknown name, PAL_SERVICE_FAILED when the metadata cannot be read.
 */
export async function cloudOf(settings: Settings): Promise<Cloud> {
  const host = settings.metadataHost;
  const cloud = host === undefined ? namedCloud(settings) : await cachedMetadata(host.value, host.source);
  return isTrue(settings.disableInstanceDiscovery) ? { ...cloud, skipInstanceDiscovery: true } : cloud;
}

function namedCloud({ environment }: Settings): Cloud {
  if (environment === undefined) return publicCloud;
  const cloud = cloudNames.get(environment.value.toLowerCase());
  if (cloud !== undefined) return cloud;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `${environment.source} names the unknown cloud "${environment.value}"; use public, usgovernment or china, or metadataHost for any other`,
  );
}

function cachedMetadata(host: string, source: string): Promise<Cloud> {
  const known = described.get(host);
  if (known !== undefined) return known;
  const asked = readMetadata(host, source);
  described.set(host, asked);
  asked.catch(() => described.delete(host));
  return asked;
}

async function readMetadata(host: string, source: string): Promise<Cloud> {
  const base = (host.includes("://") ? host : `https://${host}`).replace(/\/+$/, "");
  const url = `${base}/metadata/endpoints?api-version=2022-09-01`;
  const failed = (why: string, details: PalErrorDetails = {}): PalError =>
    new PalError(
      "PAL_SERVICE_FAILED",
      `cannot read the cloud's endpoints from ${url} (${source}): ${why}; check metadataHost and the network`,
      details,
    );
  let metadata: unknown;
  try {
    const answer = await request("GET", url);
    if (answer.status !== 200) throw failed(`HTTP ${answer.status}`, factsOf(answer));
    metadata = JSON.parse(answer.body);
  } catch (error) {
    if (error instanceof PalError) throw error;
    if (error instanceof SyntaxError) throw failed("the answer is not JSON", { cause: error });
    throw failed(reasonOf(error), { cause: error, retryable: true });
  }
  const cloud = cloudFrom(metadata, base);
  if (cloud === undefined) throw failed("the answer names no login endpoint and audience");
  return cloud;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function cloudFrom(metadata: unknown, base: string): Cloud | undefined {
  const entry = objectOf(Array.isArray(metadata) ? metadata[0] : metadata);
  const authentication = objectOf(entry?.["authentication"]);
  const login = authentication?.["loginEndpoint"];
  const audiences = authentication?.["audiences"];
  const audience: unknown = Array.isArray(audiences) ? audiences[0] : undefined;
  const resourceManager = entry?.["resourceManager"] ?? base;
  if (!isText(login) || !isText(audience) || !isText(resourceManager)) return undefined;
  const authority = login.replace(/\/+$/, "");
  return {
    authority,
    resourceManager: resourceManager.replace(/\/+$/, ""),
    scope: `${audience.replace(/\/+$/, "")}/.default`,
    skipInstanceDiscovery: !microsoftAuthorities.has(authority),
  };
}
