import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../files";
import type { Identity } from "../types";

/** Who has signed in to the Azure CLI, and where it asks for tokens. */
export interface Profile {
  /** The emulator's origin. */
  readonly authority: string;
  readonly caCertificatePath: string;
  /** Tenant of the current account. */
  readonly tenantId: string;
  readonly user: string;
  readonly refreshToken: string;
}

const fileName = "partnerAdminLinkEmulator.json";

/** Configuration folder of the Azure CLI in which one user has signed in. */
export function profileFolder(folder: string, { tenantId, objectId }: Identity): string {
  return join(folder, "azureCli", `${tenantId}-${objectId}`);
}

export function writeProfile(folder: string, profile: Profile): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWhole(join(folder, fileName), JSON.stringify(profile));
}

/** The signed-in account of a configuration folder; `undefined` when there is none. */
export function readProfile(folder: string | undefined): Profile | undefined {
  if (folder === undefined || folder === "") {
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(join(folder, fileName), "utf8")) as Profile;
  } catch {
    return undefined;
  }
}
