import type { Emulator, Identity } from "partner-admin-link-emulator";
import type { ConfigValue } from "../cli/types";
import { contoso, fabrikam, partnerId, tailspin } from "./directory";

/** How an example is played on the emulator. */
export interface Setup {
  /** What is special about this play of the example. */
  readonly title: string;
  /** Who runs the update. */
  readonly environment: (emulator: Emulator) => Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, ConfigValue>>;
  /** Who is linked afterwards, and nobody else. */
  readonly links: readonly Identity[];
}

const contosoDeploy = { tenantId: contoso.tenantId, objectId: contoso.deploy.objectId };
const contosoMachine = { tenantId: contoso.tenantId, objectId: contoso.machine };
const contosoUserAssigned = { tenantId: contoso.tenantId, objectId: contoso.userAssigned.objectId };
const meganInContoso = { tenantId: contoso.tenantId, objectId: contoso.meganAsGuest };
const meganInTailspin = { tenantId: tailspin.tenantId, objectId: tailspin.meganAsGuest };

const plain = (value: string): ConfigValue => ({ value });
const object = (value: unknown): ConfigValue => ({ value: JSON.stringify(value) });

/** Every example of links only, by its folder. */
export const setups: Readonly<Record<string, readonly Setup[]>> = {
  githubActions: [
    {
      title: "The identity of a workflow signs in with the workflow's ID token",
      environment: (emulator) => emulator.environmentFor(contosoDeploy, { method: "githubActions" }),
      config: { partnerId: plain(partnerId), objectId: plain(contosoDeploy.objectId) },
      links: [contosoDeploy],
    },
  ],
  guestUser: [
    {
      title: "A user of the Azure CLI is another identity in each customer's tenant",
      environment: (emulator) =>
        emulator.environmentFor({ tenantId: fabrikam.tenantId, objectId: fabrikam.megan }, { method: "azureCli" }),
      config: {
        partnerId: plain(partnerId),
        customers: object({ contoso: contoso.tenantId, tailspin: tailspin.tenantId }),
      },
      links: [meganInContoso, meganInTailspin],
    },
  ],
  managedIdentity: [
    {
      title: "System-assigned: the machine's own identity",
      environment: (emulator) => emulator.environment,
      config: { partnerId: plain(partnerId) },
      links: [contosoMachine],
    },
    {
      title: "User-assigned: the identity of a client ID",
      environment: (emulator) => emulator.environment,
      config: { partnerId: plain(partnerId), clientId: plain(contoso.userAssigned.clientId) },
      links: [contosoUserAssigned],
    },
  ],
};
