import { credentialSettings } from "../azure/credentialSettings";
import { check } from "./check";
import type { CheckOptions, Recognition } from "./types";

/**
 * Whether the link of an identity can be expected to count, and why: reads its link, its roles and the usage of its
 * subscriptions, and judges them. Only the identity itself can read its link, so it is the one that signs in. Nothing is
 * written.
 *
 * @throws PalError PAL_CONFIG_INVALID, PAL_AUTH_FAILED, or PAL_SERVICE_FAILED where the link or the list of subscriptions
 * cannot be read. Any other source that cannot be read is named in `looked`, and makes the verdict no more certain than it is.
 * @example
 * ```ts
 * const { verdict } = await checkRecognition({ partnerId: "123456" });
 * for (const { text, remedy } of verdict.reasons) console.log(`${text}: ${remedy}`);
 * ```
 */
export async function checkRecognition(options: CheckOptions = {}): Promise<Recognition> {
  return await check(options, () => credentialSettings(options.credential));
}
