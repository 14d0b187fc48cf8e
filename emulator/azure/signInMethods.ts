/** Ways to sign in that environment variables can stand for. */
export const signInMethods = [
  "clientSecret",
  "githubActions",
  "azurePipelines",
  "managedIdentity",
  "appService",
  "azureCli",
] as const;

/** A way to sign in that environment variables can stand for. */
export type SignInMethod = (typeof signInMethods)[number];
