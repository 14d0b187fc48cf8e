import { PalError } from "../errors";

/** Where the Azure SDKs look for a proxy: the first that is set counts, whatever the scheme of the request. */
const variables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];

/**
 * The environment variable that names the proxy; undefined without one.
 *
 * @param service - URL that is asked; it may be exempt.
 */
export function proxyVariable(service?: string): string | undefined {
  if (service !== undefined && isExempt(new URL(service).hostname)) return undefined;
  return variables.find((name) => (process.env[name] ?? "") !== "");
}

/** As the Azure SDKs read it: hosts, and with a dot in front domains. */
function isExempt(host: string): boolean {
  const list = ["NO_PROXY", "no_proxy"].map((name) => process.env[name]).find(Boolean) ?? "";
  const names = list.split(",").map((name) => name.trim());
  return names.some((name) => name === host || (name.startsWith(".") && `.${host}`.endsWith(name)));
}

/**
 * @throws PalError PAL_CONFIG_INVALID when the proxy is not a URL that the Azure SDKs can use. Its value, which may hold a
 * password, is not shown.
 */
export function assertProxy(): void {
  const variable = proxyVariable();
  if (variable === undefined) return;
  const value = process.env[variable] ?? "";
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `${variable} is not the URL of a proxy: it must begin with http:// or https://, such as http://proxy.example.com:8080`,
  );
}
