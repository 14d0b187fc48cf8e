"use strict";

const { readKnown, unknown } = require("./readKnown");

/** Settings of azure-native that sign in as an application or a managed identity, and the variables that do the same. */
const ways = {
  clientSecret: "ARM_CLIENT_SECRET",
  clientCertificatePath: "ARM_CLIENT_CERTIFICATE_PATH",
  useOidc: "ARM_USE_OIDC",
  useMsi: "ARM_USE_MSI",
  useDefaultAzureCredential: "ARM_USE_DEFAULT_AZURE_CREDENTIAL",
};

/**
 * Whether a link signs in by the Azure CLI, and does so in a pipeline.
 *
 * @param config - value of a key of the stack config's `azure-native`.
 */
function signsInAsPersonInPipeline(props, config, environment) {
  if (!isPipeline(environment)) return false;
  const credential = readKnown(props, "credential");
  if (credential === unknown) return false;
  if (credential !== undefined) return String(readKnown(credential, "useCli")) === "true";
  // The link's provider looks in stack config and environment, and takes the Azure CLI when neither names another way.
  return !Object.entries(ways).some(([name, variable]) => {
    const value = config(name) ?? environment[variable] ?? "";
    return name.startsWith("use") ? value === "true" : value !== "";
  });
}

/** Most pipelines set CI; Azure Pipelines sets TF_BUILD. */
function isPipeline({ CI = "", TF_BUILD = "" }) {
  return [CI, TF_BUILD].some((value) => !["", "0", "false"].includes(value.toLowerCase()));
}

module.exports = { signsInAsPersonInPipeline };
