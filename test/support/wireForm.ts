import { mapSecrets, type Properties, secretOf as marked } from "../../examples/engine/values";

// Loading the SDK for its constants would take longer than most suites.
export { unknownValue as unknown } from "../../provider/runtime/wire";

/** The form in which a secret crosses the wire. */
export function secretOf(value: unknown): Properties {
  return marked({ value });
}

/** The value with every secret in it in plain text, as the engine hands it on. */
export function inPlainText<Value>(value: Value): Value;
export function inPlainText(value: unknown): unknown {
  return mapSecrets(value, (secret) => inPlainText(secret["value"]));
}
