/** Where the program runs, as far as that changes what to do. */
export type Platform = "githubActions" | "azurePipelines" | "gitlab" | "elsewhere";

export function platform(environment: Readonly<Record<string, string | undefined>> = process.env): Platform {
  if (environment["GITHUB_ACTIONS"] === "true") return "githubActions";
  if (environment["TF_BUILD"]?.toLowerCase() === "true") return "azurePipelines";
  return environment["GITLAB_CI"] === "true" ? "gitlab" : "elsewhere";
}

/** Where Azure Pipelines gives ID tokens. */
const requestUrl =
  "ARM_OIDC_REQUEST_TOKEN to $(System.AccessToken) and ARM_OIDC_REQUEST_URL to $(System.OidcRequestUri)?serviceConnectionId=<ID of the service connection>";

/** How a job gets the ID token that OpenID Connect needs; undefined where that depends on the issuer. */
export function howToGetIdToken(): string | undefined {
  switch (platform()) {
    case "githubActions":
      return "In GitHub Actions give the job `permissions: id-token: write`";
    case "azurePipelines":
      return `In Azure Pipelines set ${requestUrl}`;
    case "gitlab":
      return "In GitLab declare `id_tokens: ARM_OIDC_TOKEN: aud: api://AzureADTokenExchange` for the job";
    case "elsewhere":
      return undefined;
  }
}

/** How to sign in here, for a user who has configured nothing that works. */
export function howToSignIn(): string {
  const application = "ARM_USE_OIDC=true, ARM_TENANT_ID and ARM_CLIENT_ID";
  const places = "Each variable has a key in stack config too, and a field in the resource's credential block";
  switch (platform()) {
    case "githubActions":
      return `In GitHub Actions set ${application}, and give the job \`permissions: id-token: write\`. ${places}`;
    case "azurePipelines":
      return `In Azure Pipelines set ${application}, ${requestUrl}. ${places}`;
    case "gitlab":
      return `In GitLab set ${application}, and declare \`id_tokens: ARM_OIDC_TOKEN: aud: api://AzureADTokenExchange\` for the job. ${places}`;
    case "elsewhere":
      return `Run \`az login\`, or set ARM_TENANT_ID and ARM_CLIENT_ID with one of ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH and ARM_USE_OIDC=true; a machine in Azure needs ARM_USE_MSI=true alone. ${places}`;
  }
}
