import type { Identity } from "../../../emulator/azure";
import { guestAtHome } from "../http";
import type { Application } from "./applications";
import type { Method } from "./methods";

const machineOf = ({ machine }: Application): Identity => machine;

/** What App Service gives every app. */
const appService: Method["variables"] = ({ machine }, emulator) => {
  const { tenantId, objectId } = machine;
  const given = emulator.environmentFor({ tenantId, objectId }, { method: "appService" });
  return { IDENTITY_ENDPOINT: given["IDENTITY_ENDPOINT"] ?? "", IDENTITY_HEADER: given["IDENTITY_HEADER"] ?? "" };
};

/** Who has logged in to the Azure CLI has done so at home. */
const azureCli: Method["variables"] = (_, emulator) => {
  const { AZURE_CONFIG_DIR = "", PATH = "" } = emulator.environmentFor(guestAtHome, { method: "azureCli" });
  return { AZURE_CONFIG_DIR, PATH };
};

/** The variables with which `DefaultAzureCredential` starts. */
const application = ({ tenantId, clientId }: Application) => ({ AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId });

/** Ways to sign in as whoever the machine stands for. */
export const machineMethods: readonly Method[] = [
  {
    name: "system-assigned managed identity by IMDS",
    settings: () => ({ useMsi: "true", clientId: "" }),
    identity: machineOf,
    words: () => "as the managed identity of this machine (",
    requests: ["imds.token"],
    isOfMachine: true,
  },
  {
    name: "user-assigned managed identity by IMDS",
    settings: ({ machine }) => ({ useMsi: "true", clientId: machine.clientId }),
    isOfFabrikam: true,
    identity: machineOf,
    words: ({ machine }) => `as the user-assigned managed identity ${machine.clientId} (`,
    requests: ["imds.token"],
    isOfMachine: true,
  },
  {
    name: "system-assigned managed identity by App Service",
    settings: () => ({ useMsi: "true", clientId: "" }),
    variables: appService,
    identity: machineOf,
    words: () => "as the managed identity of this machine (",
    requests: ["appService.token"],
    isOfMachine: true,
  },
  {
    name: "user-assigned managed identity by App Service",
    settings: ({ machine }) => ({ useMsi: "true", clientId: machine.clientId }),
    isOfFabrikam: true,
    variables: appService,
    identity: machineOf,
    words: ({ machine }) => `as the user-assigned managed identity ${machine.clientId} (`,
    requests: ["appService.token"],
    isOfMachine: true,
  },
  {
    name: "Azure CLI, in the tenant in which the user is a guest",
    settings: ({ tenantId }) => ({ useCli: "true", tenantId }),
    variables: azureCli,
    identity: ({ user }) => user,
    words: ({ tenantId }) => `as the account that is logged in to the Azure CLI, in tenant ${tenantId} (`,
    requests: ["entra.token"],
  },
  {
    name: "DefaultAzureCredential, secret of the environment",
    settings: () => ({ useDefaultAzureCredential: "true" }),
    variables: (who) => ({ ...application(who), AZURE_CLIENT_SECRET: who.clientSecret }),
    words: () => "as the identity that DefaultAzureCredential finds (",
    requests: ["entra.token"],
  },
  {
    name: "DefaultAzureCredential, workload identity",
    settings: () => ({ useDefaultAzureCredential: "true" }),
    variables: (who) => ({ ...application(who), AZURE_FEDERATED_TOKEN_FILE: who.files.idToken }),
    words: () => "as the identity that DefaultAzureCredential finds (",
    requests: ["entra.token"],
  },
  {
    name: "DefaultAzureCredential, user-assigned managed identity",
    settings: () => ({ useDefaultAzureCredential: "true" }),
    variables: ({ machine }) => ({ AZURE_CLIENT_ID: machine.clientId }),
    isOfFabrikam: true,
    identity: machineOf,
    words: () => "as the identity that DefaultAzureCredential finds (",
    requests: ["imds.token"],
    isOfMachine: true,
  },
];
