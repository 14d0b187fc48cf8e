import { credentialSettings, type SignInSettings } from "../../azure/credentialSettings";
import { guid } from "../../azure/guid";
import { pairOf } from "../../azure/identity";
import { jsonObject, objectOf, stringIn, type JsonObject } from "../../azure/json";
import { limits } from "../../azure/limits";
import { resolveSettings, type StackConfig } from "../../azure/settings";
import { PalError } from "../../errors";
import { linkType } from "../../providerPointer";
import { type Declaration, parseDeclaration } from "../../runtime/declaration";
import { quotable, singleLine } from "../../text";
import { signInTo } from "../customers/rowSignIn";
import { nameOf, readText } from "../inputFile";
import { type Problem, problemAt } from "../problem";
import { reveal } from "./stateSecrets";
import type { Listing, ReadableSubject } from "./types";

/**
 * Reads the links of what `pulumi stack export --show-secrets` prints.
 *
 * @throws PalError PAL_CONFIG_INVALID for anything else, or where there is no link.
 */
export async function readStack(file: string, config: StackConfig): Promise<Listing> {
  return linksIn(await readText(file, "a stack's state", limits.stateFile), nameOf(file), config);
}

/** The links in a state's text. */
export function linksIn(text: string, file: string, config: StackConfig): Listing {
  const deployment = objectOf(jsonObject(text)?.["deployment"]);
  if (deployment === undefined) throw invalid(`${file} is not what \`pulumi stack export\` prints`);
  const resources = Array.isArray(deployment["resources"]) ? deployment["resources"].map(objectOf) : [];
  // One that is to be deleted has been replaced.
  const links = resources.filter((one) => one?.["type"] === linkType && one["delete"] !== true);
  if (links.length === 0) throw invalid(`${file} has no PartnerAdminLink`);
  const read: { subjects: ReadableSubject[]; problems: Problem[] } = { subjects: [], problems: [] };
  for (const link of links) {
    const name = quotable((stringIn(link ?? {}, "urn") ?? "").split("::").at(-1) ?? "");
    const subject = subjectOf(link ?? {}, name, file, config);
    if (subject === undefined)
      read.problems.push(problemAt({ text: `${name} in ${file}` }, "its id is not <tenantId>/<objectId>"));
    else read.subjects.push(subject);
  }
  return read;
}

function subjectOf(
  resource: JsonObject,
  label: string,
  file: string,
  config: StackConfig,
): ReadableSubject | undefined {
  const { tenantId, objectId } = pairOf((stringIn(resource, "id") ?? "").toLowerCase());
  if (!guid.test(tenantId) || !guid.test(objectId)) return undefined;
  const { value, isEncrypted } = reveal(resource["inputs"]);
  const declaration = parseDeclaration(objectOf(value) ?? {});
  const { partnerId } = declaration;
  const whoSignsIn = (): SignInSettings => {
    if (!isEncrypted) return signInOf(declaration, tenantId, config);
    throw invalid(
      `its credential is encrypted in ${singleLine(file)}: export it with \`pulumi stack export --show-secrets\``,
    );
  };
  return { tenantId, objectId, label, whoSignsIn, ...(/^\d{1,20}$/.test(partnerId) ? { partnerId } : {}) };
}

/** As the resource signs in: by its block, else by config and environment, in its own directory. */
function signInOf({ credential, takenOut }: Declaration, tenantId: string, config: StackConfig): SignInSettings {
  if (credential === undefined) return signInTo(tenantId, credentialSettings(undefined, config));
  // Tokens of one run are not in state: those of this one take their place.
  return { settings: resolveSettings(credential, { config, environment: process.env }, takenOut), hasBlock: true };
}

function invalid(text: string): PalError {
  return new PalError("PAL_CONFIG_INVALID", text);
}
