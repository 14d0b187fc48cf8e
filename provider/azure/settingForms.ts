import { shown } from "../text";
import { guid } from "./guid";
import { invalid } from "./settingErrors";
import type { Setting, SettingName, Settings } from "./settings";

interface Form {
  readonly test: (value: string) => boolean;
  readonly expected: string;
  /** Characters of a value that may be repeated in a message. */
  readonly characters: RegExp;
}

const domain = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

function isTenant(value: string): boolean {
  return guid.test(value) || domain.test(value) || value === "adfs";
}

function isTenantList(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === "string" && isTenant(item));
  } catch {
    return false;
  }
}

/** A token is sent there, so in clear to this machine only. */
function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/** A path is shown in messages; a secret, or a file's content, that stands in its place is not. */
function isPath(value: string): boolean {
  return value.length <= 1024 && !/[\p{Cc}]|-----BEGIN |^eyJ/u.test(value);
}

const names = /^[\w.-]+$/;
const switchForm: Form = {
  test: (value) => value === "true" || value === "false",
  expected: "true or false",
  characters: /^\w+$/,
};
/** What HTTP can send in a header. */
const token: Form = {
  test: (value) => /^[\x21-\x7E]+$/.test(value),
  expected: "a token, without blanks and of ASCII characters",
  characters: /^$/,
};
const path: Form = { test: isPath, expected: "the path of a file", characters: /^$/ };

/** The form that the value of a setting has; settings without one may be anything. */
const forms: Readonly<Partial<Record<SettingName, Form>>> = {
  tenantId: { test: isTenant, expected: "a GUID or a domain name such as contoso.onmicrosoft.com", characters: names },
  clientId: { test: (value) => guid.test(value), expected: "a GUID", characters: names },
  clientCertificatePath: path,
  oidcTokenFilePath: path,
  oidcToken: token,
  oidcRequestToken: token,
  oidcRequestUrl: { test: isSafeUrl, expected: "a URL that begins with https://", characters: /^$/ },
  oidcAudience: { test: (value) => /^[\x21-\x7E]+$/.test(value), expected: "a text without blanks", characters: names },
  subscriptionId: { test: (value) => /^[\w. -]{1,90}$/.test(value), expected: "a GUID or a name", characters: names },
  auxiliaryTenantIds: {
    test: isTenantList,
    expected: 'a JSON array of tenant IDs, such as ["00000000-0000-0000-0000-000000000000"]',
    characters: /^$/,
  },
  useOidc: switchForm,
  useMsi: switchForm,
  useCli: switchForm,
  useDefaultAzureCredential: switchForm,
  disableInstanceDiscovery: switchForm,
};

/**
 * @throws PalError PAL_CONFIG_INVALID for a value of the wrong form, naming where it stands. The value itself, which may be
 * a secret in the wrong place, is repeated only when it cannot be one.
 */
export function assertForm(name: SettingName, setting: Setting | undefined): void {
  const form = forms[name];
  if (setting === undefined || form === undefined || form.test(setting.value)) return;
  const { value, source } = setting;
  throw invalid(`${source} must be ${form.expected}; it is ${shown(value, form.characters)}`);
}

/** The same of each of these settings. */
export function assertForms(settings: Settings, settingNames: readonly SettingName[]): void {
  for (const name of settingNames) assertForm(name, settings[name]);
}
