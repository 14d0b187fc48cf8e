import type { StackConfig } from "../../azure/settings";
import { sideBySide } from "../../recognition/sideBySide";
import type { Tenant } from "../../recognition/types";
import { atOnce, lookUpCustomer } from "../customers/rowSignIn";
import { type Directory, type Entrance, rowOf } from "./directory";

/** The link in each directory, in the order of the directories. One that cannot be entered says why. */
export async function lookUpDirectories(
  tenants: readonly Tenant[],
  entrance: Entrance,
  config: StackConfig,
  onLooked: (done: number, all: number) => void,
): Promise<Directory[]> {
  const seen = new Map<Tenant, Directory>();
  await sideBySide(
    tenants,
    async (tenant) => {
      seen.set(tenant, { tenant, seen: await lookUpCustomer(rowOf(tenant, entrance), config) });
      onLooked(seen.size, tenants.length);
    },
    atOnce([entrance]),
  );
  return tenants.flatMap((tenant) => seen.get(tenant) ?? []);
}
