import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { AccessToken } from "@azure/identity";
import type { Emulator } from "../../emulator/azure";
import { claimsOf } from "./jwt";

/** What came of a sign-in: the claims of the token, or the error. */
export interface SignedIn {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Signs in by a class of @azure/identity in a process of its own that has these variables and no others. */
export async function signInWith(
  emulator: Emulator,
  credential: string,
  environment: Readonly<Record<string, string>>,
  options: object = {},
): Promise<SignedIn> {
  const script = require.resolve("./signInClient.js");
  const args = [script, credential, `${emulator.url}/.default`, JSON.stringify(options)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...environment } });
  return JSON.parse(stdout) as SignedIn;
}

/** What a credential in this process needs to reach the emulator, and nobody else. */
export function clientOptions({ url, caCertificate }: Emulator) {
  return {
    authorityHost: url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: caCertificate },
    retryOptions: { maxRetries: 0 },
  };
}

interface Credential {
  getToken(scope: string): Promise<AccessToken | null>;
}

/** Object id and application of the token that a credential gets. */
export async function whoIs(
  emulator: Emulator,
  credential: Credential,
): Promise<{ readonly oid: unknown; readonly appid: unknown; readonly aud: unknown; readonly appidacr: unknown }> {
  const token = await credential.getToken(`${emulator.url}/.default`);
  const { oid, appid, aud, appidacr } = claimsOf(token?.token ?? "");
  return { oid, appid, aud, appidacr };
}

/** Operations of the requests since the log was cleared, in order. */
export function operationsOf(emulator: Emulator): readonly string[] {
  return emulator.requests().map(({ operation }) => operation);
}
