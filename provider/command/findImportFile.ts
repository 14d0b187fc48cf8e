import { lookUpLink } from "../azure/lookUpLink";
import { PalError } from "../errors";
import { readConfig } from "./configFile";
import { type ImportFile, importFile } from "./importFile";

/**
 * The import file of the link that there is.
 * @throws PalError PAL_LINK_NOT_FOUND when there is none; PAL_CONFIG_INVALID, PAL_AUTH_FAILED or PAL_SERVICE_FAILED.
 */
export async function findImportFile(name: string, config: string | undefined): Promise<ImportFile> {
  const { identity, live } = await lookUpLink(undefined, await readConfig(config));
  if (live === undefined) {
    throw new PalError(
      "PAL_LINK_NOT_FOUND",
      `${identity.label} has no partner admin link to import; create it with new PartnerAdminLink(...)`,
    );
  }
  return importFile([{ name, identity, live }]);
}
