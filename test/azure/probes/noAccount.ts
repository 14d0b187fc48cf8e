import type { Caller } from "../caller";
import { type Finding, otherwise, refusal, undetermined } from "../findings";
import { linkedIn } from "../ownLink";

/** Reads the link, and writes none, of a principal that is said to have no account in the tenant. */
export async function probeNoAccount(caller: Caller): Promise<Finding> {
  const option = "noAccount";
  const answer = await caller.send("GET", "/providers/Microsoft.ManagementPartner/partners?api-version=2018-02-01");
  const { kind } = linkedIn(answer);
  if (kind !== "unclear") {
    return { option, ...undetermined("the answer is that of an identity with an account in this tenant", answer) };
  }
  return { option, ...(answer.status < 400 ? otherwise(String(answer.status), answer) : refusal(option, answer)) };
}
