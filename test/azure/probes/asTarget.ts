import type { Verdict } from "../findings";
import { found, refusal, undetermined } from "../findings";
import { type AccessFacts, rowsOf } from "./accessFacts";
import { lower, propertiesOf } from "./fields";

type TargetOption = "asTarget" | "asTargetForServicePrincipals" | "asTargetWithoutP2";

/** What `asTarget()` answers the identity, whichever option that decides. */
function answered(option: TargetOption, { target, list, subscriptions }: AccessFacts): Verdict {
  if (target.status !== 200) return refusal(option, target);
  if (rowsOf(target).length > 0) return found("answers", target);
  return subscriptions.some(({ isDelegated }) => !isDelegated)
    ? found("silent", list, target)
    : undetermined(
        "this identity has no role in its own tenant: give it one, such as Reader at a subscription",
        target,
      );
}

/** Of a user, or of an application or managed identity, in a tenant that has Entra ID P2. */
export function asTarget(option: "asTarget" | "asTargetForServicePrincipals", facts: AccessFacts): Verdict {
  const { isPerson } = facts.caller.session.identity;
  if (isPerson !== (option === "asTarget")) {
    const who = isPerson ? "an application or a managed identity" : "a user, by the Azure CLI";
    return undetermined(`sign in as ${who}`);
  }
  const verdict = answered(option, facts);
  if (facts.hasP2 === true || verdict.value === "answers" || verdict.value === undefined) return verdict;
  const why =
    facts.hasP2 === false
      ? "the tenant has no Entra ID P2, which decides this answer: run it in one that has"
      : "the answer may be for want of Entra ID P2: set PAL_AZURE_P2 to true or false";
  return undetermined(why, facts.target);
}

export function asTargetWithoutP2(facts: AccessFacts): Verdict {
  return facts.hasP2 === false
    ? answered("asTargetWithoutP2", facts)
    : undetermined("run it in a tenant without Entra ID P2, and set PAL_AZURE_P2 to false");
}

export function asTargetDelegated({ target, subscriptions }: AccessFacts): Verdict {
  const delegated = subscriptions.filter(({ isDelegated }) => isDelegated).map((one) => one.subscriptionId);
  if (delegated.length === 0) {
    return undetermined("no subscription is delegated to this identity by Azure Lighthouse");
  }
  const scopes = rowsOf(target).map((row) => lower(propertiesOf(row)["scope"]));
  if (scopes.some((scope) => delegated.includes(scope.split("/")[2] ?? ""))) return found("yes", target);
  return scopes.length === 0
    ? undetermined("asTarget() has no rows: give the identity a role in its own tenant too", target)
    : found("no", target);
}
