import type { DefaultAzureCredentialOptions, TokenCredential } from "@azure/identity";
import { PalError } from "../errors";
import { readCertificate } from "./certificateFile";
import type { Cloud } from "./clouds";
import { httpClient } from "./httpClient";
import { limits, retryOptions } from "./limits";
import type { SignInMethod } from "./methods";
import { oidcAssertion } from "./oidcAssertion";

/**
 * The credential of `@azure/identity` for a method, good for one token. Files are read and tokens fetched again each time
 * one is made.
 * @throws PalError PAL_CONFIG_INVALID or PAL_AUTH_FAILED for a file or an ID token that cannot be had.
 */
export async function credentialFor(
  method: SignInMethod,
  cloud: Cloud,
  auxiliaryTenantIds: readonly string[],
): Promise<TokenCredential> {
  // Loaded here: the first callback's answer should not wait for it when nothing is asked of Azure.
  const identity = require("@azure/identity") as typeof import("@azure/identity");
  const pipeline = { retryOptions, httpClient: httpClient() };
  const options = {
    authorityHost: cloud.authority,
    disableInstanceDiscovery: cloud.skipInstanceDiscovery,
    additionallyAllowedTenants: [...auxiliaryTenantIds],
    ...pipeline,
  };
  switch (method.kind) {
    case "clientSecret":
      return new identity.ClientSecretCredential(method.tenantId, method.clientId, method.clientSecret, options);
    case "clientCertificate": {
      const { pem, password } = await readCertificate(method);
      const certificate = { certificate: pem, ...(password === undefined ? {} : { certificatePassword: password }) };
      return new identity.ClientCertificateCredential(method.tenantId, method.clientId, certificate, options);
    }
    case "oidcToken":
    case "oidcTokenFile":
    case "oidcRequest": {
      const assertion = await oidcAssertion(method);
      const assert = () => Promise.resolve(assertion);
      return new identity.ClientAssertionCredential(method.tenantId, method.clientId, assert, options);
    }
    case "managedIdentity":
      assertNoWorkloadIdentity(method);
      return new identity.ManagedIdentityCredential({ ...pick(method, "clientId"), ...pipeline });
    case "azureCli":
      return new identity.AzureCliCredential({
        ...pick(method, "tenantId"),
        ...(method.subscriptionId === undefined ? {} : { subscription: method.subscriptionId }),
        processTimeoutInMs: limits.request,
      });
    case "defaultAzureCredential":
      return new identity.DefaultAzureCredential({ ...options, ...clientOptions(method) });
  }
}

/** The SDK's managed identity credential prefers a pod's own ID token, which is another identity than the requested one. */
function assertNoWorkloadIdentity({ clientId, source }: Extract<SignInMethod, { kind: "managedIdentity" }>): void {
  const { AZURE_FEDERATED_TOKEN_FILE, AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env;
  if (!AZURE_FEDERATED_TOKEN_FILE || !AZURE_TENANT_ID || !(clientId ?? AZURE_CLIENT_ID)) return;
  throw new PalError(
    "PAL_CONFIG_INVALID",
    `a managed identity is requested (${source}), but AZURE_FEDERATED_TOKEN_FILE would have this pod's workload identity sign in. For the managed identity unset AZURE_FEDERATED_TOKEN_FILE; for the workload identity set useOidc and oidcTokenFilePath instead of useMsi`,
  );
}

function clientOptions(
  method: Extract<SignInMethod, { kind: "defaultAzureCredential" }>,
): DefaultAzureCredentialOptions {
  const { clientId } = method;
  return {
    ...pick(method, "tenantId"),
    ...(clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
    processTimeoutInMs: limits.request,
  };
}

function pick<Key extends string>(
  from: Readonly<Partial<Record<Key, string>>>,
  key: Key,
): Partial<Record<Key, string>> {
  const value = from[key];
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
