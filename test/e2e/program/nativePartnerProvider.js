"use strict";

const { ClientSecretCredential } = require("@azure/identity");
const { ACEProvisioningManagementPartnerAPI } = require("@azure/arm-managementpartner");

/** The service, as the identity of the environment. */
function openService() {
  const {
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: secret,
    ARM_METADATA_HOSTNAME: host,
  } = process.env;
  const endpoint = `https://${host}`;
  const credential = new ClientSecretCredential(tenantId, clientId, secret, {
    authorityHost: endpoint,
    disableInstanceDiscovery: true,
  });
  return new ACEProvisioningManagementPartnerAPI(credential, { endpoint }).partner;
}

/** As azure-native does: it asks for the resource by its id first, and creates it only where it gets 404. */
async function create({ partnerId }) {
  const service = openService();
  const found = await service.get(partnerId).catch(({ statusCode }) => {
    if (statusCode !== 404) throw new Error(`cannot read the partner: status ${statusCode}`);
  });
  const id = `/providers/Microsoft.ManagementPartner/partners/${partnerId}`;
  if (found !== undefined) throw new Error(`cannot create already existing resource '${id}'`);
  const { objectId } = await service.create(partnerId);
  return { id, outs: { partnerId, objectId } };
}

/** The partner ID is in the path: another one is another resource. */
async function diff(_id, olds, news) {
  const changes = olds.partnerId !== news.partnerId;
  return { changes, replaces: changes ? ["partnerId"] : [] };
}

exports.provider = { create, diff, delete: async (_id, { partnerId }) => openService().delete(partnerId) };
