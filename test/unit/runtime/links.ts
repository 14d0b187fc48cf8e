import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { Settled, Unsettled } from "../../../provider/runtime/linkState";

/** The declared partner, the one of before, a third. */
export const [a, b, c] = ["1111111", "2222222", "3333333"] as const;

export const unversioned = (partnerId: string): LiveLink => ({ partnerId });
export const liveA: LiveLink = { partnerId: a, partnerName: "Contoso", version: 3 };
export const liveB: LiveLink = { partnerId: b, partnerName: "Fabrikam", version: 5 };
export const liveC: LiveLink = { partnerId: c, version: 9 };

export const made = (partnerId: string, version?: number): Settled => link(partnerId, true, version);
export const adopted = (partnerId: string, version?: number): Settled => link(partnerId, false, version);
export const pending = (partners: readonly string[], more: Partial<Unsettled> = {}): Unsettled => ({
  kind: "unsettled",
  pending: partners,
  ...more,
});

function link(partnerId: string, created: boolean, version: number | undefined): Settled {
  return { kind: "settled", partnerId, created, ...(version === undefined ? {} : { version }) };
}
