import type { Directory, Principal } from "partner-admin-link-emulator";
import type { Properties } from "./callbacks";
import { type Name, partnerNames } from "./history";

export const tenantId = "44444444-4444-4444-8444-444444444444";
export const names: readonly Name[] = ["A", "B", "C", "P"];
export const applications = names.filter((name) => name !== "P");

interface Ids {
  readonly objectId: string;
  /** Of applications only. */
  readonly clientId: string;
}

export function idsOf(name: Name): Ids {
  const number = String(names.indexOf(name) + 1).padStart(12, "0");
  return { objectId: `44444444-aaaa-4aaa-8aaa-${number}`, clientId: `44444444-cccc-4ccc-8ccc-${number}` };
}

export function objectIdOf(name: Name): string {
  return idsOf(name).objectId;
}

/** Id of the link of an identity. */
export function idOf(name: Name): string {
  return `${tenantId}/${idsOf(name).objectId}`;
}

export function nameOf(id: string): Name {
  const found = names.find((name) => idOf(name) === id);
  if (found === undefined) throw new Error(`no identity has the id ${id}`);
  return found;
}

/** Who the run's tokens speak for: every identity trusts it. */
export const subject = "repo:model/links";

/** Whether properties sign in with a token of the run. */
export function isByToken({ credential }: Properties): boolean {
  return typeof credential === "object" && credential !== null && "useOidc" in credential;
}

/** The tenant with its principals, each with the secrets that are accepted, and the partners. */
export function directoryWith(secrets: (name: Name) => readonly string[]): Directory {
  const principals: Principal[] = applications.map((name) => {
    return {
      name,
      kind: "servicePrincipal",
      ...idsOf(name),
      clientSecrets: [...secrets(name)],
      federatedCredentials: [{ subject }],
    };
  });
  const partners = Object.entries(partnerNames).map(([partnerId, partnerName]) => {
    return { partnerId, name: partnerName, account: "location" as const };
  });
  const { objectId } = idsOf("P");
  principals.push({ name: "P", kind: "user", objectId });
  return { tenants: [{ tenantId, name: "Model", principals }], partners };
}
