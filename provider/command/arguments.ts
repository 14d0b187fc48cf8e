import { InvalidArgumentError } from "commander";

export function partnerIdIn(text: string): string {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A partner ID is made of digits.");
  return text;
}
