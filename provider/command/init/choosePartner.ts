import { PalError } from "../../errors";
import type { Directory } from "./directory";

/** The partner to link to, with its name where a link tells it. */
export interface Partner {
  readonly partnerId: string;
  readonly partnerName?: string;
}

/**
 * The partner that is given, else the one that most of the links name.
 *
 * @throws PalError PAL_CONFIG_INVALID when none is given and the links do not tell.
 */
export function choosePartner(directories: readonly Directory[], given: string | undefined): Partner {
  const links = directories.flatMap(({ seen }) => (seen.failure === undefined ? (seen.live ?? []) : []));
  const chosen = given ?? mostNamed(links.map(({ partnerId }) => partnerId));
  const partnerName = links.find((link) => link.partnerId === chosen && link.partnerName !== undefined)?.partnerName;
  return { partnerId: chosen, ...(partnerName === undefined ? {} : { partnerName }) };
}

function mostNamed(partnerIds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const partnerId of partnerIds) counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const [first, ...others] = [...counts].filter(([, count]) => count === most).map(([partnerId]) => partnerId);
  if (first === undefined) {
    throw notTold("no directory that the sign-in can enter has a partner admin link");
  }
  if (others.length > 0) {
    throw notTold(`the links name ${[first, ...others].join(" and ")} equally often`);
  }
  return first;
}

function notTold(why: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", `cannot choose the partner to link to: ${why}. Pass --partner-id ID`);
}
