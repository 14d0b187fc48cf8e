import { allows } from "../../../emulator/azure/access/roles";
import type { Answer } from "../caller";
import { found, otherwise, refusal, undetermined, type Verdict } from "../findings";
import { type AccessFacts, rowsOf } from "./accessFacts";

const read = "Microsoft.Authorization/permissions/read";

/** Whether the permissions in an answer allow an action. */
export function isAllowed(answer: Answer | undefined, action: string): boolean {
  const permissions = answer === undefined ? [] : rowsOf(answer);
  return allows({ roleId: "", name: "", type: "CustomRole", permissions }, action);
}

const missing = "set PAL_AZURE_SUBSCRIPTION_ID, or assign the identity a role on a subscription of its tenant";

export async function permissionsRead({ permissions, rolesAt }: AccessFacts): Promise<Verdict> {
  for (const [id, answer] of permissions) {
    if (rowsOf(answer).length > 0 && !isAllowed(answer, read)) return found("notNeeded", answer);
    if (answer.status === 403 && (await rolesAt(id)).length > 0) return found("needed", answer);
  }
  return undetermined(
    `needs an identity whose only role on a subscription lacks ${read}, such as AcrPull`,
    ...permissions.values(),
  );
}

/** Codes of an answer about a subscription that does not exist, or that another tenant has. */
const elsewhere = ["SubscriptionNotFound", "InvalidSubscriptionId", "InvalidAuthenticationTokenTenant"];

export function permissionsWithoutRole({ permissions, subscriptions }: AccessFacts): Verdict {
  if (permissions.size === 0) return undetermined(missing);
  for (const [id, answer] of permissions) {
    if (answer.status === 200 && rowsOf(answer).length === 0) return found("200 empty", answer);
    // The identity has no role there, above or below: otherwise the subscription would be listed.
    if (subscriptions.some(({ subscriptionId }) => subscriptionId === id)) continue;
    if (elsewhere.includes(answer.code ?? ""))
      return undetermined("PAL_AZURE_SUBSCRIPTION_ID names no subscription of the tenant", answer);
    return answer.status === 200 ? otherwise("200 with entries", answer) : refusal("permissionsWithoutRole", answer);
  }
  return undetermined(
    "the identity has a role on each subscription: set PAL_AZURE_SUBSCRIPTION_ID to one on which it has none",
    ...permissions.values(),
  );
}

export async function permissionsEntries({ permissions, rolesAt }: AccessFacts): Promise<Verdict> {
  for (const [id, answer] of permissions) {
    const { length } = rowsOf(answer);
    if (length > 1) return found("perRole", answer);
    if (length === 1 && (await rolesAt(id)).length > 1) return found("merged", answer);
  }
  return undetermined("needs an identity with two roles on one subscription", ...permissions.values());
}
