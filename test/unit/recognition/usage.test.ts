import { coverageOf, type ProvedRole } from "../../../provider/recognition/bounds";
import type { Subscription } from "../../../provider/recognition/facts";
import { roleList } from "../../../provider/recognition/roleList";
import { usageOf } from "../../../provider/recognition/usage";
import { acrPull, custom, now, production, proved, reader } from "./facts";

interface Case {
  readonly roles?: readonly Partial<ProvedRole>[];
  readonly of?: Partial<Subscription>;
  readonly resources?: number | "failed";
  readonly cost?: number | "failed";
  readonly usage?: "auto" | "cost" | "off";
}

const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
const costReader = "72fafb9e-0641-4937-9268-a91bfd8191a3";

describe("usageOf", () => {
  function usage({ roles = [{}], of = {}, resources = 0, cost, usage: asked = "auto" }: Case): string {
    const { subscriptionId } = production;
    const rows = resources === "failed" || resources === 0 ? [] : [{ subscriptionId, resources }];
    const counted = resources === "failed" ? { failure: "no" } : { rows };
    const costs = cost === undefined ? {} : { cost: cost === "failed" ? { failure: "no" } : { rows: [cost] } };
    const coverage = coverageOf(roles.map(proved), []);
    const found = usageOf({ ...production, ...of }, coverage, { now, resources: counted }, costs, asked, roleList());
    return [found.known, found.source, found.reason].filter(Boolean).join(" ");
  }

  it.each<[string, Case, string]>([
    ["disabled", { of: { state: "Disabled" }, resources: 5 }, "no state subscriptionNotEnabled"],
    ["disabled, while usage is off", { of: { state: "Expired" }, usage: "off" }, "no state subscriptionNotEnabled"],
    ["warned", { of: { state: "Warned" }, resources: 5 }, "yes resources"],
    ["off", { usage: "off", resources: 5 }, "unknown"],
    ["no resources, seen by Contributor", {}, "no resources noResources"],
    ["no resources, seen by Reader", { roles: [{ roleId: reader }] }, "no resources noResources"],
    ["no resources, seen by a Reader of a part", { roles: [{ roleId: reader, place: "below" }] }, "unknown"],
    ["no resources, seen by Contributor since five minutes", { roles: [{ createdTime: minutesAgo(5) }] }, "unknown"],
    [
      "no resources, seen by Contributor since half an hour",
      { roles: [{ createdTime: minutesAgo(30) }] },
      "no resources noResources",
    ],
    [
      "no cost, seen by Contributor since five minutes",
      { roles: [{ createdTime: minutesAgo(5) }], cost: 0 },
      "unknown",
    ],
    ["no resources, unseen by AcrPull", { roles: [{ roleId: acrPull }] }, "unknown"],
    ["no resources, seen by an unlisted role", { roles: [{ roleId: custom }] }, "unknown"],
    ["Resource Graph does not answer", { resources: "failed" }, "unknown"],
    ["a role on a resource", { roles: [{ roleId: acrPull, place: "below", isOnResource: true }] }, "yes resources"],
    ["cost", { resources: "failed", cost: 3 }, "yes cost"],
    ["no resources, which is asked first", { cost: 3 }, "no resources noResources"],
    ["no cost, seen by Contributor", { resources: 5, cost: 0 }, "no cost noCost"],
    ["no cost, seen by Cost Management Reader", { roles: [{ roleId: costReader }], cost: 0 }, "no cost noCost"],
    ["no cost, unseen", { roles: [{ roleId: acrPull }], resources: 5, cost: 0 }, "yes resources"],
    ["no cost, sold by a CSP", { of: { quotaId: "CSP_2015-05-01" }, resources: 5, cost: 0 }, "yes resources"],
    ["money back", { resources: 5, cost: -1 }, "yes resources"],
    ["cost is refused", { resources: 5, cost: "failed" }, "yes resources"],
  ])("is of a subscription: %s", (_, given, expected) => {
    expect(usage(given)).toBe(expected);
  });
});
