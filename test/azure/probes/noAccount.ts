import type { Caller } from "../caller";
import { type Finding, otherwise, refusal, undetermined } from "../findings";
import { linkedIn } from "../ownLink";

/** Reads the link of a principal without an account in the tenant. Never writes. */
export async function probeNoAccount(caller: Caller): Promise<Finding> {
  const option = "noAccount";
  const answer = await caller.send("GET", "/providers/Microsoft.ManagementPartner/partners?api-version=2018-02-01");
  const { kind } = linkedIn(answer);
  if (kind !== "unclear") {
    return {
      option,
      ...undetermined("the service answered as for an identity with an account in this tenant", answer),
    };
  }
  return { option, ...(answer.status < 400 ? otherwise(String(answer.status), answer) : refusal(option, answer)) };
}
