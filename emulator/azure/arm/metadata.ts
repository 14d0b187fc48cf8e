import type { Context } from "hono";
import type { Env } from "../exchange";
import type { EmulatorState } from "../state";
import { armAudiences } from "./bearer";
import { refuse } from "./errors";

/** Name of the cloud that the emulator says it is. */
const cloudName = "PartnerAdminLinkEmulator";

/**
 * Endings of other services' host names. Clients want them to be there; nothing listens behind names under `.invalid`,
 * so a program that goes further than the emulator fails instead of reaching the public cloud.
 */
const suffixes = {
  acrLoginServer: "azurecr.invalid",
  attestationEndpoint: "attest.invalid",
  azureDataLakeAnalyticsCatalogAndJob: "azuredatalakeanalytics.invalid",
  azureDataLakeStoreFileSystem: "azuredatalakestore.invalid",
  azureFrontDoorEndpointSuffix: "azurefd.invalid",
  keyVaultDns: "vault.invalid",
  mariadbServerEndpoint: "mariadb.invalid",
  mhsmDns: "managedhsm.invalid",
  mysqlServerEndpoint: "mysql.invalid",
  postgresqlServerEndpoint: "postgres.invalid",
  sqlServerHostname: "database.invalid",
  storage: "core.invalid",
  storageSyncEndpointSuffix: "afs.invalid",
  synapseAnalytics: "dev.synapse.invalid",
};

function cloud(state: EmulatorState) {
  const { origin } = state;
  return {
    name: cloudName,
    portal: "https://portal.invalid",
    authentication: {
      loginEndpoint: origin,
      audiences: armAudiences(state),
      tenant: "common",
      identityProvider: "AAD",
    },
    resourceManager: origin,
    graph: "https://graph.invalid/",
    graphAudience: "https://graph.invalid/",
    microsoftGraphResourceId: "https://graph.microsoft.invalid/",
    media: "https://rest.media.invalid",
    gallery: "https://gallery.invalid/",
    batch: "https://batch.invalid/",
    vmImageAliasDoc: "https://images.invalid/aliases.json",
    activeDirectoryDataLake: "https://datalake.invalid/",
    sqlManagement: "https://management.core.invalid:8443/",
    appInsightsResourceId: "https://api.applicationinsights.invalid",
    appInsightsTelemetryChannelResourceId: "https://dc.applicationinsights.invalid/v2/track",
    attestationResourceId: "https://attest.invalid",
    synapseAnalyticsResourceId: "https://dev.synapse.invalid",
    logAnalyticsResourceId: "https://api.loganalytics.invalid",
    ossrDbmsResourceId: "https://ossrdbms-aad.database.invalid",
    suffixes,
  };
}

function legacyCloud(state: EmulatorState) {
  const { gallery, graph, portal, authentication } = cloud(state);
  return {
    galleryEndpoint: gallery,
    graphEndpoint: graph,
    portalEndpoint: portal,
    authentication: { loginEndpoint: authentication.loginEndpoint, audiences: authentication.audiences },
  };
}

/** The cloud's endpoints, in the shape each api-version gives them. Asked for without a token. */
export function cloudMetadata(state: EmulatorState, context: Context<Env>): Response {
  const version = context.req.query("api-version");
  switch (version) {
    case undefined:
      throw refuse(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
      );
    case "2015-01-01":
    case "2015-11-01":
    case "1.0":
      return Response.json(legacyCloud(state));
    case "2018-05-01":
    case "2019-05-01":
    case "2019-10-01":
    case "2020-06-01":
      return Response.json([cloud(state)]);
    default:
      return Response.json(cloud(state));
  }
}
