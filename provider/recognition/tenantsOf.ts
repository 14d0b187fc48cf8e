import { openArmReader } from "../azure/armReader";
import type { SignInSettings } from "../azure/credentialSettings";
import { signIn } from "../azure/signIn";
import { readTenants } from "./sources/tenants";
import type { Tenant } from "./types";

/** The directories of the identity that signs in so. */
export async function tenantsOf({ settings, hasBlock }: SignInSettings): Promise<Tenant[]> {
  const session = await signIn(settings, hasBlock);
  return await readTenants(openArmReader(session), session.identity.label);
}
