import type { Identity } from "../azure/identity";
import type { LiveLink } from "../azure/partnerClient";
import { settingTable } from "../azure/settings";
import type { PalErrorCode } from "../errors";

/** Every sentence a user reads on the row: what happened, for which identity and partner, then the remedy. */
export function partner({ partnerId, partnerName }: Pick<LiveLink, "partnerId" | "partnerName">): string {
  return partnerName === undefined ? partnerId : `${partnerId} (${partnerName})`;
}

export function drifted(identity: Identity, live: LiveLink | undefined, declared: string): string {
  const now = live === undefined ? "not linked to any partner" : `linked to ${partner(live)}`;
  return `partner admin link drifted: ${identity.label} is ${now}, declared ${declared}; \`pulumi up\` puts it right`;
}

export function willAdopt(identity: Identity, live: LiveLink): string {
  return (
    `${identity.label} is already linked to ${partner(live)}: the link is adopted as it stands, and destroy leaves it unless onDelete is "unlink". ` +
    "One identity belongs in one stack; use PartnerAdminLink.get in the others"
  );
}

export function willOverwrite(identity: Identity, live: LiveLink, declared: string): string {
  return `${identity.label} is linked to ${partner(live)}: overwrite replaces that by ${declared}`;
}

export function linkExists(identity: Identity, live: LiveLink): string {
  return (
    `${identity.label} is already linked to another partner, ${partner(live)}. Nothing was written. ` +
    "Set overwrite: true to replace that link, or declare that partner ID"
  );
}

export function guidPartnerId(value: string): string {
  return (
    `"${value}" is a GUID. A partner admin link takes the numeric partner ID of a location account (Partner Center > Account settings). ` +
    "A GUID is for customer usage attribution: set azure-native:partnerId for that"
  );
}

export function unknownCredentialFields(unknown: readonly string[]): string {
  const known = settingTable.map(({ name }) => name).join(", ");
  return `credential has no ${unknown.join(", ")}; its fields are ${known}`;
}

export function invalidPartnerId(value: string): string {
  if (value === "")
    return "the partner ID is empty; it is the ID, digits only, of a location account (Partner Center > Account settings > Business locations)";
  return `"${value}" is not a partner ID: it has digits only, such as 1234567 (Partner Center > Account settings > Business locations)`;
}

export function identityHeld(identity: Identity, holder: string, urn: string): string {
  return `${identity.label} has one partner admin link, and two resources of this program declare it: ${holder} and ${urn}. Remove one of them, or give it another credential`;
}

export function notExpected(property: string, expected: string, found: string, identity: Identity): string {
  return `expect.${property} is "${expected}" but ${identity.label} has "${found}": sign in as the identity you mean, or correct expect`;
}

export function otherPartnerName(expected: string, identity: Identity, live: LiveLink, undone: string): string {
  return `expect.partnerName is "${expected}" but partner ${live.partnerId}, for ${identity.label}, is "${live.partnerName ?? ""}". ${undone}. Check the partner ID, or correct expect.partnerName`;
}

export function noPartnerName(expected: string, partnerId: string): string {
  return `the service gave no name for ${partnerId}: expect.partnerName "${expected}" could not be checked`;
}

export function leftToUpdate(reason: string): string {
  return `the live link could not be looked at: ${reason}. \`pulumi up\` tries again`;
}

export function notAcceptedYet(reason: string): string {
  return `the credential is not accepted yet: ${reason}. Where it was made in this update, creation waits for it`;
}

export function notVerifiable(reason: string, remedy: string): string {
  return `partner admin link not verified: ${reason}${remedy}`;
}

/** Ways on for somebody whose link cannot be looked at: nobody signs in, or Azure does not answer who does. */
export function verifyRemedy(code: PalErrorCode, passes: boolean): string {
  if (passes) return '. Run it again, or set driftCheck to "bestEffort" to go on without looking';
  return code === "PAL_SERVICE_FAILED"
    ? '. Put that right, or set driftCheck to "bestEffort" to go on without looking'
    : '. Make the sign-in work, or set driftCheck to "bestEffort" or "off" where this identity is not available';
}

/** The same of a refresh, which goes by what the state has. */
export function refreshRemedy(code: PalErrorCode, passes: boolean): string {
  return `${verifyRemedy(code, passes)}; a refresh goes by what the last \`pulumi up\` was told`;
}

export function somebodyElse(identity: Identity, id: string): string {
  return `signed in as ${identity.label}, but this is the link of ${id}, which only that identity can see`;
}

export function waitOut(id: string): string {
  return ` Sign in as ${id}, or set onDelete: "retain", or forget the resource: \`pulumi state delete <its URN>\` (\`pulumi stack --show-urns\`)`;
}

export function gone(identity: Identity, declared: string): string {
  return `${identity.label} is not linked to any partner any more (declared ${declared}): the resource is dropped from the state`;
}

export function leftAlone(identity: Identity, live: LiveLink, declared: string, isUnsettled: boolean): string {
  const left = isUnsettled ? "may have left it" : "left it";
  return `${identity.label} is linked to ${partner(live)}, not to ${declared} as this resource ${left}: that link is left alone`;
}

/** Of a write without an answer, where no link is found. */
export function notYet(identity: Identity, declared: string): string {
  return `${identity.label} is not linked to any partner, and the write to ${declared} may still take effect: the resource stays in the state, \`pulumi up\` finds out`;
}

/** Of a link that was found where nobody knows whether the stack has made its own. */
export function notTaken(identity: Identity, live: LiveLink, declared: string): string {
  return `${identity.label} is linked to ${partner(live)}, not to ${declared} as this resource may have left it: that link is left alone, and the resource is dropped from the state`;
}

export function principalGone(id: string): string {
  return `the identity ${id} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing left to remove`;
}

export function keptByHolder(id: string, holder: string): string {
  return `the partner admin link of ${id} is held by ${holder} now: nothing was removed. Where that one adopted it, destroy leaves it unless onDelete is "unlink"`;
}

export function nothingWritten(passes: boolean): string {
  return `. Nothing was written${passes ? ": run `pulumi up` again" : ""}`;
}

export function nothingRemoved(passes: boolean): string {
  return `. Nothing was removed${passes ? ": run the same again" : ""}`;
}

export function removalUnknown(): string {
  return ". It is not known whether the link is removed; the stack keeps it until it is: run the same again";
}

/** Of a write that nobody knows of whether it took effect, and of one that has not, so far. */
export function writeUnknown(declared: string, hasLooked: boolean): string {
  const known = hasLooked
    ? `It is not linked to ${declared} now, but the write may still take effect`
    : `It is not known whether the link to ${declared} was written`;
  return `. ${known}; the stack keeps it: run \`pulumi up\` again`;
}

export function waitingForCredential(reason: string): string {
  return `waiting for the new credential to be accepted: ${reason}`;
}
