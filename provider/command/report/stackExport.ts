import { guid } from "../../azure/guid";
import { pairOf } from "../../azure/identity";
import { jsonObject, objectOf, stringIn, type JsonObject } from "../../azure/json";
import type { Credential } from "../../credentialArgs";
import { asPalError, PalError } from "../../errors";
import { linkType } from "../../providerPointer";
import { type Declaration, parseDeclaration } from "../../runtime/declaration";
import { quotable, singleLine } from "../../text";
import { nameOf, readText } from "./inputFile";
import { type Listing, ListingBuilder } from "./listing";
import { credentialIn, environmentSettings, valuesOf } from "./rowCredential";
import { reveal } from "./stateSecrets";
import type { Subject } from "./types";

/**
 * Reads the links of what `pulumi stack export --show-secrets` prints.
 *
 * @throws PalError PAL_CONFIG_INVALID for anything else, or where there is no link.
 */
export async function readStack(file: string): Promise<Listing> {
  return linksIn(await readText(file, "a stack's state"), nameOf(file));
}

/** The links in a state's text. */
export function linksIn(text: string, file: string): Listing {
  const deployment = objectOf(jsonObject(text.replace(/^\uFEFF/, ""))?.["deployment"]);
  if (deployment === undefined) throw invalid(`${file} is not what \`pulumi stack export\` prints`);
  const resources = Array.isArray(deployment["resources"]) ? deployment["resources"].map(objectOf) : [];
  // One that is to be deleted has been replaced.
  const links = resources.filter((one) => one?.["type"] === linkType && one["delete"] !== true);
  if (links.length === 0) throw invalid(`${file} has no PartnerAdminLink`);
  const listing = new ListingBuilder();
  for (const link of links) addLink(link ?? {}, file, listing);
  return listing;
}

function addLink(resource: JsonObject, file: string, listing: ListingBuilder): void {
  const name = quotable((stringIn(resource, "urn") ?? "").split("::").at(-1) ?? "");
  const { tenantId, objectId } = pairOf((stringIn(resource, "id") ?? "").toLowerCase());
  if (!guid.test(tenantId) || !guid.test(objectId))
    return listing.addProblem(`${name} in ${file}: its id is not <tenantId>/<objectId>`);
  const { value, isEncrypted } = reveal(resource["inputs"]);
  const declaration = parseDeclaration(objectOf(value) ?? {});
  const { partnerId } = declaration;
  const subject: Subject = {
    tenantId,
    objectId,
    label: name,
    ...(/^\d{1,20}$/.test(partnerId) ? { partnerId } : {}),
  };
  try {
    if (isEncrypted)
      throw invalid(
        `its credential is encrypted in ${singleLine(file)}: export it with \`pulumi stack export --show-secrets\``,
      );
    listing.subjects.push({ ...subject, credential: credentialFor(declaration, tenantId) });
  } catch (error) {
    const { code, text } = asPalError(error);
    listing.failed.push({ subject, error: { code, text } });
  }
}

/** As the resource signs in: by its block, else by the environment, in its own directory. */
function credentialFor({ credential, takenOut }: Declaration, tenantId: string): Credential {
  if (credential === undefined) return credentialIn(tenantId);
  // Tokens of one run are not in state: those of this one take their place.
  const tokens = takenOut.length === 0 ? {} : { useOidc: true, ...valuesOf(environmentSettings(), takenOut) };
  return { ...(credential as Credential), ...tokens };
}

function invalid(text: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", text);
}
