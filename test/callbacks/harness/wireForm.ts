import { runtime } from "@pulumi/pulumi";

/** The form in which a secret crosses the wire. */
export function secretOf(value: unknown): object {
  return { [runtime.specialSigKey]: runtime.specialSecretSig, value };
}

/** The value with every secret in it in plain text. */
export function inPlainText<Value>(value: Value): Value;
export function inPlainText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => inPlainText(item));
  if (typeof value !== "object" || value === null) return value;
  if (runtime.isRpcSecret(value)) return runtime.unwrapRpcSecret(value) as unknown;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, inPlainText(item)]));
}

/** What the engine sends in a preview for a value that is not known yet. */
export const unknown = runtime.unknownValue;
