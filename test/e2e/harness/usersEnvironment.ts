/**
 * What the person who runs the tests may have in their environment. None of it may reach the engine, the program or the
 * provider process; each of these would break every scenario if it did.
 */
const usersEnvironment: Readonly<Record<string, string>> = {
  ARM_TENANT_ID: "99999999-9999-4999-8999-999999999999",
  ARM_CLIENT_ID: "99999999-9999-4999-8999-999999999999",
  ARM_CLIENT_SECRET: "the users own secret",
  ARM_USE_MSI: "true",
  AZURE_CLIENT_ID: "99999999-9999-4999-8999-999999999999",
  PULUMI_BACKEND_URL: "file:///nowhere",
  PULUMI_CONFIG_PASSPHRASE: "the users own passphrase",
  PULUMI_HOME: "/nowhere",
  PULUMI_STACK: "the-users-own-stack",
  NODE_OPTIONS: "--require /nowhere.js",
};

/** Gives this process the environment of somebody who uses Azure and Pulumi in earnest. */
export function pretendUser(): void {
  Object.assign(process.env, usersEnvironment);
}
