import type { Reason, ReasonId } from "../../recognition/types";
import { singleLine } from "../../text";
import type { Part, ReadPart } from "./parts";
import type { KindOfReason } from "./types";
import type { Union } from "./union";

/** Texts of one kind of reason that are written out. */
const mostTexts = 3;

/** Notes, which do not decide. */
const notes: readonly ReasonId[] = ["cspSold", "endNotVisible", "tooFresh", "usageNotVisible"];

/** What keeps a customer from being expected: reasons that concern a subscription which no other identity covers. */
export function decidingReasons(parts: readonly Part[], { subscriptions }: Pick<Union, "subscriptions">): Reason[] {
  const open = new Set(subscriptions.filter(({ lo }) => lo < 2).map(({ subscriptionId }) => subscriptionId));
  return parts.flatMap(({ read }) => (read?.reasons ?? []).filter((reason) => isDeciding(reason, read, open)));
}

function isDeciding({ id, subscriptionId }: Reason, read: ReadPart | undefined, open: ReadonlySet<string>): boolean {
  if (notes.includes(id)) return false;
  if (subscriptionId !== undefined) return open.has(subscriptionId);
  const reached = read?.subscriptions ?? [];
  return reached.length === 0 || reached.some((one) => open.has(one.subscriptionId));
}

/** One of each kind, with the texts and remedies of all. */
export function groupedReasons(reasons: readonly Reason[]): KindOfReason[] {
  const ids = [...new Set(reasons.map(({ id }) => id))];
  return ids.map((id) => {
    const same = reasons.filter((reason) => reason.id === id);
    return { id, text: together(same.map(({ text }) => text)), remedy: together(same.map(({ remedy }) => remedy)) };
  });
}

function together(texts: readonly string[]): string {
  const different = [...new Set(texts.map(singleLine))].filter((text) => text !== "");
  const rest = different.length - mostTexts;
  return [...different.slice(0, mostTexts), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
