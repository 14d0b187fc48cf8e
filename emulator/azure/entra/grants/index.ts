import { clientAssertionGrant } from "./clientAssertion";
import { clientSecretGrant } from "./clientSecret";
import type { Grant } from "./grant";
import { refreshTokenGrant } from "./refreshToken";

/** Every grant the token endpoint knows, in the order in which they are tried. */
export const grants: readonly Grant[] = [clientSecretGrant, clientAssertionGrant, refreshTokenGrant];
