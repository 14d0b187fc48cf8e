import { allows } from "../../../emulator/azure/access/roles";
import type { Answer } from "../caller";
import { found, otherwise, refusal, undetermined, type Verdict } from "../findings";
import { type AccessFacts, rowsOf } from "./accessFacts";

const read = "Microsoft.Authorization/permissions/read";

/** Whether an answer about permissions allows an action. */
export function isAllowed(answer: Answer | undefined, action: string): boolean {
  const permissions = answer === undefined ? [] : rowsOf(answer);
  return allows({ roleId: "", name: "", type: "CustomRole", permissions }, action);
}

const missing = "set PAL_AZURE_SUBSCRIPTION_ID, or give the identity a role in a subscription of its tenant";

export async function permissionsRead({ permissions, rolesAt }: AccessFacts): Promise<Verdict> {
  for (const [id, answer] of permissions) {
    if (rowsOf(answer).length > 0 && !isAllowed(answer, read)) return found("notNeeded", answer);
    if (answer.status === 403 && (await rolesAt(id)).length > 0) return found("needed", answer);
  }
  return undetermined(
    `no role is at hand that lacks ${read}: give the identity one at a subscription, such as AcrPull, and no other`,
    ...permissions.values(),
  );
}

export function permissionsWithoutRole({ permissions, subscriptions }: AccessFacts): Verdict {
  if (permissions.size === 0) return undetermined(missing);
  for (const [id, answer] of permissions) {
    if (answer.status === 200 && rowsOf(answer).length === 0) return found("200 empty", answer);
    // Not among its subscriptions: it has no role there, above or below.
    if (subscriptions.some(({ subscriptionId }) => subscriptionId === id)) continue;
    return answer.status === 200 ? otherwise("200 with entries", answer) : refusal("permissionsWithoutRole", answer);
  }
  return undetermined(
    "the identity has a role at each subscription it was asked about: set PAL_AZURE_SUBSCRIPTION_ID to another one of its tenant",
    ...permissions.values(),
  );
}

export async function permissionsEntries({ permissions, rolesAt }: AccessFacts): Promise<Verdict> {
  for (const [id, answer] of permissions) {
    const { length } = rowsOf(answer);
    if (length > 1) return found("perRole", answer);
    if (length === 1 && (await rolesAt(id)).length > 1) return found("merged", answer);
  }
  return undetermined("give the identity two roles at one subscription", ...permissions.values());
}
