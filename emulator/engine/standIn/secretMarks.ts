import { containsSecret, has, isMap, type PropertyMap, Secret } from "./values";

/**
 * Marks in `outputs` as secret what is secret under the same name in `inputs`: the dynamic provider gets secrets as plain
 * text and so answers in plain text. Maps on both sides are gone through; anything else is marked as a whole.
 */
export function markSecretsLike(outputs: PropertyMap, inputs: PropertyMap): void {
  for (const [key, input] of Object.entries(inputs)) {
    const output = has(outputs, key) ? outputs[key] : undefined;
    if (output === undefined) continue;
    if (isMap(output) && isMap(input)) markSecretsLike(output, input);
    else if (!(output instanceof Secret) && containsSecret(input)) outputs[key] = new Secret(output);
  }
}

/** Marks the outputs that the program named, and those whose input is secret. */
export function markSecretOutputs(
  outputs: PropertyMap,
  inputs: PropertyMap,
  additionalSecretOutputs: readonly string[],
): void {
  for (const [key, output] of Object.entries(outputs)) {
    const isNamed = additionalSecretOutputs.includes(key);
    const hasSecretInput = has(inputs, key) && inputs[key] instanceof Secret;
    if (!(output instanceof Secret) && (isNamed || hasSecretInput)) outputs[key] = new Secret(output);
  }
}
