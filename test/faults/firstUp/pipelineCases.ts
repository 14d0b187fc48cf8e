import type { Emulator } from "partner-admin-link-emulator";
import { someone } from "../../callbacks/harness/principals";
import { application, type Case, guid, type Variables } from "./around";

const githubJob = { GITHUB_ACTIONS: "true" };
const pipelinesJob = { TF_BUILD: "True" };
const gitlabJob = { GITLAB_CI: "true" };
const subject = "repo:contoso/infrastructure:ref:refs/heads/main";

function federated(emulator: Emulator, method: "githubActions" | "azurePipelines"): Variables {
  const me = someone(emulator, { federatedCredentials: [{ subject }] });
  return emulator.environmentFor(me, { method });
}

/** As docs/settings.md has it for Azure Pipelines. */
function pipelines(emulator: Emulator, connection?: string): Variables {
  const given = federated(emulator, "azurePipelines");
  const id = connection ?? given["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] ?? "";
  const query = connection === "" ? "" : `?serviceConnectionId=${id}`;
  return {
    ...pipelinesJob,
    ...given,
    ARM_OIDC_REQUEST_URL: `${given["SYSTEM_OIDCREQUESTURI"] ?? ""}${query}`,
    ARM_OIDC_REQUEST_TOKEN: given["SYSTEM_ACCESSTOKEN"] ?? "",
  };
}

export const github: readonly Case[] = [
  ["nothing is configured", () => ({ environment: githubJob })],
  [
    "the job has no permission for ID tokens",
    ({ emulator }) => {
      const { ARM_TENANT_ID = "", ARM_CLIENT_ID = "" } = application(emulator);
      return { environment: { ...githubJob, ARM_USE_OIDC: "true", ARM_TENANT_ID, ARM_CLIENT_ID } };
    },
  ],
  [
    "the request token is over",
    ({ emulator }) => {
      const given = federated(emulator, "githubActions");
      return { environment: { ...githubJob, ...given, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "not-a-secret" } };
    },
  ],
  [
    "no federated credential matches the branch",
    ({ emulator }) => {
      const me = someone(emulator, { federatedCredentials: [{ subject }] });
      const options = { method: "githubActions", subject: subject.replace("main", "topic") } as const;
      return { environment: { ...githubJob, ...emulator.environmentFor(me, options) } };
    },
  ],
  [
    "managed identity on a runner that has none",
    ({ closed }) => ({
      environment: { ...githubJob, ARM_USE_MSI: "true", AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${closed}` },
    }),
  ],
];

export const azurePipelines: readonly Case[] = [
  ["nothing is configured", () => ({ environment: pipelinesJob })],
  [
    "ARM_USE_OIDC alone",
    ({ emulator }) => ({ environment: { ...pipelinesJob, ...federated(emulator, "azurePipelines") } }),
  ],
  ["the request URL names no service connection", ({ emulator }) => ({ environment: pipelines(emulator, "") })],
  ["the request URL has the connection's name", ({ emulator }) => ({ environment: pipelines(emulator, "customer-a") })],
  ["there is no such service connection", ({ emulator }) => ({ environment: pipelines(emulator, guid) })],
  [
    "the request token is over",
    ({ emulator }) => ({ environment: { ...pipelines(emulator), ARM_OIDC_REQUEST_TOKEN: "not-a-secret" } }),
  ],
];

export const gitlab: readonly Case[] = [
  ["nothing is configured", () => ({ environment: gitlabJob })],
  [
    "the job declares no ID token",
    ({ emulator }) => {
      const { ARM_TENANT_ID = "", ARM_CLIENT_ID = "" } = application(emulator);
      return { environment: { ...gitlabJob, ARM_USE_OIDC: "true", ARM_TENANT_ID, ARM_CLIENT_ID } };
    },
  ],
];
