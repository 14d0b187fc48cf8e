import type { Identity } from "../../../emulator/azure";
import type { Applications } from "./applications";
import type { SignInRequest } from "./openProvider";
import { closedHost, shareSignIn } from "./shareSignIn";
import { wrappedCli } from "./wrappedCli";

type Block = (applications: Applications) => Readonly<Record<string, unknown>>;

describe("signIn, for a link of a known tenant", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** Signs in on a machine on which a user of Fabrikam's, who is a guest of Contoso's, is logged in to the Azure CLI. */
  async function expectSignedIn(request: SignInRequest, expected: Identity): Promise<void> {
    const { user } = applications().fabrikam;
    const { AZURE_CONFIG_DIR = "", PATH = "" } = running().environmentFor(user, { method: "azureCli" });
    const environment = { ...running().environment, AZURE_CONFIG_DIR, PATH, ...request.environment };
    const { tenantId, objectId } = expected;
    const outcome = await signIn({ ...request, environment });
    expect(outcome).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
  }

  const noMachine = async () => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${await closedHost()}` });

  it("takes the user's account at home as long as no tenant is known", async () => {
    await expectSignedIn({ block: { useCli: true } }, applications().fabrikam.user);
  });

  it.each<[string, Block]>([
    ["Azure CLI", () => ({ useCli: true })],
    ["DefaultAzureCredential", () => ({ useDefaultAzureCredential: true })],
  ])("takes the account in that tenant where %s may choose", async (_, block) => {
    const { contoso } = applications();
    const request = { block: block(applications()), homeTenantId: contoso.tenantId, environment: await noMachine() };
    await expectSignedIn(request, contoso.user);
  });

  it("takes the account in that tenant where nothing is configured but the Azure CLI is left", async () => {
    const { contoso } = applications();
    await expectSignedIn({ homeTenantId: contoso.tenantId }, contoso.user);
  });

  it.each<[string, Block]>([
    ["a tenant for the Azure CLI", ({ fabrikam }) => ({ useCli: true, tenantId: fabrikam.tenantId })],
    [
      "a tenant for DefaultAzureCredential",
      ({ fabrikam }) => ({ useDefaultAzureCredential: true, tenantId: fabrikam.tenantId }),
    ],
  ])("stays with %s that is configured", async (_, block) => {
    const { contoso, fabrikam } = applications();
    const request = { block: block(applications()), homeTenantId: contoso.tenantId, environment: await noMachine() };
    await expectSignedIn(request, fabrikam.user);
  });

  it("stays with a subscription for the Azure CLI, which takes no tenant beside it", async () => {
    const { contoso, fabrikam, folder } = applications();
    const environment = wrappedCli(running(), fabrikam.user, folder, (az) => [
      `case "$*" in *--tenant*) exit 1 ;; *--subscription*) ${az} ;; esac`,
    ]);
    const block = { useCli: true, subscriptionId: "22222222-5555-4555-8555-000000000001" };
    await expectSignedIn({ block, homeTenantId: contoso.tenantId, environment }, fabrikam.user);
  });

  it("stays with an application's own tenant, and with the machine's", async () => {
    const { contoso, fabrikam } = applications();
    const { tenantId, clientId, clientSecret } = contoso;
    const homeTenantId = fabrikam.tenantId;
    await expectSignedIn({ block: { tenantId, clientId, clientSecret }, homeTenantId }, contoso);
    await expectSignedIn({ block: { useMsi: true }, homeTenantId }, contoso.machine);
  });
});
