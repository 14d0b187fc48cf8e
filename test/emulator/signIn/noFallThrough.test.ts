import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClientCertificate } from "../../../emulator/azure";
import type { Application } from "./applications";
import { expectRefused } from "./expectRefused";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { shareSignIn } from "./shareSignIn";
import { asConfig, asEnvironment, type Values } from "./sources";

/** A method that fails, with all that it needs, and how one sees that it was the one that failed. */
interface Failing {
  readonly name: string;
  readonly settings: (who: Application) => Values;
  readonly number?: string;
  readonly says: string;
  readonly requests: readonly string[];
}

describe("signIn, a method that fails", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(async () => {
    await start();
    writeFileSync(unregistered(), (await createClientCertificate()).pem);
  });
  beforeEach(reset);
  afterAll(stop);

  const unregistered = (): string => join(applications().folder, "unregistered");
  const application = ({ tenantId, clientId }: Application): Values => ({ tenantId, clientId });

  /** Every method in order, each with all that it takes to sign in as Contoso's. */
  function good(): readonly Values[] {
    const { contoso } = applications();
    const { tenantId, objectId, clientSecret, idToken, files } = contoso;
    const pipeline = running().environmentFor({ tenantId, objectId }, { method: "githubActions" });
    return [
      { useDefaultAzureCredential: "true" },
      { clientCertificatePath: files.modernPfx, clientCertificatePassword: contoso.password },
      { clientSecret },
      { useOidc: "true", oidcToken: idToken },
      { useOidc: "true", oidcTokenFilePath: files.idToken },
      {
        useOidc: "true",
        oidcRequestUrl: pipeline["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "",
        oidcRequestToken: pipeline["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
      },
      { useMsi: "true" },
      { useCli: "true" },
    ];
  }

  /** One for each of those but the last, which nothing comes after. */
  const failing: readonly Failing[] = [
    {
      name: "DefaultAzureCredential",
      settings: () => ({}),
      number: "7000215",
      says: "the identity that DefaultAzureCredential finds",
      requests: ["entra.token"],
    },
    {
      name: "certificate",
      settings: () => ({ clientCertificatePath: unregistered(), clientCertificatePassword: "" }),
      number: "700027",
      says: "by certificate",
      requests: ["entra.token"],
    },
    {
      name: "client secret",
      settings: () => ({ clientSecret: "not-a-secret, wrong" }),
      number: "7000215",
      says: "by client secret",
      requests: ["entra.token"],
    },
    {
      name: "ID token",
      settings: () => ({ oidcToken: applications().fabrikam.idToken }),
      number: "700213",
      says: "by OpenID Connect (",
      requests: ["entra.token"],
    },
    {
      name: "ID token file",
      settings: () => ({ oidcTokenFilePath: applications().fabrikam.files.idToken }),
      number: "700213",
      says: "by OpenID Connect with token file",
      requests: ["entra.token"],
    },
    {
      name: "issuer",
      settings: () => ({ oidcRequestToken: "not-a-secret,wrong" }),
      says: "by OpenID Connect with the pipeline's issuer",
      requests: ["oidc.token"],
    },
    {
      name: "managed identity",
      settings: ({ clientId }) => ({ clientId }),
      number: "invalid_request",
      says: "the user-assigned managed identity",
      requests: ["imds.token"],
    },
  ];

  /** What `DefaultAzureCredential` and the Azure CLI find when they are asked. */
  function variables(): Readonly<Record<string, string>> {
    const { contoso } = applications();
    const { AZURE_CONFIG_DIR = "", PATH = "" } = running().environmentFor(contoso.user, { method: "azureCli" });
    const { tenantId, clientId } = contoso;
    const sdk = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: "not-a-secret, wrong" };
    return { ...sdk, AZURE_CONFIG_DIR, PATH };
  }

  async function failed(index: number, { settings }: Failing, place: (values: Values) => SignInRequest) {
    const { contoso } = applications();
    const later = good().slice(index).reverse();
    const values: Values = Object.assign({}, ...later, application(contoso), settings(contoso)) as Values;
    const request = place(values);
    const environment = { ...running().environment, ...request.environment, ...variables() };
    const whole = { ...request, environment };
    return { request: whole, outcome: await signIn(whole) };
  }

  describe.each(failing.map((method, index): [string, number, Failing] => [method.name, index, method]))(
    "by %s, whatever else is good",
    (_, index, method) => {
      it.each<[string, (values: Values) => SignInRequest]>([
        ["stack config", (values) => ({ config: asConfig(values) })],
        ["the environment", (values) => ({ environment: asEnvironment(values) })],
      ])("is the answer, configured in %s", async (__, place) => {
        const { request, outcome } = await failed(index, method, place);
        const { number, says } = method;
        expectRefused(outcome, request, { code: "PAL_AUTH_FAILED", number, says: [says] });
        expect(requestsThatCount(running())).toEqual(method.requests);
      });
    },
  );
});
