import * as messages from "../../../provider/runtime/messages";
import {
  another,
  declared,
  forbidden,
  identity,
  linkedAsDeclared,
  linkedToAnother,
  linkId,
  lostReply,
  objectId,
} from "../fixtures";

const who = identity.label;
const first = "urn:pulumi:stack::project::type::first";
const second = "urn:pulumi:stack::project::type::second";
const guid = "0a1b2c3d-4e5f-4a0b-8c1d-2e3f4a5b6c7d";

/** The sentences about a link that is written, found or declared, each in full. */
export const sentencesOfLinks: Partial<
  Record<keyof typeof messages, readonly (readonly [message: string, text: string])[]>
> = {
  partner: [
    [messages.partner({ partnerId: declared, partnerName: "Contoso" }), "1234567 (Contoso)"],
    [messages.partner({ partnerId: declared }), "1234567"],
  ],
  drifted: [
    [
      messages.drifted(identity, linkedToAnother, declared),
      `partner admin link drifted: ${who} is linked to 7654321 (Fabrikam), declared 1234567`,
    ],
    [
      messages.drifted(identity, undefined, declared),
      `partner admin link drifted: ${who} is not linked to a partner, declared 1234567`,
    ],
  ],
  driftedAway: [
    [
      messages.driftedAway(linkId, declared),
      `partner admin link drifted: ${linkId} is not linked to a partner, declared 1234567`,
    ],
  ],
  madeAgain: [
    [
      messages.madeAgain(linkId, declared),
      `the partner admin link of ${linkId} to 1234567 has changed since this stack last saved it (another process, or an interrupted update), so the resource adopts it; destroy leaves an adopted link in place unless onDelete is "unlink". Manage an identity in one stack only and use PartnerAdminLink.get in others`,
    ],
  ],
  willLink: [[messages.willLink(identity, declared), `will link ${who} to 1234567`]],
  willAdopt: [
    [
      messages.willAdopt(identity, linkedAsDeclared),
      `${who} is already linked to 1234567 (Contoso). The resource adopts that link, unless this run removes it first; destroy leaves an adopted link in place unless onDelete is "unlink". Manage an identity in one stack only and use PartnerAdminLink.get in others`,
    ],
  ],
  adopted: [
    [
      messages.adopted(identity, linkedAsDeclared),
      `${who} was already linked to 1234567 (Contoso), and the resource adopted that link; destroy leaves an adopted link in place unless onDelete is "unlink". Manage an identity in one stack only and use PartnerAdminLink.get in others`,
    ],
  ],
  willOverwrite: [
    [
      messages.willOverwrite(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam); it will be replaced with 1234567`,
    ],
  ],
  linkExists: [
    [
      messages.linkExists(identity, linkedToAnother),
      `${who} is already linked to another partner, 7654321 (Fabrikam). Nothing was written. Set overwrite: true to replace that link, or declare that partner ID. If this stack made that link, \`pulumi up --refresh\` recognizes it`,
    ],
  ],
  identityHeld: [
    [
      messages.identityHeld(identity, first, second),
      `two resources of this program declare the one partner admin link of ${who}: ${first} and ${second}. Remove one of them, or give it another credential`,
    ],
    [
      messages.identityHeld(linkId, first, second),
      `two resources of this program declare the one partner admin link of ${linkId}: ${first} and ${second}. Remove one of them, or give it another credential`,
    ],
  ],
  guidPartnerId: [
    [
      messages.guidPartnerId,
      `partnerId is a GUID. A partner admin link takes the numeric partner ID of a location account (Partner Center > Account settings). A GUID is for customer usage attribution: set azure-native:partnerId for that`,
    ],
  ],
  unexpectedArguments: [
    [
      messages.unexpectedArguments(["tags"]),
      "tags was added to the arguments, probably by a transform, and is ignored: a partner admin link has no such argument",
    ],
    [
      messages.unexpectedArguments(["tags", "labels"]),
      "tags, labels were added to the arguments, probably by a transform, and are ignored: a partner admin link has no such arguments",
    ],
  ],
  invalidPartnerId: [
    [
      messages.invalidPartnerId("a number"),
      'partnerId must be the ID of a location account, a string of digits such as "1234567" (Partner Center > Account settings > Business locations); it is a number',
    ],
  ],
  notExpected: [
    [
      messages.notExpected("objectId", guid, objectId, identity),
      `expect.objectId is "${guid}" but ${who} has "${objectId}". Sign in as the intended identity, or correct expect`,
    ],
  ],
  otherPartnerName: [
    [
      messages.otherPartnerName("Contoso", identity, linkedToAnother, messages.nothingWasWritten),
      `expect.partnerName is "Contoso" but partner 7654321, for ${who}, is "Fabrikam". Nothing was written. Check the partner ID, or correct expect.partnerName`,
    ],
    [
      messages.otherPartnerName("Contoso", identity, { partnerId: another }, messages.linkRemovedAgain),
      `expect.partnerName is "Contoso" but partner 7654321, for ${who}, is "". The new link was removed again. Check the partner ID, or correct expect.partnerName`,
    ],
  ],
  nothingWasWritten: [[messages.nothingWasWritten, "Nothing was written"]],
  earlierLinkStands: [
    [messages.earlierLinkStands, "The link that an earlier run wrote is still there; destroy removes it"],
  ],
  linkRemovedAgain: [[messages.linkRemovedAgain, "The new link was removed again"]],
  linkRestored: [[messages.linkRestored(linkedToAnother), "The link to 7654321 (Fabrikam) was restored"]],
  linkNotUndone: [
    [
      messages.linkNotUndone(forbidden, false),
      "The link was written. It could not be undone (the service answered Forbidden)",
    ],
    [
      messages.linkNotUndone(lostReply, true),
      "The link was written. Whether it was undone is unknown (the service answered nothing)",
    ],
  ],
  noPartnerName: [
    [
      messages.noPartnerName("Contoso", declared),
      'the service gave no name for 1234567, so expect.partnerName "Contoso" was not checked',
    ],
  ],
  importOfOther: [
    [
      messages.importOfOther("t/o", identity, linkId),
      `import names "t/o" but ${who} signed in, whose link is "${linkId}"`,
    ],
  ],
  importAbsent: [
    [
      messages.importAbsent(identity),
      `${who} has no partner admin link to import. Remove the import option to create it`,
    ],
  ],
  importOtherPartner: [
    [
      messages.importOtherPartner(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam), but partnerId is 1234567. Declare the linked partner to import the link`,
    ],
  ],
};
