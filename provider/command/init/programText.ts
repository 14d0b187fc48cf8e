/** The program that `init` writes: one link for each row that says which partner, and has no problem. */
export const programText = `import { readFileSync } from "node:fs";
import { Config } from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";
import { type CredentialArgs, PartnerAdminLink } from "pulumi-partner-admin-link";

const columns = ["tenantId", "domain", "identity", "clientId", "partnerId", "problem"] as const;

/** A row of customers.csv. */
type Customer = Readonly<Record<(typeof columns)[number], string>>;

const config = new Config();

const clientSecret = config.getSecret("clientSecret");
const clientCertificatePath = config.get("clientCertificatePath");
const clientCertificatePassword = config.getSecret("clientCertificatePassword");

/** What proves the service principals, the same for all of them. */
const proof: CredentialArgs =
  clientSecret !== undefined
    ? { clientSecret }
    : clientCertificatePath !== undefined
      ? { clientCertificatePath, ...(clientCertificatePassword === undefined ? {} : { clientCertificatePassword }) }
      : { useOidc: true };

/** Tenant IDs of the directories in which a link to another partner is replaced. */
const replace = config.getObject<readonly string[]>("replace") ?? [];

function customers(): Customer[] {
  const text = readFileSync("customers.csv", "utf8");
  const [head = ""] = text.split("\\n", 1);
  const delimiter = [";", "\\t"].find((one) => head.includes(one)) ?? ",";
  const options = { columns: checked, bom: true, delimiter, trim: true, relax_quotes: true, skip_empty_lines: true };
  const rows = parse<Customer>(text, options);
  // Without rows the next update would remove every link that this stack made: that is what destroy is for.
  if (rows.length === 0) throw new Error("customers.csv has no rows");
  return rows;
}

function checked(names: string[]): string[] {
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  throw new Error(\`customers.csv lacks the columns \${missing.join(", ")}: name them so, and save the file as CSV in UTF-8\`);
}

function credentialOf({ tenantId, identity, clientId }: Customer): CredentialArgs {
  switch (identity) {
    case "azureCli":
      return { useCli: true, tenantId };
    case "managedIdentity":
      return { useMsi: true, ...(clientId === "" ? {} : { clientId }) };
    case "servicePrincipal":
      return { tenantId, clientId, ...proof };
    default:
      throw new Error(\`customers.csv: \${tenantId}: identity is azureCli, servicePrincipal or managedIdentity\`);
  }
}

/** Pulumi knows a link by this name: keep the domain of a row that is deployed. */
function nameOf({ tenantId, domain, identity, clientId }: Customer): string {
  const whose = clientId === "" && identity !== "azureCli" ? identity : clientId;
  return [domain === "" ? tenantId : domain, ...(whose === "" ? [] : [whose])].join("-").toLowerCase();
}

// A row without partnerId waits for a decision; one with a problem waits until the directory can be entered.
const declared = customers().filter(({ partnerId, problem }) => partnerId !== "" && problem === "");

for (const customer of declared) {
  const { tenantId, partnerId } = customer;
  new PartnerAdminLink(nameOf(customer), {
    partnerId,
    credential: credentialOf(customer),
    expect: { tenantId },
    ...(replace.includes(tenantId) ? { overwrite: true } : {}),
  });
}

export const links = declared.length;
`;
