import { type Identity, linkIdOf } from "../azure/identity";
import type { LiveLink } from "../azure/partnerLink";
import { PalError } from "../errors";
import type { Declaration } from "./declaration";
import type { LinkState } from "./linkState";
import * as messages from "./messages";
import type { Refusal } from "./plan";
import { run } from "./run";

/**
 * Reserves the identity for a resource of the program, and compares it with what is expected.
 *
 * @param isNew - whether the resource is about to be created: only then does the option `import` count.
 * @returns why the resource may not have it: PAL_IDENTITY_HELD, PAL_EXPECTATION_FAILED or PAL_IMPORT_MISMATCH.
 */
export function claim(identity: Identity, declaration: Declaration, isNew: boolean): PalError | undefined {
  const id = linkIdOf(identity);
  const other = run.reserve(declaration, id);
  if (other !== undefined)
    return new PalError("PAL_IDENTITY_HELD", messages.identityHeld(identity, other, declaration.urn));
  const unexpected = unexpectedIdentity(declaration, identity);
  if (unexpected !== undefined) return unexpected;
  const { importId } = declaration;
  if (!isNew || importId === undefined || importId.toLowerCase() === id) return undefined;
  return new PalError("PAL_IMPORT_MISMATCH", messages.importOfOther(importId, identity, id));
}

/** Why the identity that signed in is not the expected one; undefined when it is, or none is expected. */
export function unexpectedIdentity({ expect }: Pick<Declaration, "expect">, identity: Identity): PalError | undefined {
  for (const property of ["tenantId", "objectId"] as const) {
    const expected = expect?.[property];
    if (expected === undefined || expected === identity[property]) continue;
    return new PalError(
      "PAL_EXPECTATION_FAILED",
      messages.notExpected(property, expected, identity[property], identity),
    );
  }
  return undefined;
}

export function otherPartnerName(
  { expect }: Pick<Declaration, "expect">,
  identity: Identity,
  live: LiveLink,
  undone: string,
): PalError {
  const expected = expect?.partnerName ?? "";
  return new PalError("PAL_EXPECTATION_FAILED", messages.otherPartnerName(expected, identity, live, undone));
}

function isPending(link: LinkState | "new", { partnerId }: LiveLink): boolean {
  return link !== "new" && link.kind === "unsettled" && link.pending.includes(partnerId);
}

/** The refusal of a plan, in words. */
export function refused(
  reason: Refusal,
  identity: Identity,
  live: LiveLink | undefined,
  declaration: Pick<Declaration, "expect" | "partnerId">,
  link: LinkState | "new" = "new",
): PalError {
  if (live === undefined) return new PalError("PAL_IMPORT_MISMATCH", messages.importAbsent(identity));
  switch (reason) {
    case "linkExists":
      return new PalError("PAL_LINK_EXISTS", messages.linkExists(identity, live));
    case "otherPartnerName":
      return otherPartnerName(
        declaration,
        identity,
        live,
        isPending(link, live) ? messages.earlierLinkStands : messages.nothingWasWritten,
      );
    case "importAbsent":
    case "importOther":
      return new PalError("PAL_IMPORT_MISMATCH", messages.importOtherPartner(identity, live, declaration.partnerId));
  }
}
