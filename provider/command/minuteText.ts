import { quotable } from "../text";

/** A time (ISO 8601) to the minute, as a person reads it; what is no time, as it is. */
export function minuteText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? quotable(time) : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
