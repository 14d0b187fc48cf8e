import { type Identity, linkIdOf } from "../azure/identity";
import type { Observation } from "../azure/partnerClient";
import { PalError } from "../errors";
import * as messages from "./messages";
import { partnerIdOf, type Properties } from "./state";

/** Why the resource option `import` cannot be honoured; undefined when it can, or was not given. */
export function importMismatch(inputs: Properties, identity: Identity, live: Observation): PalError | undefined {
  const wanted = inputs["__import"];
  if (typeof wanted !== "string") return undefined;
  const id = linkIdOf(identity);
  if (wanted.toLowerCase() !== id) {
    return new PalError(
      "PAL_IMPORT_MISMATCH",
      `import names "${wanted}" but ${identity.label} signed in, whose link is "${id}"`,
    );
  }
  if (live === undefined) {
    return new PalError(
      "PAL_IMPORT_MISMATCH",
      `${identity.label} has no partner admin link to import: remove the import option to create it`,
    );
  }
  const declared = partnerIdOf(inputs);
  if (live.partnerId === declared) return undefined;
  return new PalError(
    "PAL_IMPORT_MISMATCH",
    `${identity.label} is linked to ${messages.partner(live)}, but partnerId is ${declared}: declare the partner that is linked to import it`,
  );
}
