import { InvalidArgumentError } from "commander";

/** Reads the value of an option that takes a partner ID. */
export function partnerIdIn(text: string): string {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A partner ID is made of digits.");
  return text;
}
