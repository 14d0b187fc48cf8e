/** The program that `init` writes: one link for each row that says which partner, and has no problem. It is examples/manyCustomers/index.ts. */
export const programText = `import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Config, RunError } from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";
import { type CredentialArgs, PartnerAdminLink } from "pulumi-partner-admin-link";

const columns = ["tenantId", "domain", "identity", "clientId", "partnerId", "problem"] as const;

/** A row of customers.csv. */
type Customer = Readonly<Record<(typeof columns)[number], string>>;

const config = new Config();

const clientSecret = config.getSecret("clientSecret");
const clientCertificatePath = config.get("clientCertificatePath");
const clientCertificatePassword = config.getSecret("clientCertificatePassword");

/** Tenant IDs of the directories in which a link to another partner is replaced. */
const replace = (config.getObject<readonly string[]>("replace") ?? []).map((id) => id.toLowerCase());

/** With \`shards\`, the customers are spread over so many stacks; this one declares its \`shard\`, counted from 1. */
const shards = config.getNumber("shards") ?? 1;
const shard = shards === 1 ? (config.getNumber("shard") ?? 1) : config.requireNumber("shard");
if (![shards, shard].every(Number.isInteger) || shard < 1 || shard > shards)
  throw new RunError(\`shard is a whole number from 1 to shards; it is \${shard}, and shards is \${shards}\`);

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
  const twice = columns.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new Error(\`customers.csv has the column \${twice} twice\`);
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length === 0) return names;
  throw new Error(
    \`customers.csv lacks the columns \${missing.join(", ")}: name them so, and save the file as CSV in UTF-8\`,
  );
}

/** By the directory alone, so that a row stays in its stack whichever rows are added or removed. */
function shardOf({ tenantId }: Customer): number {
  const hash = createHash("sha256").update(tenantId.toLowerCase()).digest();
  return (hash.readUInt32BE() % shards) + 1;
}

/** What proves the service principals, the same for all of them: a secret, a certificate, or the pipeline's ID token. */
function proof(): CredentialArgs {
  if (clientSecret !== undefined) return { clientSecret };
  if (clientCertificatePath !== undefined)
    return { clientCertificatePath, ...(clientCertificatePassword === undefined ? {} : { clientCertificatePassword }) };
  // GitHub Actions and Azure Pipelines have neither variable: they are asked for a token.
  const { ARM_OIDC_TOKEN: oidcToken, ARM_OIDC_TOKEN_FILE_PATH: oidcTokenFilePath } = process.env;
  if (oidcToken) return { useOidc: true, oidcToken };
  return oidcTokenFilePath ? { useOidc: true, oidcTokenFilePath } : { useOidc: true };
}

function credentialOf({ tenantId, identity, clientId }: Customer): CredentialArgs {
  switch (identity) {
    case "azureCli":
      return { useCli: true, tenantId };
    case "managedIdentity":
      return { useMsi: true, ...(clientId === "" ? {} : { clientId }) };
    case "servicePrincipal":
      return { tenantId, clientId, ...proof() };
    default:
      throw new Error("identity is azureCli, servicePrincipal or managedIdentity");
  }
}

/** Pulumi knows a link by this name: keep the domain of a row that is deployed. */
function nameOf({ tenantId, domain, identity, clientId }: Customer): string {
  const whose = clientId === "" && identity !== "azureCli" ? identity : clientId;
  return [domain === "" ? tenantId : domain, ...(whose === "" ? [] : [whose])].join("-").toLowerCase();
}

// A row without partnerId waits for a decision; one with a problem waits until the directory can be entered. When a row
// leaves this list, its link is removed, unless the stack has only adopted it.
const declared = customers().filter((row) => row.partnerId !== "" && row.problem === "" && shardOf(row) === shard);

const taken = new Set<string>();
const faults: string[] = [];

for (const customer of declared) {
  const { tenantId, identity, clientId, partnerId } = customer;
  const name = nameOf(customer);
  const keys = [name, [tenantId, identity, clientId].join(" ").toLowerCase()];
  try {
    if (keys.some((key) => taken.has(key))) throw new Error("another row declares the same link");
    new PartnerAdminLink(name, {
      partnerId,
      credential: credentialOf(customer),
      expect: { tenantId },
      ...(replace.includes(tenantId.toLowerCase()) ? { overwrite: true } : {}),
    });
    for (const key of keys) taken.add(key);
  } catch (error) {
    faults.push(\`customers.csv: \${tenantId}: \${(error as Error).message}\`);
  }
}

export const links = declared.length - faults.length;

// Once the other rows are declared: Pulumi removes nothing when the program fails, the link of a wrong row included.
if (faults.length > 0) throw new RunError(faults.join("\\n"));
`;
