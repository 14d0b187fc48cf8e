import { objectOf } from "../../azure/json";

/** What marks a value as a secret in state (`pulumi.runtime.specialSigKey`, `specialSecretSig`). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A value of a state. */
export interface Revealed {
  /** Without what is encrypted. */
  readonly value: unknown;
  readonly isEncrypted: boolean;
}

/** Takes secrets out of the form in which `pulumi stack export` writes them; with `--show-secrets` they are not encrypted. */
export function reveal(value: unknown): Revealed {
  if (Array.isArray(value)) {
    const parts = value.map(reveal);
    return { value: parts.map((part) => part.value), isEncrypted: parts.some((part) => part.isEncrypted) };
  }
  const object = objectOf(value);
  if (object === undefined) return { value, isEncrypted: false };
  if (object[signatureKey] === secretSignature) return revealSecret(object["plaintext"]);
  const fields = Object.entries(object).map(([key, field]) => ({ key, ...reveal(field) }));
  return {
    value: Object.fromEntries(
      fields.filter((field) => field.value !== undefined).map((field) => [field.key, field.value]),
    ),
    isEncrypted: fields.some((field) => field.isEncrypted),
  };
}

function revealSecret(plaintext: unknown): Revealed {
  if (typeof plaintext !== "string") return { value: undefined, isEncrypted: true };
  try {
    return { value: JSON.parse(plaintext) as unknown, isEncrypted: false };
  } catch {
    return { value: undefined, isEncrypted: true };
  }
}
