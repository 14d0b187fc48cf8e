import { parseArgs } from "node:util";
import { signInMethods, type SignInMethod } from "./signInMethods";
import { InvalidInput } from "./validate";

/** What the command line asks for. */
export interface CliOptions {
  readonly help: boolean;
  readonly port: number;
  readonly directory?: string;
  readonly data?: string;
  readonly envFile?: string;
  readonly signIn: SignInMethod;
}

export const help = `Usage: partner-admin-link-emulator [options]

Microsoft Entra ID and Azure's ManagementPartner service on 127.0.0.1, for tests without Azure.
Prints the environment variables that lead clients to it, then serves until SIGINT or SIGTERM.

Options:
  --port N               port to listen on; a free one when absent
  --directory FILE.json  tenants, principals, partners and access; a built-in directory when absent
  --data FILE.json       file that keeps links across restarts; made when there is none
  -e, --env-file FILE    writes the variables to this file as well; removed again at the end
  --sign-in METHOD       what the variables sign in by: clientSecret (default), githubActions, azurePipelines,
                         managedIdentity, appService or azureCli
  -h, --help             this text
`;

function parse(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: "string" },
        directory: { type: "string" },
        data: { type: "string" },
        "env-file": { type: "string", short: "e" },
        "sign-in": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new InvalidInput(error instanceof Error ? error.message : String(error));
  }
}

function readPort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new InvalidInput(`--port must be a number from 0 to 65535, not "${value}"`);
  }
  return port;
}

function readMethod(value: string): SignInMethod {
  const method = signInMethods.find((candidate) => candidate === value);
  if (method === undefined) {
    throw new InvalidInput(`--sign-in must be one of ${signInMethods.join(", ")}, not "${value}"`);
  }
  return method;
}

/**
 * Reads the command line.
 *
 * @throws InvalidInput when an option is not known or its value is no good.
 */
export function readCliOptions(argv: readonly string[]): CliOptions {
  const values = parse(argv);
  const { directory, data, "env-file": envFile } = values;
  for (const name of ["directory", "data", "env-file"] as const) {
    if (values[name] === "") {
      throw new InvalidInput(`--${name} needs the name of a file`);
    }
  }
  return {
    help: values.help === true,
    port: readPort(values.port ?? "0"),
    signIn: readMethod(values["sign-in"] ?? "clientSecret"),
    ...(directory === undefined ? {} : { directory }),
    ...(data === undefined ? {} : { data }),
    ...(envFile === undefined ? {} : { envFile }),
  };
}
