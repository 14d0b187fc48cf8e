import { guid } from "../../provider/azure/guid";
import { isTrue, resolveSettings, secretsOf } from "../../provider/azure/settings";
import { type SignIn, signInsOf } from "./signIns";

/** Partner IDs that requests name. */
export interface PartnerIds {
  /** A location account's, which is linked. */
  readonly partner: string;
  /** Another location account's. */
  readonly second?: string;
  /** A global account's, which cannot be linked. */
  readonly global?: string;
  /** Not the linked one, for requests that change nothing but the own link. */
  readonly other: string;
  /** Not digits. */
  readonly invalid: string;
}

export interface AcceptanceSettings {
  readonly ids: PartnerIds;
  readonly signIns: readonly SignIn[];
  /** Whether the tenant has Entra ID P2. */
  readonly hasP2: boolean | undefined;
  readonly subscriptionId: string | undefined;
  /** Tenant in which the user of the Azure CLI has rights by delegated administration, and no account. */
  readonly delegatedTenantId: string | undefined;
  /** To be left out of all that is printed. */
  readonly secrets: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable of the acceptance's own, with what it is for. */
export const variables = {
  PAL_AZURE: "1 runs it; without it nothing is done",
  PAL_AZURE_PARTNER_ID: "partner ID of a location account of yours (required)",
  PAL_AZURE_SECOND_PARTNER_ID: "partner ID of another location account of yours",
  PAL_AZURE_GLOBAL_PARTNER_ID: "ID of your global account, which cannot be linked",
  PAL_AZURE_P2: "true or false: whether the tenant has Entra ID P2",
  PAL_AZURE_SUBSCRIPTION_ID: "a subscription of the tenant to ask about, in which the identity need not have a role",
  PAL_AZURE_MSI_CLIENT_ID: "client ID of the managed identity; without it the system-assigned one signs in",
  PAL_AZURE_DELEGATED_TENANT_ID:
    "tenant of a CSP customer in which the user of the Azure CLI has no account: its link is read, never written",
} as const;

type Variable = keyof typeof variables;

/** What an option must be; absent ones may be. */
const forms: Readonly<Partial<Record<Variable, { readonly form: RegExp; readonly expected: string }>>> = {
  PAL_AZURE_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_SECOND_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_GLOBAL_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_P2: { form: /^(true|false)$/, expected: "true or false" },
  PAL_AZURE_SUBSCRIPTION_ID: { form: guid, expected: "a GUID" },
  PAL_AZURE_MSI_CLIENT_ID: { form: guid, expected: "a GUID" },
  PAL_AZURE_DELEGATED_TENANT_ID: { form: guid, expected: "a GUID" },
};

/** What a variable holds; undefined for nothing, or blanks. */
function textIn(value: string | undefined): string | undefined {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" ? undefined : trimmed;
}

export function isSwitchedOn(environment: Environment): boolean {
  return ["1", "true"].includes(environment["PAL_AZURE"] ?? "");
}

function wrongForms(own: (name: Variable) => string | undefined): string[] {
  return Object.entries(forms).flatMap(([name, { form, expected }]) => {
    const value = own(name as Variable);
    return value === undefined || form.test(value) ? [] : [`${name} must be ${expected}`];
  });
}

function doubledIds(own: (name: Variable) => string | undefined): string[] {
  const names = ["PAL_AZURE_PARTNER_ID", "PAL_AZURE_SECOND_PARTNER_ID", "PAL_AZURE_GLOBAL_PARTNER_ID"] as const;
  return names.flatMap((name, index) => {
    const same = names.slice(0, index).find((before) => own(before) !== undefined && own(before) === own(name));
    return same === undefined ? [] : [`${name} must be another than ${same}`];
  });
}

function partnerIds(own: (name: Variable) => string | undefined): PartnerIds {
  const partner = own("PAL_AZURE_PARTNER_ID") ?? "";
  const second = own("PAL_AZURE_SECOND_PARTNER_ID");
  const global = own("PAL_AZURE_GLOBAL_PARTNER_ID");
  return {
    partner,
    ...(second === undefined ? {} : { second }),
    ...(global === undefined ? {} : { global }),
    other: second ?? global ?? `${partner}0`,
    invalid: `${partner}a`,
  };
}

/** What the variables say, or all that is wrong with them. */
export function readSettings(environment: Environment): AcceptanceSettings | { readonly problems: readonly string[] } {
  const own = (name: Variable): string | undefined => textIn(environment[name]);
  const settings = resolveSettings(undefined, { config: () => undefined, environment });
  const { signIns, problems: ofSignIns } = signInsOf(settings, own("PAL_AZURE_MSI_CLIENT_ID"));
  const delegatedTenantId = own("PAL_AZURE_DELEGATED_TENANT_ID");
  const missing = own("PAL_AZURE_PARTNER_ID") === undefined ? ["PAL_AZURE_PARTNER_ID is missing"] : [];
  const withoutCli =
    delegatedTenantId !== undefined && !isTrue(settings.useCli)
      ? ["ARM_USE_CLI must be true where PAL_AZURE_DELEGATED_TENANT_ID is set"]
      : [];
  const problems = [...missing, ...wrongForms(own), ...doubledIds(own), ...ofSignIns, ...withoutCli];
  if (problems.length > 0) return { problems };
  const p2 = own("PAL_AZURE_P2");
  return {
    ids: partnerIds(own),
    signIns,
    hasP2: p2 === undefined ? undefined : p2 === "true",
    subscriptionId: own("PAL_AZURE_SUBSCRIPTION_ID"),
    delegatedTenantId,
    secrets: secretsOf(settings),
  };
}
