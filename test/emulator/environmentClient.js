"use strict";

// One link's life by the Azure SDKs, told where to go by nothing but the environment. Prints what came back as JSON.
const { ACEProvisioningManagementPartnerAPI } = require("@azure/arm-managementpartner");
const { ClientSecretCredential } = require("@azure/identity");

async function run({ ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET, ARM_METADATA_HOSTNAME }) {
  const metadata = await fetch(`https://${ARM_METADATA_HOSTNAME}/metadata/endpoints?api-version=2022-09-01`);
  const { authentication, resourceManager } = await metadata.json();
  const credential = new ClientSecretCredential(ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET, {
    authorityHost: authentication.loginEndpoint,
    disableInstanceDiscovery: true,
  });
  const client = new ACEProvisioningManagementPartnerAPI(credential, {
    endpoint: resourceManager,
    $host: resourceManager,
    credentialScopes: `${authentication.audiences[0]}/.default`,
  });
  const absent = await client.partners.get().catch(({ statusCode, code }) => `${statusCode} ${code}`);
  const created = await client.partner.create("123456");
  const read = await client.partners.get();
  const updated = await client.partner.update("654321");
  await client.partner.delete("654321");
  return { absent, created, read, updated };
}

run(process.env).then((result) => {
  process.stdout.write(JSON.stringify(result));
});
