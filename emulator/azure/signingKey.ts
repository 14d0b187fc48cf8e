import { generateKeyPair, randomUUID } from "node:crypto";
import { promisify } from "node:util";

/** The RSA key that access tokens are signed with. */
export interface SigningKey {
  /** The public half as the JWKS endpoint shows it. */
  readonly jwk: Readonly<Record<string, unknown>>;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** The claims of a token whose signature is good; `undefined` otherwise. Says nothing about its claims. */
  verify(token: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export async function createSigningKey(): Promise<SigningKey> {
  // jose is an ES module; this package is CommonJS.
  const { SignJWT, compactVerify, exportJWK } = await import("jose");
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, x5t: kid, use: "sig", alg: "RS256" };
  return {
    jwk,
    sign: (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ typ: "JWT", alg: "RS256", kid, x5t: kid }).sign(privateKey),
    verify: async (token) => {
      try {
        const { payload } = await compactVerify(token, publicKey, { algorithms: ["RS256"] });
        const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
        return typeof claims === "object" && claims !== null ? { ...claims } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
