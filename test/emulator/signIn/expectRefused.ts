import { resolveSettings, secretsOf } from "../../../provider/azure/settings";
import type { PalErrorCode } from "../../../provider/errors";
import type { SignInOutcome, SignInRequest } from "./openProvider";

export interface Refused {
  readonly code: PalErrorCode;
  /** AADSTS number, or the machine's code for a managed identity that it does not have; none when absent. */
  readonly number?: string | undefined;
  /** Pieces of the message, in any order. */
  readonly says: readonly string[];
}

/** Holds an outcome to be this one error, in one line, with nothing of the request's secrets in whatever could be printed of it. */
export function expectRefused(
  { identities, errors }: SignInOutcome,
  request: SignInRequest,
  { code, number, says }: Refused,
): void {
  expect(identities).toEqual([]);
  expect(errors.map((error) => [error.code, error.serviceCode])).toEqual([[code, number]]);
  const [{ message, printed }] = errors as [SignInOutcome["errors"][number]];
  expect(says.filter((piece) => !message.includes(piece)).map((missing) => ({ missing, message }))).toEqual([]);
  expect(message).not.toMatch(/[\r\n]/);
  expect(leaksIn(printed, secretsIn(request))).toEqual([]);
}

/** What of the secrets stands in a text, and anything that looks like a token. */
function leaksIn(text: string, secrets: readonly string[]): string[] {
  const spellings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString().slice("secret=".length),
    Buffer.from(secret).toString("base64"),
    // The parts of a token are told apart by their dots.
    ...secret.split(".").filter((part) => part.length > 20),
  ]);
  const tokens = text.match(/eyJ[\w-]{8,}\.[\w-]*/g) ?? [];
  return [...spellings.filter((spelling) => text.includes(spelling)), ...tokens];
}

const ofTheSdk = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "IDENTITY_HEADER"];

/** Every secret that a request holds, whether it is in force or not. */
function secretsIn({ block = {}, config = {}, environment = {} }: SignInRequest): string[] {
  const nowhere = { config: () => undefined, environment: {} };
  const everywhere = [
    resolveSettings(block, nowhere),
    resolveSettings(undefined, { ...nowhere, config: (key) => config[key] }),
    resolveSettings(undefined, { ...nowhere, environment }),
  ];
  return [...everywhere.flatMap(secretsOf), ...ofTheSdk.flatMap((name) => environment[name] ?? [])];
}
