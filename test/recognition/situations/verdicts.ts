import type { Status } from "../../../provider/recognition";
import type { Modes, Verdict } from "./situation";

export const is = (status: Status, ...reasons: string[]): Verdict => ({ status, reasons: reasons.sort() });
export const always = (status: Status, ...reasons: string[]): Modes =>
  modes(is(status, ...reasons), is(status, ...reasons));
/** `fallback` applies where `asTarget()` is refused and where it is silent. */
export const modes = (answers: Verdict, fallback: Verdict, silent = fallback): Modes => ({
  answers,
  refused: fallback,
  silent,
});
/** All subscriptions are covered; without `asTarget()` nothing says when the assignments end. */
export const covered = (...notes: string[]): Modes =>
  modes(is("expected", ...notes), is("expected", "endNotVisible", ...notes));
