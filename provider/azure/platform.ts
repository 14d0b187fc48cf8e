/** Where the program runs, as far as that changes what to do. */
export type Platform = "githubActions" | "azurePipelines" | "gitlab" | "elsewhere";

export function platform(environment: Readonly<Record<string, string | undefined>> = process.env): Platform {
  if (environment["GITHUB_ACTIONS"] === "true") return "githubActions";
  if (environment["TF_BUILD"]?.toLowerCase() === "true") return "azurePipelines";
  return environment["GITLAB_CI"] === "true" ? "gitlab" : "elsewhere";
}

/** What the program that declares a link takes ID tokens from, in the words of each pipeline. */
const githubPermission =
  "give the job `permissions: { id-token: write, contents: read }`; pull requests from forks get no ID token";
const pipelinesVariables =
  "`ARM_OIDC_REQUEST_TOKEN: $(System.AccessToken)` and `ARM_OIDC_REQUEST_URL: $(System.OidcRequestUri)?serviceConnectionId=<ID of the service connection>`";
const gitlabToken = 'declare `id_tokens: { ARM_OIDC_TOKEN: { aud: "api://AzureADTokenExchange" } }` in the job';

/** Where Azure Pipelines gives an ID token. */
export const pipelinesIdToken = `In Azure Pipelines set ${pipelinesVariables} in the step's env`;

/** How a job gets the ID token that OpenID Connect needs; undefined where that depends on the issuer. */
export function howToGetIdToken(): string | undefined {
  switch (platform()) {
    case "githubActions":
      return `In GitHub Actions ${githubPermission}`;
    case "azurePipelines":
      return pipelinesIdToken;
    case "gitlab":
      return `In GitLab ${gitlabToken}`;
    case "elsewhere":
      return undefined;
  }
}

/**
 * How to sign in here, for a user who has configured nothing that works.
 *
 * @param first - what to try before, on a machine that is no pipeline's.
 */
export function howToSignIn(first = ""): string {
  const places = "Stack config (azure-native:clientId) and a credential block (clientId) have the same settings";
  const application = "ARM_USE_OIDC=true, ARM_TENANT_ID and ARM_CLIENT_ID";
  switch (platform()) {
    case "githubActions":
      return `In GitHub Actions set ${application}, and ${githubPermission}. ${places}`;
    case "azurePipelines":
      return `In Azure Pipelines set ${application}, with ${pipelinesVariables}, in the step's env. ${places}`;
    case "gitlab":
      return `In GitLab set ${application}, and ${gitlabToken}. ${places}`;
    case "elsewhere":
      return `${first}For a service principal set ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET or ARM_CLIENT_CERTIFICATE_PATH. On a machine in Azure set ARM_USE_MSI=true, and ARM_CLIENT_ID for a user-assigned identity. ${places}`;
  }
}

/** The SDK hides what Entra demands of a login. */
export function azLogin(tenantId: string | undefined): string {
  if (tenantId === undefined) return "`az login --allow-no-subscriptions`";
  return `\`az login --allow-no-subscriptions --tenant ${tenantId}\`, which also asks for a second factor where Entra requires one`;
}
