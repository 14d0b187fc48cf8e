import { PalError } from "../../../provider/errors";
import * as messages from "../../../provider/runtime/messages";
import { declared, forbidden, identity, linkedToAnother, linkId, lostReply, objectId } from "../fixtures";

const who = identity.label;
const first = "urn:pulumi:stack::project::type::first";
const signInRefused = new PalError("PAL_AUTH_FAILED", "refused");

/** The sentences about a link that cannot be read, a refresh, a removal, and failed calls, each in full. */
export const sentencesOfFailures: Partial<
  Record<keyof typeof messages, readonly (readonly [message: string, text: string])[]>
> = {
  notReadYet: [
    [
      messages.notReadYet(new PalError("PAL_SERVICE_FAILED", "the service is down", { retryable: true })),
      "the service is down. `pulumi up` checks again",
    ],
    [
      messages.notReadYet(new PalError("PAL_AUTH_FAILED", "the secret is wrong")),
      "the secret is wrong. `pulumi up` will fail until this is fixed",
    ],
  ],
  notAcceptedYet: [
    [
      messages.notAcceptedYet("AADSTS7000215: the client secret is wrong"),
      "the credential is not accepted yet: AADSTS7000215: the client secret is wrong. If it is created in this update, the resource waits for it",
    ],
  ],
  notVerified: [
    [messages.notVerified("the service is down"), "partner admin link not verified: the service is down"],
    [
      messages.notVerified("the service is down", messages.verifyRemedy(lostReply)),
      'partner admin link not verified: the service is down. Run the command again, or set driftCheck to "bestEffort" to continue without the check',
    ],
  ],
  verifyRemedy: [
    [
      messages.verifyRemedy(lostReply),
      '. Run the command again, or set driftCheck to "bestEffort" to continue without the check',
    ],
    [
      messages.verifyRemedy(forbidden),
      '. Fix the cause, or set driftCheck to "bestEffort" to continue without the check',
    ],
    [
      messages.verifyRemedy(signInRefused),
      '. Fix the sign-in, or set driftCheck to "bestEffort" or "off" where this identity is not available',
    ],
  ],
  refreshRemedy: [
    [
      messages.refreshRemedy(forbidden),
      '. Fix the cause, or set driftCheck to "bestEffort" to continue without the check. Run `pulumi up` after changing driftCheck: a refresh uses the settings in state',
    ],
  ],
  signedInAsOther: [
    [
      messages.signedInAsOther(identity, "tenant/object"),
      `signed in as ${who}, but this is the link of tenant/object, which only that identity can read`,
    ],
  ],
  otherApplication: [
    [
      messages.otherApplication(identity, "tenant/object"),
      `. If this identity has replaced that one, set expect: { objectId: "${objectId}" } to link it. If several identities deploy this stack, set driftCheck: "bestEffort" and run a scheduled preview as the linked one. Otherwise sign in as tenant/object`,
    ],
  ],
  tokenNotStored: [
    [
      messages.tokenNotStored(["oidcToken"]),
      "credential.oidcToken is never stored, because it lasts for one run only. Set it for this run: oidcToken (stack config azure-native:oidcToken, environment ARM_OIDC_TOKEN). Pulumi hands on the stack config of the last `pulumi up` only",
    ],
    [
      messages.tokenNotStored(["oidcRequestToken", "oidcRequestUrl"]),
      "credential.oidcRequestToken and credential.oidcRequestUrl are never stored, because they last for one run only. Set them for this run: oidcRequestToken (stack config azure-native:oidcRequestToken, environment ARM_OIDC_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_TOKEN); oidcRequestUrl (stack config azure-native:oidcRequestUrl, environment ARM_OIDC_REQUEST_URL or ACTIONS_ID_TOKEN_REQUEST_URL). Pulumi hands on the stack config of the last `pulumi up` only",
    ],
  ],
  tokenOfEarlierRun: [
    [
      messages.tokenOfEarlierRun(["oidcToken"]),
      ". Pulumi hands on the stack config of the last `pulumi up` only: run `pulumi up` first, or set ARM_OIDC_TOKEN for this run",
    ],
  ],
  signInToGet: [[messages.signInToGet, ". Give get the credential of that identity"]],
  waitingForCredential: [
    [messages.waitingForCredential("not yet"), "waiting for the new credential to be accepted: not yet"],
  ],
  gone: [
    [
      messages.gone(identity, declared),
      `${who} is no longer linked to a partner (declared 1234567), so the resource is removed from state`,
    ],
  ],
  notThereYet: [
    [
      messages.notThereYet(identity, "1234567 or 7654321"),
      `${who} is not linked to a partner. An earlier request to link it to 1234567 or 7654321 may still be applied, so the resource stays in state. Run \`pulumi up\` to check again`,
    ],
  ],
  notOfThisStack: [
    [
      messages.notOfThisStack(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam), not to 1234567. This stack did not make that link, so it is left in place and the resource is removed from state`,
    ],
  ],
  nothingToGet: [
    [
      messages.nothingToGet(identity),
      `${who} has no partner admin link to get. Create it with new PartnerAdminLink(...)`,
    ],
  ],
  retained: [
    [
      messages.retained(linkId, true),
      `the partner admin link of ${linkId} stays in place: it was adopted; set onDelete: "unlink" to remove it`,
    ],
    [messages.retained(linkId, false), `the partner admin link of ${linkId} stays in place: onDelete is "retain"`],
  ],
  leftInPlace: [
    [
      messages.leftInPlace(identity, linkedToAnother, declared),
      `${who} is linked to 7654321 (Fabrikam), not to 1234567. This resource did not make that link, so it is left in place`,
    ],
  ],
  principalGone: [
    [
      messages.principalGone(linkId),
      `the identity ${linkId} no longer exists in its tenant (AADSTS700016), and its partner admin link with it: nothing is left to remove`,
    ],
  ],
  onlyItself: [[messages.onlyItself(identity), `${who} signed in, and an identity can remove its own link only`]],
  leftToOldIdentity: [
    [
      messages.leftToOldIdentity(linkId, declared, "the application is disabled"),
      `the partner admin link of ${linkId} was not removed: the application is disabled. The program links another identity instead. If the old one still exists, sign in as it and remove the link with \`az managementpartner delete --partner-id 1234567\``,
    ],
  ],
  newInstance: [[messages.newInstance, "the new instance of this resource"]],
  keptForOther: [
    [
      messages.keptForOther(linkId, first),
      `the partner admin link of ${linkId} now belongs to ${first}, so it was not removed`,
    ],
  ],
  keptAsAdopted: [
    [
      messages.keptAsAdopted(linkId, first),
      `the partner admin link of ${linkId} now belongs to ${first}, so it was not removed. That resource adopted the link: a later destroy leaves it in place. Set onDelete: "unlink" to have it removed`,
    ],
  ],
  successorNotReady: [
    [
      messages.successorNotReady(linkId, first),
      `the partner admin link of ${linkId} is declared by ${first} too, which has not been created or updated yet, so it was not removed. Run \`pulumi up\` again once that resource succeeds. If this is the same resource under an old name, replace it without deleteBeforeReplace`,
    ],
  ],
  removeRemedy: [
    [
      messages.removeRemedy(linkId),
      ` Sign in as ${linkId}, or set onDelete: "retain" and driftCheck: "off" and run \`pulumi up\`, or remove the resource from state: \`pulumi state delete <its URN>\` (\`pulumi stack --show-urns\`)`,
    ],
  ],
  nothingWritten: [
    [messages.nothingWritten(forbidden), ". Nothing was written"],
    [messages.nothingWritten(lostReply), ". Nothing was written; run `pulumi up` again"],
  ],
  nothingRemoved: [
    [messages.nothingRemoved(forbidden), ". Nothing was removed"],
    [messages.nothingRemoved(lostReply), ". Nothing was removed; run the command again"],
  ],
  removalUnknown: [
    [
      messages.removalUnknown,
      ". The request may have been applied. The resource is kept in state; run the command again to check",
    ],
  ],
  writeUnknown: [
    [
      messages.writeUnknown(declared),
      ". The request to link it to 1234567 may have been applied. The resource is kept in state; run `pulumi up` to check",
    ],
  ],
  keepsChanging: [
    [
      messages.keepsChanging(identity, declared),
      `the partner admin link of ${who} kept changing while it was set to 1234567. Another process is writing it`,
    ],
  ],
};
