import { environmentOf, person, someone } from "../../callbacks/harness/principals";
import { always, application, type Case, guid } from "./around";

export const laptop: readonly Case[] = [
  ["nothing is configured, and there is no Azure CLI", () => ({})],
  [
    "the Azure CLI is not logged in",
    ({ emulator, file }) => {
      const { PATH = "" } = person(emulator).environment;
      return { environment: { PATH, AZURE_CONFIG_DIR: file("empty", "") } };
    },
  ],
  [
    "the tenant demands a second factor",
    ({ emulator }) => {
      const me = person(emulator);
      const principal = { name: "second@contoso.example", kind: "user", objectId: me.objectId } as const;
      emulator.addPrincipal(me.tenantId, { ...principal, mfaRequired: true });
      return { environment: me.environment };
    },
  ],
  ["only a client ID is set", ({ emulator }) => ({ environment: { ARM_CLIENT_ID: someone(emulator).clientId } })],
  [
    "there is no tenant ID beside the client secret",
    ({ emulator }) => ({ environment: application(emulator, { ARM_TENANT_ID: "" }) }),
  ],
  [
    "Conditional Access refuses the sign-in",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("entra.token", { kind: "aadsts", code: 53003 })],
    }),
  ],
  [
    "the client secret is wrong",
    ({ emulator }) => ({ environment: application(emulator, { ARM_CLIENT_SECRET: "not-a-secret, and wrong" }) }),
  ],
  [
    "the client secret has expired",
    ({ emulator }) => {
      const clientSecrets = [{ value: "not-a-secret, and expired", expired: true }];
      return { environment: environmentOf(someone(emulator, { clientSecrets })) };
    },
  ],
  [
    "the client secret stands in the place of the tenant ID",
    ({ emulator }) => ({ environment: application(emulator, { ARM_TENANT_ID: "not-a-secret, but as long as one" }) }),
  ],
  ["there is no such client", ({ emulator }) => ({ environment: application(emulator, { ARM_CLIENT_ID: guid }) })],
  ["there is no such tenant", ({ emulator }) => ({ environment: application(emulator, { ARM_TENANT_ID: guid }) })],
  [
    "the application is disabled",
    ({ emulator }) => ({ environment: environmentOf(someone(emulator, { disabled: true })) }),
  ],
  [
    "there is no such certificate file",
    ({ emulator }) => ({ environment: application(emulator, { ARM_CLIENT_CERTIFICATE_PATH: "/nowhere/client.pem" }) }),
  ],
  [
    "the certificate is not the application's",
    ({ emulator, certificate }) => ({
      environment: application(emulator, { ARM_CLIENT_CERTIFICATE_PATH: certificate }),
    }),
  ],
  [
    "this machine's clock is wrong",
    ({ emulator, certificate }) => ({
      environment: application(emulator, { ARM_CLIENT_CERTIFICATE_PATH: certificate }),
      faults: [always("entra.token", { kind: "aadsts", code: 700024 })],
    }),
  ],
  [
    "the cloud is not known",
    ({ emulator }) => ({
      environment: application(emulator, { ARM_METADATA_HOSTNAME: "", ARM_ENVIRONMENT: "mars" }),
    }),
  ],
  [
    "the host of the cloud cannot be reached",
    ({ emulator, closed }) => ({ environment: application(emulator, { ARM_METADATA_HOSTNAME: closed }) }),
  ],
  [
    "the login host cuts the connection",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("entra.openidConfiguration", { kind: "reset", when: "before" })],
    }),
  ],
  [
    "the login host is down",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("entra.token", { kind: "status", status: 503 })],
    }),
  ],
  [
    "Azure is down",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("partners.get", { kind: "status", status: 503, code: "ServiceUnavailable" })],
    }),
  ],
  [
    "Azure throttles, for minutes",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [
        always("partners.get", {
          kind: "status",
          status: 429,
          code: "TooManyRequests",
          headers: { "retry-after": "300" },
        }),
      ],
    }),
  ],
];

export const machine: readonly Case[] = [
  [
    "there is no managed identity here",
    ({ closed }) => ({
      environment: { ARM_USE_MSI: "true", AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${closed}` },
    }),
  ],
  [
    "the machine does not have the managed identity that is named",
    () => ({ environment: { ARM_USE_MSI: "true", ARM_CLIENT_ID: guid } }),
  ],
  [
    "the managed identity is named by AZURE_CLIENT_ID",
    () => ({ environment: { ARM_USE_MSI: "true", AZURE_CLIENT_ID: guid } }),
  ],
  ["ARM_USE_MSI is 1", () => ({ environment: { ARM_USE_MSI: "1" } })],
  [
    "a pod's workload identity would sign in instead",
    () => ({
      environment: {
        ARM_USE_MSI: "true",
        AZURE_FEDERATED_TOKEN_FILE: "/var/run/token",
        AZURE_TENANT_ID: guid,
        AZURE_CLIENT_ID: "",
        ARM_CLIENT_ID: guid,
      },
    }),
  ],
];

export const proxied: readonly Case[] = [
  [
    "the proxy's variable has no scheme",
    ({ emulator }) => ({ environment: application(emulator, { HTTPS_PROXY: "proxy.contoso.example:8080" }) }),
  ],
  [
    "the proxy cannot be reached",
    ({ emulator, closed }) => ({ environment: application(emulator, { HTTPS_PROXY: `http://${closed}` }) }),
  ],
  [
    "the proxy wants a password",
    ({ emulator, proxy }) => ({ environment: application(emulator, { HTTPS_PROXY: proxy }) }),
  ],
  [
    "the proxy inspects TLS with a certificate that the machine does not trust",
    ({ emulator }) => ({ environment: application(emulator, { NODE_EXTRA_CA_CERTS: "" }) }),
  ],
  [
    "the proxy answers with a page of its own instead of the login host",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("entra.token", { kind: "html", status: 403 })],
    }),
  ],
  [
    "the proxy answers with a page of its own instead of Azure",
    ({ emulator }) => ({
      environment: application(emulator),
      faults: [always("partners.get", { kind: "html", status: 403 })],
    }),
  ],
];
