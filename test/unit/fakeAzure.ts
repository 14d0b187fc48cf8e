import type { Identity } from "../../provider/azure/identity";
import { openPartnerClient } from "../../provider/azure/partnerClient";
import type { Settings } from "../../provider/azure/settings";
import { type Session, signIn } from "../../provider/azure/signIn";
import { type ScriptedCall, scriptedClient } from "./scriptedClient";

/** Who signs in, or why the sign-in fails; a function where that depends on the settings, or on the tenant asked for. */
type SignsIn = Identity | Error | ((settings: Settings, homeTenantId: string | undefined) => Identity | Error);

/**
 * Lets an identity sign in, and its partner client answer by a script; gives the calls that came. The test file replaces
 * the modules `signIn` and `partnerClient` with jest.mock.
 */
export function azureAnswers(signsIn: SignsIn, script: readonly ScriptedCall[] = []): string[] {
  const { client, calls } = scriptedClient(script);
  jest.mocked(signIn).mockImplementation((settings, _hasBlock, homeTenantId) => {
    calls.push("sign in");
    const answer = typeof signsIn === "function" ? signsIn(settings, homeTenantId) : signsIn;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ identity: answer } as Session);
  });
  jest.mocked(openPartnerClient).mockReturnValue(client);
  return calls;
}
