import { credentialSettings } from "../azure/credentialSettings";
import { check } from "./check";
import type { CheckOptions, Recognition } from "./types";

/**
 * Judges whether the link of an identity can be expected to count, and why. It reads the link, the identity's roles and
 * the usage of its subscriptions, as that identity: no other can read its link. It writes nothing.
 *
 * @param options The identity, the partner and what to judge.
 * @returns The verdict with its reasons and facts.
 * @throws PalError `PAL_CONFIG_INVALID`, `PAL_AUTH_FAILED`, or `PAL_SERVICE_FAILED` when the link or the list of
 * subscriptions cannot be read. Any other source that cannot be read is named in `looked` and leaves facts unknown.
 * @example
 * ```ts
 * const { verdict } = await checkRecognition({ partnerId: "123456" });
 * for (const { text, remedy } of verdict.reasons) console.log(`${text}: ${remedy}`);
 * ```
 */
export async function checkRecognition(options: CheckOptions = {}): Promise<Recognition> {
  return await check(options, () => credentialSettings(options.credential));
}
