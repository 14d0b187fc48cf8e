import { homedir } from "node:os";
import { join } from "node:path";
import { type SignInMethod, signInMethod } from "./methods";
import { proxyVariable } from "./proxy";
import { settingTable, type Settings } from "./settings";

/** What decides who signs in and where, without secrets. */
export type Traits = Readonly<Record<string, string>>;

/** Variables of the machine and of the Azure SDKs that have a say in these ways to sign in. */
const deciding = /^(AZURE_|IDENTITY_|MSI_|IMDS_)/;
const decidedByMachine: readonly SignInMethod["kind"][] = ["managedIdentity", "azureCli", "defaultAzureCredential"];
const secretName = /(SECRET|PASSWORD|TOKEN|HEADER|KEY)$/;

/**
 * Traits of a sign-in with these settings in this process: where they are equal, the same identity signs in to the same
 * cloud. Of a secret they tell that there is one.
 *
 * @throws PalError PAL_CONFIG_INVALID for settings without a way to sign in.
 */
export function traitsOf(settings: Settings, hasBlock: boolean): Traits {
  const { kind } = signInMethod(settings, hasBlock);
  const ofSettings = settingTable.flatMap(({ name, secret }): [string, string][] => {
    const value = settings[name]?.value;
    // The URL of a pipeline's issuer is another one each time.
    return value === undefined ? [] : [[name, secret || name === "oidcRequestUrl" ? "set" : value]];
  });
  const traits: [string, string][] = [
    ["kind", kind],
    ["block", String(hasBlock)],
    ["proxy", proxyHost()],
    ["authorities", process.env["NODE_EXTRA_CA_CERTS"] ?? ""],
    ...ofSettings,
    ...(decidedByMachine.includes(kind) ? ofMachine(kind) : []),
  ];
  return Object.fromEntries(traits);
}

function ofMachine(kind: SignInMethod["kind"]): [string, string][] {
  const variables = Object.entries(process.env).flatMap(([name, value = ""]): [string, string][] => {
    return value === "" || !deciding.test(name) ? [] : [[name, secretName.test(name) ? "set" : value]];
  });
  const cliFolder: [string, string] = ["AZURE_CONFIG_DIR", join(homedir(), ".azure")];
  return [...(kind === "managedIdentity" ? [] : [cliFolder]), ...variables.sort()];
}

/** Its URL may hold a password. */
function proxyHost(): string {
  const value = process.env[proxyVariable() ?? ""] ?? "";
  return URL.canParse(value) ? new URL(value).host : "";
}
