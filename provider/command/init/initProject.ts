import { resolve } from "node:path";
import { credentialSettings } from "../../azure/credentialSettings";
import { signInMethod } from "../../azure/methods";
import type { StackConfig } from "../../azure/settings";
import { signIn } from "../../azure/signIn";
import { PalError } from "../../errors";
import { tenantsOf } from "../../recognition/tenantsOf";
import type { Customer } from "../customers/customer";
import { customersText } from "../customers/customersText";
import { judgeRow } from "../customers/judgeRow";
import { declaredCredential } from "../customers/rowSignIn";
import { importFile } from "../importFile";
import { jsonText } from "../jsonText";
import { choosePartner } from "./choosePartner";
import { customerRow } from "./customerRow";
import type { Directory } from "./directory";
import { entranceOf } from "./entrance";
import { lookUpDirectories } from "./lookUpDirectories";
import { assertNoneExists, writeNewFiles } from "./newFiles";
import { ownVersions, projectFiles } from "./projectFiles";
import type { Summary } from "./summaryText";

export interface InitOptions {
  /** Folder of the project; made when there is none. */
  readonly folder: string;
  /** Default: the partner that most of the links name. */
  readonly partnerId?: string;
  readonly config: StackConfig;
  readonly onLooked: (done: number, all: number) => void;
}

/**
 * Finds every directory that the sign-in reaches, and the link there, and writes a project that declares the links. Writes
 * nothing to Azure.
 *
 * @throws PalError PAL_CONFIG_INVALID when a file exists or no partner is known; PAL_AUTH_FAILED or PAL_SERVICE_FAILED when
 * the directories cannot be listed. Nothing has been written then.
 */
export async function initProject({ folder, partnerId, config, onLooked }: InitOptions): Promise<Summary> {
  const path = resolve(folder);
  const project = projectFiles(ownVersions());
  assertNoneExists(path, ["customers.csv", "import.json", ...Object.keys(project)]);
  const { settings, hasBlock } = credentialSettings(undefined, config);
  const { identity } = await signIn(settings, hasBlock);
  const tenants = await tenantsOf({ settings, hasBlock });
  if (tenants.length === 0) throw new PalError("PAL_SERVICE_FAILED", `${identity.label} has access to no directory`);
  const entrance = entranceOf(signInMethod(settings, hasBlock), identity);
  const directories = await lookUpDirectories(tenants, entrance, config, onLooked);
  const partner = choosePartner(directories, partnerId);
  const customers = directories.map((directory) => customerRow(directory, entrance, partner.partnerId));
  const files = {
    "customers.csv": customersText(customers),
    "import.json": importText(directories, customers, config),
    ...project,
  };
  await writeNewFiles(path, files);
  return { label: identity.label, partner, customers, folder, files: Object.keys(files) };
}

function importText(directories: readonly Directory[], customers: readonly Customer[], config: StackConfig): string {
  const judged = customers.map((customer, index) => {
    const credential = customer.problem === "" ? declaredCredential(customer, config) : undefined;
    return judgeRow(customer, directories[index]?.seen, credential);
  });
  return jsonText(importFile(judged.flatMap(({ found }) => found ?? [])));
}
