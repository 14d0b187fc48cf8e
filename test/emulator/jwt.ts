import { createPublicKey, sign, verify, type JsonWebKey, type KeyObject } from "node:crypto";

function part(token: string, index: number): string {
  return token.split(".")[index] ?? "";
}

/** What a token says, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part(token, 1), "base64url").toString("utf8")) as Record<string, unknown>;
}

/** Checks a token's RS256 signature with a key of a JWKS document. */
export function isSignedBy(token: string, jwk: JsonWebKey): boolean {
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const signed = Buffer.from(`${part(token, 0)}.${part(token, 1)}`);
  return verify("RSA-SHA256", signed, key, Buffer.from(part(token, 2), "base64url"));
}

/** A token that says these things in the name of whoever has the key. */
export function signedBy(
  claims: Record<string, unknown>,
  key: KeyObject,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const encoded = [{ typ: "JWT", alg: "RS256", ...header }, claims].map((one) =>
    Buffer.from(JSON.stringify(one)).toString("base64url"),
  );
  const signed = encoded.join(".");
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

/** The same token with one character changed in the middle of its claims (1) or its signature (2). */
export function tampered(token: string, index: 1 | 2): string {
  const parts = token.split(".");
  const text = part(token, index);
  const middle = Math.floor(text.length / 2);
  parts[index] = `${text.slice(0, middle)}${text[middle] === "A" ? "B" : "A"}${text.slice(middle + 1)}`;
  return parts.join(".");
}
