import type { Identity } from "../azure/identity";
import type { LiveLink } from "../azure/partnerLink";
import { placeOf } from "../azure/settingErrors";
import { type SettingName, settingTable } from "../azure/settings";
import type { PalError } from "../errors";

/** Every sentence the runtime says: what happened, for which identity and partner, then the remedy. */

export function partner({ partnerId, partnerName }: Pick<LiveLink, "partnerId" | "partnerName">): string {
  return partnerName === undefined ? partnerId : `${partnerId} (${partnerName})`;
}

function standing(live: LiveLink | undefined): string {
  return live === undefined ? "not linked to a partner" : `linked to ${partner(live)}`;
}

// What a preview or an update finds.

export function drifted(identity: Identity, live: LiveLink | undefined, declared: string): string {
  return `partner admin link drifted: ${identity.label} is ${standing(live)}, declared ${declared}`;
}

/** The same of a link that this run knows to be absent. */
export function driftedAway(id: string, declared: string): string {
  return `partner admin link drifted: ${id} is not linked to a partner, declared ${declared}`;
}

/** Of a link that the stack had made, and that was written since: nothing tells by whom. */
export function madeAgain(id: string, partnerId: string): string {
  return `the partner admin link of ${id} to ${partnerId} has changed since this stack last saved it (another process, or an interrupted update), so the resource adopts it; ${adoptedRule}`;
}

export function willLink(identity: Identity, declared: string): string {
  return `will link ${identity.label} to ${declared}`;
}

export function willAdopt(identity: Identity, live: LiveLink): string {
  return `${identity.label} is already linked to ${partner(live)}. The resource adopts that link, unless this run removes it first; ${adoptedRule}`;
}

export function adopted(identity: Identity, live: LiveLink): string {
  return `${identity.label} was already linked to ${partner(live)}, and the resource adopted that link; ${adoptedRule}`;
}

const adoptedRule =
  'destroy leaves an adopted link in place unless onDelete is "unlink". Manage an identity in one stack only and use PartnerAdminLink.get in others';

export function willOverwrite(identity: Identity, live: LiveLink, declared: string): string {
  return `${identity.label} is linked to ${partner(live)}; it will be replaced with ${declared}`;
}

export function linkExists(identity: Identity, live: LiveLink): string {
  return (
    `${identity.label} is already linked to another partner, ${partner(live)}. Nothing was written. ` +
    "Set overwrite: true to replace that link, or declare that partner ID. If this stack made that link, `pulumi up --refresh` recognizes it"
  );
}

export function identityHeld(identityOrId: Identity | string, other: string, urn: string): string {
  const whose = typeof identityOrId === "string" ? identityOrId : identityOrId.label;
  return `two resources of this program declare the one partner admin link of ${whose}: ${other} and ${urn}. Remove one of them, or give it another credential`;
}

// Inputs.

export const guidPartnerId =
  "partnerId is a GUID. A partner admin link takes the numeric partner ID of a location account (Partner Center > Account settings). " +
  "A GUID is for customer usage attribution: set azure-native:partnerId for that";

export function invalidPartnerId(given: string): string {
  return `partnerId must be the ID of a location account, a string of digits such as "1234567" (Partner Center > Account settings > Business locations); it is ${given}`;
}

// Expectations.

export function notExpected(property: string, expected: string, found: string, identity: Identity): string {
  return `expect.${property} is "${expected}" but ${identity.label} has "${found}". Sign in as the intended identity, or correct expect`;
}

export function otherPartnerName(expected: string, identity: Identity, live: LiveLink, undone: string): string {
  return `expect.partnerName is "${expected}" but partner ${live.partnerId}, for ${identity.label}, is "${live.partnerName ?? ""}". ${undone}. Check the partner ID, or correct expect.partnerName`;
}

export const nothingWasWritten = "Nothing was written";
export const earlierLinkStands = "The link that an earlier run wrote is still there; destroy removes it";
export const linkRemovedAgain = "The new link was removed again";

export function linkRestored(before: LiveLink): string {
  return `The link to ${partner(before)} was restored`;
}

export function linkNotUndone(error: PalError, isUnknown: boolean): string {
  const failed = isUnknown ? "Whether it was undone is unknown" : "It could not be undone";
  return `The link was written. ${failed} (${error.text})`;
}

export function noPartnerName(expected: string, partnerId: string): string {
  return `the service gave no name for ${partnerId}, so expect.partnerName "${expected}" was not checked`;
}

// The option `import`.

export function importOfOther(wanted: string, identity: Identity, id: string): string {
  return `import names "${wanted}" but ${identity.label} signed in, whose link is "${id}"`;
}

export function importAbsent(identity: Identity): string {
  return `${identity.label} has no partner admin link to import. Remove the import option to create it`;
}

export function importOtherPartner(identity: Identity, live: LiveLink, declared: string): string {
  return `${identity.label} is linked to ${partner(live)}, but partnerId is ${declared}. Declare the linked partner to import the link`;
}

// A link that cannot be read.

export function notReadYet({ text, retryable }: PalError): string {
  return `${text}. ${retryable ? "`pulumi up` checks again" : "`pulumi up` will fail until this is fixed"}`;
}

export function notAcceptedYet(reason: string): string {
  return `the credential is not accepted yet: ${reason}. If it is created in this update, the resource waits for it`;
}

export function notVerified(reason: string, remedy = ""): string {
  return `partner admin link not verified: ${reason}${remedy}`;
}

/** What to do about a link that must be read and cannot be. */
export function verifyRemedy({ code, retryable }: PalError): string {
  if (retryable) return '. Run the command again, or set driftCheck to "bestEffort" to continue without the check';
  return code === "PAL_SERVICE_FAILED"
    ? '. Fix the cause, or set driftCheck to "bestEffort" to continue without the check'
    : '. Fix the sign-in, or set driftCheck to "bestEffort" or "off" where this identity is not available';
}

/** The same of a refresh. */
export function refreshRemedy(error: PalError): string {
  return `${verifyRemedy(error)}. Run \`pulumi up\` after changing driftCheck: a refresh uses the settings in state`;
}

/** Why the link of another identity cannot be removed. */
export function onlyItself(identity: Identity): string {
  return `${identity.label} signed in, and an identity can remove its own link only`;
}

export function signedInAsOther(identity: Identity, id: string): string {
  return `signed in as ${identity.label}, but this is the link of ${id}, which only that identity can read`;
}

/** What to do where the program does not say whose link it is, and an application has signed in. */
export function otherApplication(identity: Identity, id: string): string {
  return (
    `. If this identity has replaced that one, set expect: { objectId: "${identity.objectId}" } to link it. ` +
    `If several identities deploy this stack, set driftCheck: "bestEffort" and run a scheduled preview as the linked one. Otherwise sign in as ${id}`
  );
}

export const signInToGet = ". Give get the credential of that identity";

export function waitingForCredential(reason: string): string {
  return `waiting for the new credential to be accepted: ${reason}`;
}

/** Of a stored credential whose token was one of an earlier run. */
export function tokenNotStored(missing: readonly SettingName[]): string {
  const places = missing.map((name) => placeOf(name, false));
  const [are, they, them] = missing.length > 1 ? ["are", "they last", "them"] : ["is", "it lasts", "it"];
  const fields = missing.map((name) => `credential.${name}`).join(" and ");
  return `${fields} ${are} never stored, because ${they} for one run only. Set ${them} for this run: ${places.join("; ")}. Pulumi hands on the stack config of the last \`pulumi up\` only`;
}

/** Of a token of one run that was refused, and that may be an earlier run's: it is in stack config. */
export function tokenOfEarlierRun(names: readonly SettingName[]): string {
  const variables = settingTable.filter(({ name }) => names.includes(name)).map((spec) => spec.variables.join(" or "));
  return `. Pulumi hands on the stack config of the last \`pulumi up\` only: run \`pulumi up\` first, or set ${variables.join(" and ")} for this run`;
}

// Refresh.

export function gone(identity: Identity, declared: string): string {
  return `${identity.label} is no longer linked to a partner (declared ${declared}), so the resource is removed from state`;
}

export function notThereYet(identity: Identity, pending: string): string {
  return `${identity.label} is not linked to a partner. An earlier request to link it to ${pending} may still be applied, so the resource stays in state. Run \`pulumi up\` to check again`;
}

export function notOfThisStack(identity: Identity, live: LiveLink, pending: string): string {
  return `${identity.label} is linked to ${partner(live)}, not to ${pending}. This stack did not make that link, so it is left in place and the resource is removed from state`;
}

export function nothingToGet(identity: Identity): string {
  return `${identity.label} has no partner admin link to get. Create it with new PartnerAdminLink(...)`;
}

// Removal.

export function retained(id: string, isAdopted: boolean): string {
  const why = isAdopted ? 'it was adopted; set onDelete: "unlink" to remove it' : 'onDelete is "retain"';
  return `the partner admin link of ${id} stays in place: ${why}`;
}

export function leftInPlace(identity: Identity, live: LiveLink, written: string): string {
  return `${identity.label} is linked to ${partner(live)}, not to ${written}. This resource did not make that link, so it is left in place`;
}

export function principalGone(id: string): string {
  return `the identity ${id} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing is left to remove`;
}

/** Of the link of an identity that the program has replaced by another. */
export function leftToOldIdentity(id: string, partnerId: string, reason: string): string {
  return `the partner admin link of ${id} was not removed: ${reason}. The program links another identity instead. If the old one still exists, sign in as it and remove the link with \`az managementpartner delete --partner-id ${partnerId}\``;
}

export function unexpectedArguments(names: readonly string[]): string {
  const [were, are, argument] = names.length > 1 ? ["were", "are", "arguments"] : ["was", "is", "argument"];
  return `${names.join(", ")} ${were} added to the arguments, probably by a transform, and ${are} ignored: a partner admin link has no such ${argument}`;
}

export const newInstance = "the new instance of this resource";

export function keptForOther(id: string, holder: string): string {
  return `the partner admin link of ${id} now belongs to ${holder}, so it was not removed`;
}

/** Of a link that would be removed, but for a new resource that does not know it as the stack's own. */
export function keptAsAdopted(id: string, holder: string): string {
  return `${keptForOther(id, holder)}. That resource adopted the link: a later destroy leaves it in place. Set onDelete: "unlink" to have it removed`;
}

export function successorNotReady(id: string, successor: string): string {
  return (
    `the partner admin link of ${id} is declared by ${successor} too, which has not been created or updated yet, so it was not removed. ` +
    "Run `pulumi up` again once that resource succeeds. If this is the same resource under an old name, replace it without deleteBeforeReplace"
  );
}

export function removeRemedy(id: string): string {
  return ` Sign in as ${id}, or set onDelete: "retain" and driftCheck: "off" and run \`pulumi up\`, or remove the resource from state: \`pulumi state delete <its URN>\` (\`pulumi stack --show-urns\`)`;
}

// What a failed call leaves behind.

export function nothingWritten({ retryable }: PalError): string {
  return `. Nothing was written${retryable ? "; run `pulumi up` again" : ""}`;
}

export function nothingRemoved({ retryable }: PalError): string {
  return `. Nothing was removed${retryable ? "; run the command again" : ""}`;
}

export const removalUnknown =
  ". The request may have been applied. The resource is kept in state; run the command again to check";

export function writeUnknown(declared: string): string {
  return `. The request to link it to ${declared} may have been applied. The resource is kept in state; run \`pulumi up\` to check`;
}

export function keepsChanging(identity: Identity, declared: string): string {
  return `the partner admin link of ${identity.label} kept changing while it was set to ${declared}. Another process is writing it`;
}
