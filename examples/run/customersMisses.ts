import type { Emulator } from "partner-admin-link-emulator";
import type { OperationResult } from "../cli/types";
import { linkName } from "./customers";
import { partnerId } from "./directory";
import type { Scene } from "./stage";

export interface CustomersScene extends Scene {
  /** What customers do before. */
  readonly before?: (emulator: Emulator) => void;
  /** Numbers of the customers with whose links the engine does something, by what it does. */
  readonly ops: Readonly<Record<string, readonly number[]>>;
  /** Piece of a message on the row of a customer. */
  readonly says?: ReadonlyMap<number, string>;
  readonly fails?: boolean;
  /** How many links to the partner there are afterwards. */
  readonly linked?: number;
}

const linkType = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";

/** What is not as the scene says it must be; empty when all is. */
export function misses(
  { ops, says = new Map<number, string>(), fails = false, linked }: CustomersScene,
  { exitCode, steps, diagnostics }: OperationResult,
  emulator: Emulator,
): string[] {
  const found = steps
    .filter(({ op, urn }) => op !== "same" && urn.includes(`::${linkType}::`))
    .map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`);
  const wanted = Object.entries(ops).flatMap(([op, numbers]) => numbers.map((number) => `${op} ${linkName(number)}`));
  const unsaid = [...says].filter(
    ([number, text]) =>
      !diagnostics.some(({ urn = "", message }) => urn.endsWith(`::${linkName(number)}`) && message.includes(text)),
  );
  const live = linksIn(emulator);
  return [
    ...((exitCode !== 0) === fails ? [] : [`exit code ${exitCode}`]),
    ...(list(found) === list(wanted) ? [] : [`${list(found)} instead of ${list(wanted)}`]),
    ...unsaid.map(([number, text]) => `${linkName(number)} without ${text}`),
    ...(linked === undefined || live === linked ? [] : [`${live} links`]),
  ];
}

/** Links to the partner that an identity can still read: none whose service principal is gone. */
function linksIn(emulator: Emulator): number {
  const principals = emulator.directory.tenants.flatMap((tenant) => tenant.principals);
  const known = new Set(principals.map(({ objectId }) => objectId));
  return emulator.links().filter((link) => {
    return link.state === "Active" && link.partnerId === partnerId && known.has(link.objectId);
  }).length;
}

function list(steps: readonly string[]): string {
  return [...steps].sort().join(", ") || "nothing";
}
