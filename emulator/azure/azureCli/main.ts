import { parseArgs } from "node:util";
import { readProfile, type Profile } from "./profile";
import { requestToken } from "./requestToken";

/** Something that the Azure CLI says after `ERROR: ` before it ends with exit code 1. */
class CliError extends Error {
  override readonly name = "CliError";
}

const known = "This az belongs to an emulator and knows one command: az account get-access-token.";

function readArguments(argv: readonly string[]) {
  const [group, command, ...rest] = argv;
  if (group !== "account" || command !== "get-access-token") {
    throw new CliError(known);
  }
  try {
    const text = { type: "string" } as const;
    return parseArgs({
      args: rest,
      options: {
        resource: text,
        scope: { type: "string", multiple: true },
        tenant: { type: "string", short: "t" },
        subscription: { type: "string", short: "s" },
        output: { type: "string", short: "o" },
      },
    }).values;
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** Local time, as Python writes it. */
function localTime(seconds: number): string {
  const at = new Date(seconds * 1000);
  const date = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join("-");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(":");
  return `${date} ${time}.000000`;
}

/** What to do about a refused token, in the words that clients of the CLI look for. */
function loginAdvice(tenant: string, scope: string): string {
  return [
    "Run the command below to authenticate interactively; additional arguments may be added as needed:",
    "az logout",
    `az login --tenant "${tenant}" --scope "${scope}"`,
  ].join("\n");
}

async function getAccessToken(profile: Profile, argv: ReturnType<typeof readArguments>): Promise<string> {
  const { resource = profile.authority, scope = [], tenant, subscription } = argv;
  if (tenant !== undefined && subscription !== undefined) {
    throw new CliError("Please specify only one of subscription and tenant, not both");
  }
  const asked = scope[0] ?? `${resource}/.default`;
  // An account without subscriptions goes by its tenant, and there are no others.
  const askedTenant = tenant ?? subscription ?? profile.tenantId;
  const answer = await requestToken(profile, askedTenant, asked);
  if (answer.access_token === undefined) {
    throw new CliError(`${answer.error_description ?? "No token was given."}\n${loginAdvice(askedTenant, asked)}`);
  }
  const expiresOn = Math.floor(Date.now() / 1000) + (answer.expires_in ?? 0);
  const result = {
    accessToken: answer.access_token,
    expiresOn: localTime(expiresOn),
    expires_on: expiresOn,
    ...(tenant === undefined ? { subscription: askedTenant } : {}),
    tenant: askedTenant,
    tokenType: "Bearer",
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

/**
 * Stands in for the command `az`: gives tokens of the user whom the emulator has signed in to the configuration folder
 * AZURE_CONFIG_DIR. It never looks at another folder, so that the accounts of whoever runs it stay out of it.
 */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const parsed = readArguments(argv);
    const profile = readProfile(process.env["AZURE_CONFIG_DIR"]);
    if (profile === undefined) {
      throw new CliError("Please run 'az login' to setup account.");
    }
    process.stdout.write(await getAccessToken(profile, parsed));
  } catch (error) {
    process.stderr.write(`ERROR: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
