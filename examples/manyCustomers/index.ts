import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Config, RunError } from "@pulumi/pulumi";
import { parse } from "csv-parse/sync";
import { type CredentialArgs, PartnerAdminLink } from "pulumi-partner-admin-link";

/** A row of customers.csv. */
interface Customer {
  readonly tenantId: string;
  readonly domain: string;
  readonly identity: string;
  readonly clientId: string;
  readonly partnerId: string;
  readonly problem: string;
}

const config = new Config();

/** Of the service principals, one for all; without it they sign in by OpenID Connect. */
const clientSecret = config.getSecret("clientSecret");

/** Tenant IDs of the directories in which a link to another partner is replaced. */
const replace = config.getObject<readonly string[]>("replace") ?? [];

/** With `shards`, the customers are spread over so many stacks; this one declares its `shard`, counted from 1. */
const shards = config.getNumber("shards", { min: 1 }) ?? 1;
const shard = shards === 1 ? 1 : config.requireNumber("shard", { min: 1, max: shards });

function customers(): Customer[] {
  const text = readFileSync("customers.csv", "utf8");
  const [head = ""] = text.split("\n", 1);
  const delimiter = head.includes(";") ? ";" : ",";
  return parse<Customer>(text, { columns: true, bom: true, delimiter, trim: true, skip_empty_lines: true });
}

/** By the directory alone, so that a row stays in its stack whichever rows are added or removed. */
function shardOf({ tenantId }: Customer): number {
  const hash = createHash("sha256").update(tenantId.toLowerCase()).digest();
  return (hash.readUInt32BE() % shards) + 1;
}

/** ID token that the pipeline has put into the environment; GitHub Actions and Azure Pipelines are asked for one instead. */
function idToken(): CredentialArgs {
  const { ARM_OIDC_TOKEN: oidcToken, ARM_OIDC_TOKEN_FILE_PATH: oidcTokenFilePath } = process.env;
  if (oidcToken) return { oidcToken };
  return oidcTokenFilePath ? { oidcTokenFilePath } : {};
}

function credentialOf({ tenantId, identity, clientId }: Customer): CredentialArgs {
  switch (identity) {
    case "azureCli":
      return { useCli: true, tenantId };
    case "managedIdentity":
      return { useMsi: true, ...(clientId === "" ? {} : { clientId }) };
    case "servicePrincipal":
      return {
        tenantId,
        clientId,
        ...(clientSecret === undefined ? { useOidc: true, ...idToken() } : { clientSecret }),
      };
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
      ...(replace.includes(tenantId) ? { overwrite: true } : {}),
    });
    for (const key of keys) taken.add(key);
  } catch (error) {
    faults.push(`customers.csv: ${tenantId}: ${(error as Error).message}`);
  }
}

export const links = declared.length - faults.length;

// Once the other rows are declared: Pulumi removes nothing when the program fails, the link of a wrong row included.
if (faults.length > 0) throw new RunError(faults.join("\n"));
