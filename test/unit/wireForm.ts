import { runtime } from "@pulumi/pulumi";
import { objectOf } from "../../provider/azure/json";
import type { Properties } from "../../provider/runtime/declaration";

export const unknown = runtime.unknownValue;

/** The form in which the engine takes a secret. */
export function secretOf(value: unknown): Properties {
  return { [runtime.specialSigKey]: runtime.specialSecretSig, value };
}

/** What the engine hands on of properties that it was given: the same, with secrets in plain text. */
export function handedOn(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, inPlainText(value)]));
}

function inPlainText(value: unknown): unknown {
  if (runtime.isRpcSecret(value)) return runtime.unwrapRpcSecret(value) as unknown;
  const block = objectOf(value);
  return block === undefined ? value : handedOn(block);
}
