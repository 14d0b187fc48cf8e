import { mostTelling } from "../decisiveAssignment";
import { quotable } from "../../text";
import type { SeenInFile } from "./insights";
import { groupedReasons } from "./reasons";
import { decisive, type Part, type ReadPart } from "./parts";
import type { Covered, ReportRow } from "./types";

/** An identity's row below a customer. */
export function reportRow({ tenantId, subject, read, error }: Part, insights: SeenInFile | undefined): ReportRow {
  const { line, label } = subject;
  const place = line === undefined ? {} : { line };
  if (read === undefined)
    return {
      ...(label === "" ? {} : { identity: label }),
      ...(subject.objectId === undefined ? {} : { objectId: subject.objectId }),
      subscriptions: { covered: 0, total: 0 },
      usage: "unknown",
      status: "error",
      reasons: [],
      ...(error === undefined ? {} : { error }),
      ...place,
    };
  const { recognition, isLinked, status } = read;
  const { identity, checkedAt } = recognition;
  const role = mostTelling(read.assignments);
  return {
    identity: quotable(identity.name),
    objectId: identity.objectId,
    ...linkedTo(read),
    subscriptions: coveredBy(read, tenantId, insights),
    ...(role === undefined ? {} : { bestRole: quotable(role.roleName) }),
    usage: usageIn(read),
    status,
    reasons: groupedReasons(read.reasons),
    ...place,
    checkedAt,
    ...(insights === undefined || !isLinked ? {} : { insights: seenOf(read, tenantId, insights) }),
  };
}

function linkedTo({ recognition: { link } }: ReadPart): Pick<ReportRow, "linkedTo"> {
  const { partnerId, partnerName } = link;
  if (partnerId === undefined) return {};
  return { linkedTo: { partnerId, ...(partnerName === undefined ? {} : { partnerName: quotable(partnerName) }) } };
}

function coveredBy({ subscriptions, isLinked }: ReadPart, tenantId: string, insights: SeenInFile | undefined): Covered {
  const inUse = decisive(subscriptions.map(({ usage, ...one }) => ({ ...one, usage: usage.known })));
  return {
    covered: isLinked ? inUse.filter(({ role, usage }) => role === "yes" && usage !== "no").length : 0,
    total: inUse.length,
    ...(insights === undefined
      ? {}
      : { seen: inUse.filter(({ subscriptionId }) => insights.has(tenantId, subscriptionId)).length }),
  };
}

function usageIn({ subscriptions }: ReadPart): ReportRow["usage"] {
  const known = subscriptions.map(({ usage }) => usage.known);
  if (known.includes("yes")) return "yes";
  return known.length > 0 && known.every((one) => one === "no") ? "no" : "unknown";
}

function seenOf({ subscriptions }: ReadPart, tenantId: string, insights: SeenInFile): "seen" | "notSeen" {
  const isSeen = subscriptions.some(
    ({ subscriptionId, role }) => role !== "no" && insights.has(tenantId, subscriptionId),
  );
  return isSeen ? "seen" : "notSeen";
}
