import { guid } from "../../provider/azure/guid";
import { isTrue, resolveSettings, secretsOf } from "../../provider/azure/settings";
import { type SignIn, signInsOf } from "./signIns";

/** Partner IDs in the requests. */
export interface PartnerIds {
  /** The location account's ID that is linked. */
  readonly partner: string;
  /** Another location account's ID. */
  readonly second?: string;
  /** A global account's ID, which the service refuses to link. */
  readonly global?: string;
  /** Any but the linked one, for requests that can only affect the identity's own link. */
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
  /** Tenant in which the Azure CLI user acts by delegated administration, without an account. */
  readonly delegatedTenantId: string | undefined;
  /** Removed from everything that is printed. */
  readonly secrets: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The acceptance's own variables. */
export const variables = {
  PAL_AZURE: "1 runs the acceptance",
  PAL_AZURE_PARTNER_ID: "partner ID of one of your location accounts (required)",
  PAL_AZURE_SECOND_PARTNER_ID: "partner ID of another of your location accounts",
  PAL_AZURE_GLOBAL_PARTNER_ID: "ID of your global account, which the service refuses to link",
  PAL_AZURE_P2: "true or false: whether the tenant has Entra ID P2",
  PAL_AZURE_SUBSCRIPTION_ID: "ID of a subscription in the tenant; the identity needs no role in it",
  PAL_AZURE_MSI_CLIENT_ID: "client ID of a user-assigned managed identity; default: the system-assigned one",
  PAL_AZURE_DELEGATED_TENANT_ID:
    "ID of a tenant in which the Azure CLI user acts by delegated administration (CSP), without an account; read only",
} as const;

type Variable = keyof typeof variables;

/** The form that a variable must have when it is set. */
const forms: Readonly<Partial<Record<Variable, { readonly form: RegExp; readonly expected: string }>>> = {
  PAL_AZURE_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_SECOND_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_GLOBAL_PARTNER_ID: { form: /^\d{1,20}$/, expected: "digits" },
  PAL_AZURE_P2: { form: /^(true|false)$/, expected: "true or false" },
  PAL_AZURE_SUBSCRIPTION_ID: { form: guid, expected: "a GUID" },
  PAL_AZURE_MSI_CLIENT_ID: { form: guid, expected: "a GUID" },
  PAL_AZURE_DELEGATED_TENANT_ID: { form: guid, expected: "a GUID" },
};

/** The trimmed value of a variable; undefined when it is empty. */
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
    return same === undefined ? [] : [`${name} must differ from ${same}`];
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

/** Reads the variables, or lists everything that is wrong with them. */
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
