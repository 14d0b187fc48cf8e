import { listRows } from "../../azure/armPages";
import type { ArmReader } from "../../azure/armReader";
import type { JsonObject } from "../../azure/json";
import type { Tenant } from "../types";
import { checkedRows } from "./answer";
import { guidOf, nameIn, present } from "./fields";

/**
 * Directories that the identity can sign in to. Azure may leave out their names.
 *
 * @throws PalError PAL_SERVICE_FAILED
 */
export async function readTenants(arm: ArmReader, label: string): Promise<Tenant[]> {
  const request = { what: `list the directories of ${label}`, url: "/tenants?api-version=2022-12-01" };
  return checkedRows(arm, request, await listRows(arm, request), tenantIn);
}

function tenantIn(row: JsonObject): Tenant | undefined {
  const tenantId = guidOf(row["tenantId"]);
  if (tenantId === undefined) return undefined;
  return present<Tenant>({
    tenantId,
    displayName: nameIn(row, "displayName"),
    defaultDomain: nameIn(row, "defaultDomain"),
    tenantCategory: nameIn(row, "tenantCategory"),
  });
}
