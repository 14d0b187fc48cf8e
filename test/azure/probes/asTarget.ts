import { found, refusal, undetermined, type Verdict } from "../findings";
import { type AccessFacts, rowsOf } from "./accessFacts";
import { lower, propertiesOf } from "./fields";

type TargetOption = "asTarget" | "asTargetForServicePrincipals" | "asTargetWithoutP2";

/** Reads the answer to `asTarget()`, whichever option decides it. */
function answered(option: TargetOption, { target, list, subscriptions }: AccessFacts): Verdict {
  if (target.status !== 200) return refusal(option, target);
  if (rowsOf(target).length > 0) return found("answers", target);
  return subscriptions.some(({ isDelegated }) => !isDelegated)
    ? found("silent", list, target)
    : undetermined("the identity has no role in its own tenant: assign one, such as Reader on a subscription", target);
}

/** `asTarget()` in a tenant that has Entra ID P2: of a user, or of a service principal or managed identity. */
export function asTarget(option: "asTarget" | "asTargetForServicePrincipals", facts: AccessFacts): Verdict {
  const { isPerson } = facts.caller.session.identity;
  if (isPerson !== (option === "asTarget")) {
    const who = isPerson ? "a service principal or managed identity" : "a user: sign in with the Azure CLI";
    return undetermined(`needs ${who}`);
  }
  const verdict = answered(option, facts);
  if (facts.hasP2 === true || verdict.value === "answers" || verdict.value === undefined) return verdict;
  const why =
    facts.hasP2 === false
      ? "needs a tenant with Entra ID P2"
      : "the answer may depend on Entra ID P2: set PAL_AZURE_P2 to true or false";
  return undetermined(why, facts.target);
}

export function asTargetWithoutP2(facts: AccessFacts): Verdict {
  return facts.hasP2 === false
    ? answered("asTargetWithoutP2", facts)
    : undetermined("needs a tenant without Entra ID P2, and PAL_AZURE_P2 set to false");
}

export function asTargetDelegated({ target, subscriptions }: AccessFacts): Verdict {
  const delegated = subscriptions.filter(({ isDelegated }) => isDelegated).map((one) => one.subscriptionId);
  if (delegated.length === 0) {
    return undetermined("needs a subscription that is delegated to the identity by Azure Lighthouse");
  }
  const scopes = rowsOf(target).map((row) => lower(propertiesOf(row)["scope"]));
  if (scopes.some((scope) => delegated.includes(scope.split("/")[2] ?? ""))) return found("yes", target);
  return scopes.length === 0
    ? undetermined("asTarget() returned no rows: assign the identity a role in its own tenant as well", target)
    : found("no", target);
}
