import { PalError, type PalErrorDetails } from "../errors";
import { shown } from "../text";
import { bodyOf, RequestFailed } from "./http";
import { jsonValue, objectOf } from "./json";
import { invalid } from "./settingErrors";
import { assertForm } from "./settingForms";
import { isTrue, type Setting, type Settings } from "./settings";

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

/** The cloud's name where Microsoft documents that it has no partner admin links. */
export function cloudWithoutLinks({ resourceManager }: Cloud): string | undefined {
  if (resourceManager === governmentCloud.resourceManager) return "Azure US Government";
  return resourceManager === chinaCloud.resourceManager ? "Azure China" : undefined;
}

const microsoftAuthorities = new Set([...cloudNames.values()].map(({ authority }) => authority));

/** Clouds that hosts have described, by origin. */
export type Clouds = Map<string, Promise<Cloud>>;

/**
 * The cloud that the settings name: `metadataHost` before `environment`, the public cloud without both.
 *
 * @param described - those so far; a host is asked once.
 * @throws PalError PAL_CONFIG_INVALID for an unknown name or an unusable host, PAL_SERVICE_FAILED when the metadata cannot
 * be read.
 */
export async function cloudOf(settings: Settings, described: Clouds = new Map()): Promise<Cloud> {
  const host = settings.metadataHost;
  assertForm("disableInstanceDiscovery", settings.disableInstanceDiscovery);
  const cloud =
    host === undefined ? namedCloud(settings) : await cachedMetadata(originOf(host), host.source, described);
  return isTrue(settings.disableInstanceDiscovery) ? { ...cloud, skipInstanceDiscovery: true } : cloud;
}

function namedCloud({ environment }: Settings): Cloud {
  if (environment === undefined) return publicCloud;
  const cloud = cloudNames.get(environment.value.toLowerCase());
  if (cloud !== undefined) return cloud;
  throw invalid(
    `${environment.source} names an unknown cloud, ${shown(environment.value, /^\w+$/)}; use public, usgovernment or china, or metadataHost for any other`,
  );
}

/** A host may have a port and, where it is not to be asked by https, a scheme. */
function originOf({ value, source }: Setting): string {
  const address = value.includes("://") ? value : `https://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isBare = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === "";
  // A bare word, or a token, may be a secret in the wrong place.
  const isWord = /:\/\/|:\d+\/*$/.test(value) && /^[\w-]{1,63}$/.test(url?.hostname ?? "");
  const isHost = isBare && !value.startsWith("eyJ") && (isFullName(url.hostname) || isWord);
  if (isHost && /^https?:$/.test(url.protocol) && /^\/*$/.test(url.pathname)) return url.origin;
  throw invalid(
    `${source} must be a host name, with a port where needed, such as management.local.azurestack.external; it is ${shown(value, /^[\w.:/-]+$/)}`,
  );
}

/** An address or a name with a dot. */
function isFullName(host: string): boolean {
  return (
    /^\[[\da-f:.]+\]$|^localhost$/.test(host) || (host.length <= 253 && /^[\w-]{1,63}(\.[\w-]{1,63})+$/.test(host))
  );
}

function cachedMetadata(origin: string, source: string, described: Clouds): Promise<Cloud> {
  const known = described.get(origin);
  if (known !== undefined) return known;
  const asked = readMetadata(origin, source);
  described.set(origin, asked);
  asked.catch(() => described.delete(origin));
  return asked;
}

async function readMetadata(origin: string, source: string): Promise<Cloud> {
  const url = `${origin}/metadata/endpoints?api-version=2022-09-01`;
  const failed = (why: string, details: PalErrorDetails = {}): PalError =>
    new PalError("PAL_SERVICE_FAILED", `cannot read the cloud's endpoints from ${url} (${source}): ${why}`, details);
  const remedy = (): string => "; check metadataHost and the network";
  const body = await bodyOf({ method: "GET", url, remedy }).catch((error: unknown) => {
    throw error instanceof RequestFailed ? failed(error.why, error.details) : error;
  });
  const metadata = jsonValue(body);
  if (metadata === undefined) throw failed("the answer is not JSON; check metadataHost, a proxy may be in between");
  const cloud = cloudFrom(metadata, origin);
  if (cloud === undefined)
    throw failed("the answer names no login endpoint, audience and resource manager by https; check metadataHost");
  return cloud;
}

/** The URL without slashes at its end; undefined for what is none, or has a user name in it. */
function httpsUrl(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const { protocol, username, password, search, hash } = new URL(value);
  if (protocol !== "https:" || `${username}${password}${search}${hash}` !== "") return undefined;
  return /^[\x21-\x7E]{1,500}$/.test(value) ? value.replace(/\/+$/, "") : undefined;
}

function cloudFrom(metadata: unknown, origin: string): Cloud | undefined {
  const entry = objectOf(Array.isArray(metadata) ? metadata[0] : metadata);
  const authentication = objectOf(entry?.["authentication"]);
  const audiences = authentication?.["audiences"];
  const authority = httpsUrl(authentication?.["loginEndpoint"]);
  const audience = httpsUrl(Array.isArray(audiences) ? audiences[0] : undefined);
  const resourceManager = httpsUrl(entry?.["resourceManager"] ?? origin);
  if (authority === undefined || audience === undefined || resourceManager === undefined) return undefined;
  return {
    authority,
    resourceManager,
    scope: `${audience}/.default`,
    skipInstanceDiscovery: !microsoftAuthorities.has(authority),
  };
}
