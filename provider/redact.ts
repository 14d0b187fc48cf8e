/** Access tokens, id tokens and assertions: three base64url parts, the first of which is a JSON object. */
const jsonWebToken = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g;

/** The text without the given secrets and without anything that looks like a token. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length > 0).sort((one, other) => other.length - one.length);
  const spellings = known.flatMap((secret) => [secret, ...otherSpellings(secret)]);
  const without = spellings.reduce((redacted, secret) => redacted.split(secret).join("[secret]"), text);
  return without.replace(jsonWebToken, "[token]");
}

/** As it stands in a URL, in a form and in JSON. */
function otherSpellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "\uFFFD"));
  const form = new URLSearchParams({ secret }).toString().slice("secret=".length);
  return [encoded, form, JSON.stringify(secret).slice(1, -1)];
}
