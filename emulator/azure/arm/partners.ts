import type { EmulatorState } from "../state";
import type { Identity, LinkRecord } from "../types";
import { refuseAs } from "./errors";
import { partnerResponse } from "./partnerResponse";

const notLinked = "This user or service principal is not linked with a Partner ID.";
const otherPartner = "This user or service principal is not linked with the given Partner ID.";

function json(state: EmulatorState, link: LinkRecord, withoutId = false): Response {
  return Response.json(partnerResponse(link, state.behaviour, withoutId));
}

function activeLink(state: EmulatorState, identity: Identity): LinkRecord | undefined {
  const link = state.links.get(identity);
  return link?.state === "Active" ? link : undefined;
}

function linkablePartnerName(state: EmulatorState, partnerId: string): string {
  if (!/^\d+$/.test(partnerId)) {
    throw refuseAs(state.behaviour.invalidPartnerId, "Partner ID is not valid.");
  }
  const partner = state.directory.partner(partnerId);
  if (partner?.account !== "location") {
    throw refuseAs(state.behaviour.unknownPartner, "We don't have a record for this partner ID.");
  }
  return partner.name;
}

/** GET, by a partner ID or without one. */
export function getPartner(state: EmulatorState, identity: Identity, partnerId: string | undefined): Response {
  const link = state.links.get(identity);
  const isTombstone = link?.state === "Deleted";
  if (link === undefined || (isTombstone && state.behaviour.getUnlinked !== "200 Deleted")) {
    const { getUnlinked } = state.behaviour;
    throw refuseAs(getUnlinked === "200 Deleted" ? "404 NotFound" : getUnlinked, notLinked);
  }
  if (partnerId !== undefined && partnerId !== link.partnerId) {
    throw refuseAs(state.behaviour.getOtherPartner, otherPartner);
  }
  return json(state, link, partnerId === undefined);
}

/** PUT: creates only. */
export function createPartner(state: EmulatorState, identity: Identity, partnerId: string): Response {
  const partnerName = linkablePartnerName(state, partnerId);
  const link = activeLink(state, identity);
  if (link !== undefined) {
    if (link.partnerId === partnerId && state.behaviour.createSamePartner === "unchanged") {
      return json(state, link);
    }
    throw refuseAs(state.behaviour.alreadyLinked, "This user or service principal is already linked with a Partner ID");
  }
  return json(state, state.links.link(identity, partnerId, partnerName));
}

/** PATCH: changes only. */
export function updatePartner(state: EmulatorState, identity: Identity, partnerId: string): Response {
  const partnerName = linkablePartnerName(state, partnerId);
  const link = activeLink(state, identity);
  if (link === undefined) {
    throw refuseAs(state.behaviour.updateUnlinked, notLinked);
  }
  if (link.partnerId === partnerId && state.behaviour.updateSamePartner === "unchanged") {
    return json(state, link);
  }
  return json(state, state.links.link(identity, partnerId, partnerName));
}

/** DELETE: an empty answer; the row stays as a tombstone. */
export function deletePartner(state: EmulatorState, identity: Identity, partnerId: string): Response {
  const link = activeLink(state, identity);
  if (link === undefined) {
    const { deleteUnlinked } = state.behaviour;
    if (deleteUnlinked === "200 OK" || deleteUnlinked === "204 NoContent") {
      return new Response(null, { status: Number(deleteUnlinked.slice(0, 3)) });
    }
    throw refuseAs(deleteUnlinked, notLinked);
  }
  if (link.partnerId !== partnerId) {
    const { deleteOtherPartner } = state.behaviour;
    if (deleteOtherPartner === "200 kept") {
      return new Response(null, { status: 200 });
    }
    if (deleteOtherPartner !== "200 deleted") {
      throw refuseAs(deleteOtherPartner, otherPartner);
    }
  }
  state.links.unlink(identity);
  return new Response(null, { status: 200 });
}

/**
 * Stops a principal that signed in but is no object of the tenant.
 *
 * @throws ArmRefusal as behaviour `noAccount` says.
 */
export function requireAccount(state: EmulatorState, { tenantId, objectId }: Identity): void {
  const principal = state.directory.principal(tenantId, objectId);
  if (principal === undefined || principal.noAccount === true) {
    throw refuseAs(
      state.behaviour.noAccount,
      "The user does not have an account in this tenant, work with the administrator to add the account. If you are a CSP partner logged in the customer tenant, you will not be able to link the Partner ID",
    );
  }
}

/** What the provider can do, as every resource provider lists it. */
export function listOperations(): Response {
  const operation = (name: string, verb: string) => ({
    name: `Microsoft.ManagementPartner/partners/${name}`,
    display: { provider: "Microsoft Partner Management", resource: "Partners", operation: verb, description: verb },
  });
  return Response.json({
    value: [
      operation("read", "Get management partner"),
      operation("write", "Create or update management partner"),
      operation("delete", "Delete management partner"),
    ],
  });
}
