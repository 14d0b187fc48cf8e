import type { FaultEffect, FaultRule, Principal } from "../../../emulator/azure";
import type { Application } from "./applications";
import { expectRefused, type Refused } from "./expectRefused";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { closedHost, shareSignIn } from "./shareSignIn";
import { asConfig, asEnvironment, type Values } from "./sources";

describe("signIn, with credentials that are not available", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const application = ({ tenantId, clientId }: Application): Values => ({ tenantId, clientId });

  async function expectFailure(request: SignInRequest, expected: Refused): Promise<void> {
    expectRefused(await signIn(request), request, expected);
    expect(requestsThatCount(running())).not.toContain("entra.token");
  }

  async function expectFailureWith(
    given: Readonly<Record<string, string>>,
    says: readonly string[],
    number?: string,
  ): Promise<void> {
    const request = { environment: { ...running().environment, ...given } };
    const expected: Refused = { code: "PAL_AUTH_FAILED", number, says: ["cannot sign in as", ...says] };
    expectRefused(await signIn(request), request, expected);
  }

  describe("by an issuer", () => {
    const asking = (changes: Values = {}): SignInRequest => {
      const { tenantId, objectId } = applications().contoso;
      const environment = running().environmentFor({ tenantId, objectId }, { method: "githubActions" });
      return { environment: { ...environment, ...asEnvironment(changes) } };
    };
    const who = ["with the pipeline's issuer (from ARM_TENANT_ID, ARM_CLIENT_ID, ", "no ID token from "];

    it.each<[string, FaultEffect, string]>([
      ["HTTP 403", { kind: "status", status: 403 }, "HTTP 403; the request token is refused"],
      ["HTTP 404", { kind: "status", status: 404 }, "HTTP 404"],
      ["HTTP 500", { kind: "status", status: 500 }, "HTTP 500"],
      ["a web page", { kind: "html", status: 200 }, "the answer holds no token"],
      ["half an answer", { kind: "truncate" }, "the answer holds no token"],
      ["an empty object", { kind: "status", status: 200, body: {} }, "the answer holds no token"],
      [
        "a way to a sign-in page",
        { kind: "status", status: 302, headers: { location: "https://127.0.0.1:1/" } },
        "HTTP 302",
      ],
    ])("that answers with %s", async (_, effect, why) => {
      running().addFault({ operation: "oidc.token", calls: { from: 1 }, effect });
      await expectFailure(asking(), { code: "PAL_AUTH_FAILED", says: [...who, why] });
    });

    it("that refuses the request token", async () => {
      const request = asking({ oidcRequestToken: "not-a-secret-request-token" });
      const says = [
        ...who,
        "ARM_OIDC_REQUEST_TOKEN",
        "HTTP 401; the request token is refused. It is valid only while its own job runs: do not store it",
      ];
      await expectFailure(request, { code: "PAL_AUTH_FAILED", says });
    });

    it("that does not answer", async () => {
      const host = await closedHost();
      const request = asking({ oidcRequestUrl: `http://${host}/token?api-version=2.0` });
      await expectFailure(request, { code: "PAL_AUTH_FAILED", says: [...who, host, "ECONNREFUSED"] });
    });

    it("that has no address", async () => {
      const request = asking({ oidcRequestUrl: "no address" });
      await expectFailure(request, {
        code: "PAL_CONFIG_INVALID",
        says: ["ARM_OIDC_REQUEST_URL must be a URL that begins with https://"],
      });
    });
  });

  describe("by Azure CLI", () => {
    const loggedIn = (): Readonly<Record<string, string>> =>
      running().environmentFor(applications().fabrikam.user, { method: "azureCli" });
    const login = "the Azure CLI has no login that works here";
    const install = "the Azure CLI is not installed";

    it.each<[string, () => Record<string, string>, string]>([
      ["nobody is logged in", () => ({ ...loggedIn(), AZURE_CONFIG_DIR: "" }), login],
      ["it is not installed", () => ({ PATH: applications().folder }), install],
    ])("when %s", async (_, variables, why) => {
      const { tenantId } = applications().contoso;
      const asked = { ...variables(), ...asEnvironment({ useCli: "true", tenantId }) };
      const who = `cannot sign in as the account that is logged in to the Azure CLI, in tenant ${tenantId} (from ARM_USE_CLI, ARM_TENANT_ID)`;
      await expectFailure({ environment: asked }, { code: "PAL_AUTH_FAILED", says: [who, why] });
      const { ARM_TENANT_ID: _tenant, ...nothing } = variables();
      const choices = ["no identity to sign in with", "ARM_CLIENT_SECRET", "ARM_USE_MSI", "credential block"];
      await expectFailure({ environment: nothing }, { code: "PAL_CONFIG_INVALID", says: [...choices, why] });
    });

    it("when Entra refuses the user", async () => {
      const { tenantId, user } = applications().contoso;
      const { tenants } = running().directory;
      const principals = tenants.flatMap((tenant) => tenant.principals);
      const [megan] = principals.filter(({ objectId }) => objectId === user.objectId) as [Principal];
      running().addPrincipal(tenantId, { ...megan, mfaRequired: true });
      const request = { environment: { ...loggedIn(), ...asEnvironment({ useCli: "true", tenantId }) } };
      // The SDK keeps the number to itself.
      const expected: Refused = {
        code: "PAL_AUTH_FAILED",
        says: [`in tenant ${tenantId}`, login, `az login --allow-no-subscriptions --tenant ${tenantId}`],
      };
      expectRefused(await signIn(request), request, expected);
      running().addPrincipal(tenantId, megan);
    });
  });

  describe("by managed identity", () => {
    const machine = "the managed identity of this machine (from ARM_USE_MSI)";

    it("when no endpoint answers", async () => {
      const closed = `http://${await closedHost()}`;
      const header = { IDENTITY_HEADER: "not-a-secret header" };
      const says = [
        machine,
        `no managed identity endpoint answers here (no answer from ${closed}: connect ECONNREFUSED`,
      ];
      await Promise.all([
        expectFailureWith({ ARM_USE_MSI: "true", AZURE_POD_IDENTITY_AUTHORITY_HOST: closed }, says),
        expectFailureWith({ ARM_USE_MSI: "true", IDENTITY_ENDPOINT: `${closed}/msi/token`, ...header }, says),
      ]);
    });

    it("when the machine does not have the one that is asked for", async () => {
      const { clientId } = applications().contoso;
      const says = [
        `user-assigned managed identity ${clientId} (from ARM_USE_MSI, ARM_CLIENT_ID)`,
        "Identity not found",
        "no managed identity with this client ID is assigned to this machine",
      ];
      await expectFailureWith({ ARM_USE_MSI: "true", ARM_CLIENT_ID: clientId }, says, "invalid_request");
    });

    it("when App Service refuses the header", async () => {
      const { tenantId, objectId } = applications().contoso.machine;
      const environment = running().environmentFor({ tenantId, objectId }, { method: "appService" });
      await expectFailureWith({ ...environment, IDENTITY_HEADER: "not-a-secret header" }, [machine]);
    });
  });

  describe("by DefaultAzureCredential", () => {
    it("when nothing is there", async () => {
      const nowhere = {
        AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${await closedHost()}`,
        PATH: applications().folder,
      };
      const says = ["DefaultAzureCredential finds", "none of its sources", "EnvironmentCredential is unavailable"];
      await expectFailureWith({ ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true", ...nowhere }, says);
    });
  });

  describe("in a cloud", () => {
    const secret = (): Values => ({
      ...application(applications().contoso),
      clientSecret: applications().contoso.clientSecret,
    });
    const reading = "cannot read the cloud's endpoints from https://";

    it.each<[string, FaultRule["effect"], string]>([
      ["HTTP 502 and a web page", { kind: "html" }, "HTTP 502"],
      ["HTTP 404", { kind: "status", status: 404 }, "HTTP 404"],
      ["a web page", { kind: "html", status: 200 }, "the answer is not JSON"],
      ["half an answer", { kind: "truncate" }, "the answer is not JSON"],
      [
        "an empty list",
        { kind: "status", status: 200, body: [] },
        "names no login endpoint, audience and resource manager by https",
      ],
      [
        "an empty object",
        { kind: "status", status: 200, body: {} },
        "names no login endpoint, audience and resource manager by https",
      ],
    ])("whose metadata host answers with %s", async (_, effect, why) => {
      running().addFault({ operation: "metadata.get", calls: { from: 1 }, effect });
      const request = { environment: asEnvironment(secret()) };
      await expectFailure(request, { code: "PAL_SERVICE_FAILED", says: [reading, "(ARM_METADATA_HOSTNAME)", why] });
    });

    it("whose metadata host does not answer", async () => {
      const metadataHost = await closedHost();
      const says = [`${reading}${metadataHost}/metadata/endpoints`, "(azure-native:metadataHost)", "ECONNREFUSED"];
      await expectFailure({ config: asConfig({ ...secret(), metadataHost }) }, { code: "PAL_SERVICE_FAILED", says });
    });
  });
});
