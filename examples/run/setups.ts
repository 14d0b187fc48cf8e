import type { Emulator, Identity } from "partner-admin-link-emulator";
import type { ConfigValue } from "partner-admin-link-emulator/engine";
import type { AzureAnswers } from "./azureAnswers";
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
  /** What Azure answers for resources of other packages, whose plugins cannot be had offline. */
  readonly azure?: AzureAnswers;
  /** Pieces of one message that the update must show. */
  readonly says?: readonly string[];
}

const contosoDeploy = { tenantId: contoso.tenantId, objectId: contoso.deploy.objectId };
const contosoMachine = { tenantId: contoso.tenantId, objectId: contoso.machine };
const contosoOperations = { tenantId: contoso.tenantId, objectId: contoso.operations.objectId };
const contosoUserAssigned = { tenantId: contoso.tenantId, objectId: contoso.userAssigned.objectId };
const fabrikamOperations = { tenantId: fabrikam.tenantId, objectId: fabrikam.operations.objectId };
const meganInContoso = { tenantId: contoso.tenantId, objectId: contoso.meganAsGuest };
const meganInTailspin = { tenantId: tailspin.tenantId, objectId: tailspin.meganAsGuest };
const tailspinDeploy = { tenantId: tailspin.tenantId, objectId: tailspin.deploy.objectId };

const plain = (value: string): ConfigValue => ({ value });
const secret = (value: string): ConfigValue => ({ value, secret: true });
const object = (value: unknown): ConfigValue => ({ value: JSON.stringify(value) });

/** Every example by its folder. */
export const setups: Readonly<Record<string, readonly Setup[]>> = {
  servicePrincipal: [
    {
      title: "A service principal is made and linked in one update; Entra refuses it at first",
      environment: (emulator) => emulator.environmentFor(contosoDeploy),
      config: {
        partnerId: plain(partnerId),
        scope: plain(`/subscriptions/${contoso.subscriptionId}/resourceGroups/operations`),
      },
      links: [contosoOperations],
      azure: {
        outputs: {
          "azuread:index/application:Application": { clientId: contoso.operations.clientId },
          "azuread:index/servicePrincipal:ServicePrincipal": { objectId: contoso.operations.objectId },
          "azuread:index/applicationPassword:ApplicationPassword": { value: contoso.operations.secret },
        },
        clientConfig: { default: { tenantId: contoso.tenantId, subscriptionId: contoso.subscriptionId } },
      },
      says: ["waiting", "AADSTS7000215"],
    },
  ],
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
  twoCustomers: [
    {
      title: "Two tenants, a provider and a link in each, with the same settings",
      environment: (emulator) => emulator.environment,
      config: {
        partnerId: plain(partnerId),
        customers: object({ contoso: customer(contoso), tailspin: customer(tailspin) }),
        contosoSecret: secret(contoso.deploy.secret),
        tailspinSecret: secret(tailspin.deploy.secret),
      },
      links: [contosoDeploy, tailspinDeploy],
      azure: {
        clientConfig: {
          contoso: { objectId: contosoDeploy.objectId },
          tailspin: { objectId: tailspinDeploy.objectId },
        },
      },
    },
  ],
  lighthouse: [
    {
      title: "Two customers delegate to one service principal, which has one link in its own tenant",
      environment: (emulator) => emulator.environment,
      config: {
        partnerId: plain(partnerId),
        tenantId: plain(fabrikam.tenantId),
        clientId: plain(fabrikam.operations.clientId),
        clientSecret: secret(fabrikam.operations.secret),
        customers: object({ contoso: delegation(contoso), tailspin: delegation(tailspin) }),
      },
      links: [fabrikamOperations],
      azure: {},
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

function customer({ tenantId, subscriptionId, deploy: { clientId } }: typeof contoso | typeof tailspin) {
  return { tenantId, subscriptionId, clientId };
}

function delegation({ tenantId, subscriptionId }: typeof contoso | typeof tailspin) {
  return { tenantId, subscriptionId };
}
