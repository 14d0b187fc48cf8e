import type { Facts } from "./facts";
import type { Judged } from "./judged";
import type { Finding } from "./reasons";
import { isSoldByCsp } from "./usage";

/** Reports are refreshed every four days. */
const reportLag = 5 * 86_400_000;

/** What is worth knowing beside a verdict: it never changes it. */
export function notesOf({ link, now }: Pick<Facts, "link" | "now">, judged: readonly Judged[]): Finding[] {
  const linked = link?.updatedTime ?? link?.createdTime;
  return [
    ...(isFresh(linked, now) ? [{ id: "tooFresh" } as const] : []),
    ...judged.filter(({ coverage }) => coverage.lo > 0).flatMap((one) => notesOfSubscription(one, now)),
  ];
}

function notesOfSubscription({ subscription, coverage, usage }: Judged, now: number): Finding[] {
  const permanent = coverage.proved.filter(({ worth, lasts }) => worth === "counts" && lasts === "always");
  const areNew = permanent.length > 0 && permanent.every(({ createdTime }) => isFresh(createdTime, now));
  const notes = {
    usageNotVisible: usage.isAsked && usage.known === "unknown",
    endNotVisible: coverage.isEndUnknown,
    cspSold: isSoldByCsp(subscription),
    subscriptionNotEnabled: /^(Warned|PastDue)$/i.test(subscription.state),
    tooFresh: coverage.lo === 2 && areNew,
  };
  return (Object.keys(notes) as (keyof typeof notes)[])
    .filter((id) => notes[id])
    .map((id) => ({ id, subscription, ...(id === "tooFresh" ? { names: permanent.map(({ name }) => name) } : {}) }));
}

function isFresh(time: string | undefined, now: number): boolean {
  return time !== undefined && now - Date.parse(time) < reportLag;
}
