import type { BehaviourName, partnerBehaviour } from "../../../emulator/azure/behaviour";
import { type Caller, outcomeOf } from "../caller";
import { type Finding, failed, found, otherwise, refusal, undetermined, type Verdict } from "../findings";
import { type AccessFacts, readAccess, rowsOf } from "./accessFacts";
import { asTarget, asTargetDelegated, asTargetWithoutP2 } from "./asTarget";
import { hiddenCost } from "./hiddenCost";
import { permissionsEntries, permissionsRead, permissionsWithoutRole } from "./permissions";
import { text } from "./fields";

export type AccessOption = Exclude<BehaviourName, keyof typeof partnerBehaviour>;

type Probe = (facts: AccessFacts) => Verdict | Promise<Verdict>;

/** The caller's own tenant is always in the list; whether with a name is the question. */
async function tenantNames({ caller }: AccessFacts): Promise<Verdict> {
  const answer = await caller.send("GET", "/tenants?api-version=2022-12-01");
  const own = rowsOf(answer).find((row) => row["tenantId"] === caller.session.identity.tenantId);
  if (own === undefined)
    return undetermined(`the list of tenants lacks the caller's own: ${outcomeOf(answer)}`, answer);
  const isNamed = [own["displayName"], own["defaultDomain"]].some((name) => text(name) !== "");
  return found(isNamed ? "given" : "absent", answer);
}

/** A caller that may read a management group has an assignment there or above it, which would be among the rows. */
async function managementGroupAssignments({ caller }: AccessFacts): Promise<Verdict> {
  const { tenantId, objectId } = caller.session.identity;
  const root = `/providers/Microsoft.Management/managementGroups/${tenantId}`;
  const answer = await caller.send(
    "GET",
    `${root}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo('${objectId}')`,
  );
  if (answer.status !== 200) return refusal("managementGroupAssignments", answer);
  return rowsOf(answer).length === 0
    ? found("silent", answer)
    : undetermined(
        "the identity can read the root management group: use one that has roles on subscriptions only",
        answer,
      );
}

async function resourceGraphWithoutRead(facts: AccessFacts): Promise<Verdict> {
  if (facts.list.status !== 200) return undetermined("listing the subscriptions failed", facts.list);
  if (facts.subscriptions.length > 0) {
    return undetermined("the identity has access to a subscription: use one without any role", facts.list);
  }
  const answer = await facts.countResources();
  if (answer.status !== 200) return refusal("resourceGraphWithoutRead", answer, facts.list);
  const isEmpty = rowsOf(answer, "data").length === 0;
  return isEmpty ? found("silent", facts.list, answer) : otherwise("200 with rows", facts.list, answer);
}

const probes: Readonly<Record<AccessOption, Probe>> = {
  tenantNames,
  asTarget: (facts) => asTarget("asTarget", facts),
  asTargetForServicePrincipals: (facts) => asTarget("asTargetForServicePrincipals", facts),
  asTargetWithoutP2,
  asTargetDelegated,
  managementGroupAssignments,
  resourceGraphWithoutRead,
  permissionsRead,
  permissionsWithoutRole,
  permissionsEntries,
  hiddenCost,
};

export const accessOptions = Object.keys(probes) as readonly AccessOption[];

export interface AccessStage {
  readonly caller: Caller;
  /** Whether the tenant has Entra ID P2; undefined when PAL_AZURE_P2 is not set. */
  readonly hasP2: boolean | undefined;
  /** A further subscription to ask about. */
  readonly subscriptionId: string | undefined;
  readonly signal: AbortSignal;
}

/** Probes the services that report access, as one identity. Only reads. */
export async function probeAccess(
  stage: AccessStage,
  options: readonly AccessOption[] = accessOptions,
): Promise<Finding[]> {
  const facts = readAccess(stage);
  facts.catch(() => "told by each option");
  const findings: Finding[] = [];
  for (const option of options) {
    if (stage.signal.aborted) break;
    const verdict = await facts.then(probes[option]).catch(failed);
    findings.push({ option, ...verdict });
  }
  return findings;
}
