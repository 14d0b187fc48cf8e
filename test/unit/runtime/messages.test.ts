import { settingTable } from "../../../provider/azure/settings";
import * as messages from "../../../provider/runtime/messages";
import {
  another,
  declared,
  identity,
  linkedAsDeclared,
  linkedToAnother,
  linkId,
  objectId,
  tenantId,
} from "../fixtures";

const who = `service principal cccccccc-0000-4000-8000-000000000003 (object id ${objectId}, tenant ${tenantId})`;
const first = "urn:pulumi:stack::project::type::first";
const second = "urn:pulumi:stack::project::type::second";
const guid = "0a1b2c3d-4e5f-4a0b-8c1d-2e3f4a5b6c7d";

/**
 * Every sentence, in full: people search for them, and the README's troubleshooting quotes them. A change here is
 * made on purpose.
 */
const sentences: Record<keyof typeof messages, readonly (readonly [said: string, text: string])[]> = {
  partner: [
    [messages.partner({ partnerId: declared, partnerName: "Contoso" }), "1234567 (Contoso)"],
    [messages.partner({ partnerId: declared }), "1234567"],
  ],
  drifted: [
    [
      messages.drifted(identity, linkedToAnother, declared),
      `partner admin link drifted: ${who} is linked to 7654321 (Fabrikam), declared 1234567; \`pulumi up\` puts it right`,
    ],
    [
      messages.drifted(identity, undefined, declared),
      `partner admin link drifted: ${who} is not linked to any partner, declared 1234567; \`pulumi up\` puts it right`,
    ],
  ],
  willAdopt: [
    [
      messages.willAdopt(identity, linkedAsDeclared),
      `${who} is already linked to 1234567 (Contoso): the link is adopted as it stands, and destroy leaves it unless onDelete is "unlink". ` +
        "One identity belongs in one stack; use PartnerAdminLink.get in the others",
    ],
  ],
  willOverwrite: [
    [
      messages.willOverwrite(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam): overwrite replaces that by 1234567`,
    ],
  ],
  linkExists: [
    [
      messages.linkExists(identity, linkedToAnother),
      `${who} is already linked to another partner, 7654321 (Fabrikam). Nothing was written. ` +
        "Set overwrite: true to replace that link, or declare that partner ID",
    ],
  ],
  guidPartnerId: [
    [
      messages.guidPartnerId(guid),
      `"${guid}" is a GUID. A partner admin link takes the numeric partner ID of a location account (Partner Center > Account settings). ` +
        "A GUID is for customer usage attribution: set azure-native:partnerId for that",
    ],
  ],
  unknownCredentialFields: [
    [
      messages.unknownCredentialFields(["secret"]),
      `credential has no secret; its fields are ${settingTable.map(({ name }) => name).join(", ")}`,
    ],
  ],
  invalidPartnerId: [
    [
      messages.invalidPartnerId(""),
      "the partner ID is empty; it is the ID, digits only, of a location account (Partner Center > Account settings > Business locations)",
    ],
    [
      messages.invalidPartnerId("12a"),
      '"12a" is not a partner ID: it has digits only, such as 1234567 (Partner Center > Account settings > Business locations)',
    ],
  ],
  identityHeld: [
    [
      messages.identityHeld(identity, first, second),
      `${who} has one partner admin link, and two resources of this program declare it: ${first} and ${second}. Remove one of them, or give it another credential`,
    ],
  ],
  notExpected: [
    [
      messages.notExpected("objectId", guid, objectId, identity),
      `expect.objectId is "${guid}" but ${who} has "${objectId}": sign in as the identity you mean, or correct expect`,
    ],
  ],
  otherPartnerName: [
    [
      messages.otherPartnerName("Contoso", identity, linkedToAnother, "Nothing was written"),
      `expect.partnerName is "Contoso" but partner 7654321, for ${who}, is "Fabrikam". Nothing was written. Check the partner ID, or correct expect.partnerName`,
    ],
    [
      messages.otherPartnerName("Contoso", identity, { partnerId: another }, "The new link was removed again"),
      `expect.partnerName is "Contoso" but partner 7654321, for ${who}, is "". The new link was removed again. Check the partner ID, or correct expect.partnerName`,
    ],
  ],
  noPartnerName: [
    [
      messages.noPartnerName("Contoso", declared),
      'the service gave no name for 1234567: expect.partnerName "Contoso" could not be checked',
    ],
  ],
  leftToUpdate: [
    [
      messages.leftToUpdate("the service is down"),
      "the live link could not be looked at: the service is down. `pulumi up` tries again",
    ],
  ],
  notAcceptedYet: [
    [
      messages.notAcceptedYet("the client secret is wrong"),
      "the credential is not accepted yet: the client secret is wrong. Where it was made in this update, creation waits for it",
    ],
  ],
  notVerifiable: [
    [
      messages.notVerifiable("the service is down", messages.verifyRemedy("PAL_SERVICE_FAILED", true)),
      'partner admin link not verified: the service is down. Run it again, or set driftCheck to "bestEffort" to go on without looking',
    ],
    [messages.notVerifiable("the service is down", ""), "partner admin link not verified: the service is down"],
  ],
  verifyRemedy: [
    [
      messages.verifyRemedy("PAL_AUTH_FAILED", false),
      '. Make the sign-in work, or set driftCheck to "bestEffort" or "off" where this identity is not available',
    ],
    [
      messages.verifyRemedy("PAL_SERVICE_FAILED", false),
      '. Put that right, or set driftCheck to "bestEffort" to go on without looking',
    ],
  ],
  refreshRemedy: [
    [
      messages.refreshRemedy("PAL_SERVICE_FAILED", true),
      '. Run it again, or set driftCheck to "bestEffort" to go on without looking; a refresh goes by what the last `pulumi up` was told',
    ],
  ],
  nothingWritten: [
    [messages.nothingWritten(true), ". Nothing was written: run `pulumi up` again"],
    [messages.nothingWritten(false), ". Nothing was written"],
  ],
  nothingRemoved: [
    [messages.nothingRemoved(true), ". Nothing was removed: run the same again"],
    [messages.nothingRemoved(false), ". Nothing was removed"],
  ],
  removalUnknown: [
    [
      messages.removalUnknown(),
      ". It is not known whether the link is removed; the stack keeps it until it is: run the same again",
    ],
  ],
  writeUnknown: [
    [
      messages.writeUnknown(declared, false),
      ". It is not known whether the link to 1234567 was written; the stack keeps it: run `pulumi up` again",
    ],
    [
      messages.writeUnknown(declared, true),
      ". It is not linked to 1234567 now, but the write may still take effect; the stack keeps it: run `pulumi up` again",
    ],
  ],
  somebodyElse: [
    [
      messages.somebodyElse(identity, "tenant/object"),
      `signed in as ${who}, but this is the link of tenant/object, which only that identity can see`,
    ],
  ],
  waitOut: [
    [
      messages.waitOut(linkId),
      ` Sign in as ${linkId}, or set onDelete: "retain", or forget the resource: \`pulumi state delete <its URN>\` (\`pulumi stack --show-urns\`)`,
    ],
  ],
  gone: [
    [
      messages.gone(identity, declared),
      `${who} is not linked to any partner any more (declared 1234567): the resource is dropped from the state`,
    ],
  ],
  leftAlone: [
    [
      messages.leftAlone(identity, linkedToAnother, declared, false),
      `${who} is linked to 7654321 (Fabrikam), not to 1234567 as this resource left it: that link is left alone`,
    ],
  ],
  notYet: [
    [
      messages.notYet(identity, declared),
      `${who} is not linked to any partner, and the write to 1234567 may still take effect: the resource stays in the state, \`pulumi up\` finds out`,
    ],
  ],
  notTaken: [
    [
      messages.notTaken(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam), not to 1234567 as this resource may have left it: that link is left alone, and the resource is dropped from the state`,
    ],
  ],
  principalGone: [
    [
      messages.principalGone(linkId),
      `the identity ${linkId} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing left to remove`,
    ],
  ],
  keptByHolder: [
    [
      messages.keptByHolder(linkId, first),
      `the partner admin link of ${linkId} is held by ${first} now: nothing was removed. Where that one adopted it, destroy leaves it unless onDelete is "unlink"`,
    ],
  ],
  waitingForCredential: [
    [messages.waitingForCredential("not yet"), "waiting for the new credential to be accepted: not yet"],
  ],
};

const spoken = Object.entries(sentences).flatMap(([name, pairs]) =>
  pairs.map(([said, text]) => ({ name, said, text })),
);

describe("messages", () => {
  it.each(spoken)("$name: $text", ({ said, text }) => {
    expect(said).toBe(text);
  });

  it("are all in this table", () => {
    expect(Object.keys(sentences).sort()).toStrictEqual(Object.keys(messages).sort());
  });

  it.each(spoken)("$name keeps to one line", ({ said }) => {
    expect(said).not.toMatch(/[\r\n]/);
  });
});
