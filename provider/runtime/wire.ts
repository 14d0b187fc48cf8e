/** What the engine sends in a preview for a value that is not known yet (`pulumi.runtime.unknownValue`). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What marks a value as a secret (`pulumi.runtime.specialSigKey`, `specialSecretSig`). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Whether the value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasUnknown);
}

/** The value in the form in which the engine encrypts it wherever it keeps it. */
export function secret(value: unknown): unknown {
  return { [signatureKey]: secretSignature, value };
}
