import { settingTable } from "../../../provider/azure/settings";
import { expectRefused } from "./expectRefused";
import { machineMethods } from "./machineMethods";
import { applicationMethods } from "./methods";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { closedHost, shareSignIn } from "./shareSignIn";
import { asBlock, asConfig, asEnvironment, type Values } from "./sources";
import { wrappedCli } from "./wrappedCli";

/** Adds settings to a request in one place, and others wherever they must not be found. */
type Place = (right: Values, wrong: Values, identity: Values) => SignInRequest;

const places: readonly (readonly [string, Place])[] = [
  [
    "the credential block",
    (right, wrong, identity) => ({
      block: asBlock({ ...identity, ...right }),
      config: asConfig(wrong),
      environment: asEnvironment(wrong),
    }),
  ],
  [
    "stack config",
    (right, wrong, identity) => ({ config: asConfig({ ...identity, ...right }), environment: asEnvironment(wrong) }),
  ],
  ["the environment", (right, _, identity) => ({ environment: asEnvironment({ ...identity, ...right }) })],
  [
    "stack config, beside a credential block",
    (right, wrong, identity) => ({
      block: asBlock(identity),
      config: asConfig(right),
      environment: asEnvironment(wrong),
    }),
  ],
  [
    "the environment, beside a credential block",
    (right, _, identity) => ({ block: asBlock(identity), environment: asEnvironment(right) }),
  ],
];

describe("signIn, where and with what else", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const secret = (): Values => {
    const { tenantId, clientId, clientSecret } = applications().contoso;
    return { tenantId, clientId, clientSecret };
  };

  async function expectContoso(request: SignInRequest): Promise<void> {
    const { tenantId, objectId } = applications().contoso;
    expect(await signIn(request)).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
    expect(requestsThatCount(running())).toEqual(["entra.token"]);
  }

  /** No variable of the emulator leads anywhere. */
  const lost = { ARM_METADATA_HOSTNAME: "", ARM_DISABLE_INSTANCE_DISCOVERY: "" };

  function without(request: SignInRequest): SignInRequest {
    return { ...request, environment: { ...lost, ...request.environment } };
  }

  describe.each(places)("reads from %s", (_, place) => {
    it("metadataHost", async () => {
      const [right, wrong] = [{ metadataHost: running().host }, { metadataHost: await closedHost() }];
      await expectContoso(without(place(right, wrong, secret())));
    });

    it("metadataHost before environment", async () => {
      const right = { metadataHost: running().host, environment: "usgovernment" };
      await expectContoso(without(place(right, { environment: "nowhere" }, secret())));
    });

    it("disableInstanceDiscovery", async () => {
      const right = { metadataHost: running().host, disableInstanceDiscovery: "true" };
      await expectContoso(without(place(right, { disableInstanceDiscovery: "false" }, secret())));
      expect(running().requests()).not.toContainEqual(
        expect.objectContaining({ operation: "entra.instanceDiscovery" }),
      );
    });
  });

  it.each(places.slice(0, 3))("reads auxiliaryTenantIds from %s", async (_, place) => {
    const right = { auxiliaryTenantIds: JSON.stringify([applications().fabrikam.tenantId]) };
    await expectContoso(place(right, { auxiliaryTenantIds: "no list" }, secret()));
  });

  it.each(["https://", "HTTPS://"])("takes a metadataHost with %s and a slash at the end", async (scheme) => {
    const config = asConfig({ ...secret(), metadataHost: `${scheme}${running().host}/` });
    await expectContoso(without({ config }));
  });

  it("has a key of stack config that is present but empty hide the variable", async () => {
    const config = asConfig({ useOidc: "", clientCertificatePath: "", oidcToken: "" });
    const { files, idToken } = applications().fabrikam;
    const others = { useOidc: "true", clientCertificatePath: files.pem, oidcToken: idToken };
    await expectContoso({ config, environment: asEnvironment({ ...secret(), ...others }) });
  });

  it.each(places.slice(0, 3))("reads subscriptionId from %s, for the Azure CLI", async (_, place) => {
    const { folder, fabrikam } = applications();
    const { tenantId, objectId } = fabrikam.user;
    const subscriptionId = "33333333-5555-4555-8555-000000000001";
    const variables = wrappedCli(running(), fabrikam.user, folder, (az) => [
      `case "$*" in *"--subscription \\"${subscriptionId}\\""*|*"--subscription ${subscriptionId}"*) ${az} ;; esac`,
    ]);
    const other = { subscriptionId: "33333333-5555-4555-8555-000000000002" };
    const request = place({ useCli: "true", subscriptionId }, other, {});
    const outcome = await signIn({ ...request, environment: { ...request.environment, ...variables } });
    expect(outcome).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
  });

  describe("of managed identities", () => {
    it.each<[string, (other: string) => SignInRequest]>([
      [
        "an empty clientId of stack config hides ARM_CLIENT_ID",
        (other) => ({ config: asConfig({ useMsi: "true", clientId: "" }), environment: { ARM_CLIENT_ID: other } }),
      ],
      [
        "AZURE_CLIENT_ID beside a credential block chooses none",
        (other) => ({ block: { useMsi: true }, environment: { AZURE_CLIENT_ID: other } }),
      ],
    ])("takes the machine's own: %s", async (_, request) => {
      const { tenantId, objectId } = applications().contoso.machine;
      const asked = request(applications().fabrikam.machine.clientId);
      const whole = { ...asked, environment: { ...running().environment, ...asked.environment } };
      expect(await signIn(whole)).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
    });
  });

  it.each<[string, (other: string) => SignInRequest]>([
    ["the environment", (other) => ({ environment: { ARM_USE_MSI: "true", AZURE_CLIENT_ID: other } })],
    ["stack config", (other) => ({ config: asConfig({ useMsi: "true" }), environment: { AZURE_CLIENT_ID: other } })],
  ])("never links another managed identity than AZURE_CLIENT_ID names: refused with useMsi of %s", async (_, asks) => {
    const request = asks(applications().fabrikam.machine.clientId);
    const says = ["AZURE_CLIENT_ID alone", "Set ARM_CLIENT_ID or azure-native:clientId", "unset AZURE_CLIENT_ID"];
    expectRefused(await signIn(request), request, { code: "PAL_CONFIG_INVALID", says });
    expect(requestsThatCount(running())).toEqual([]);
  });

  it("takes a stack that deploys with azure-native as it is", async () => {
    const beside = {
      subscriptionId: "33333333-5555-4555-8555-000000000001",
      location: "westeurope",
      partnerId: "33333333-6666-4666-8666-000000000001",
      disablePulumiPartnerId: "true",
      msiEndpoint: "http://127.0.0.1:1/msi",
      useOidc: "false",
      useMsi: "false",
    };
    const config = Object.fromEntries(Object.entries(beside).map(([name, value]) => [`azure-native:${name}`, value]));
    await expectContoso({ config: { ...config, ...asConfig(secret()) } });
  });

  it("is tried with every setting there is", () => {
    const { contoso } = applications();
    const tried = [...applicationMethods, ...machineMethods].flatMap(({ settings }) =>
      Object.keys(settings(contoso, running())),
    );
    const here = ["metadataHost", "environment", "disableInstanceDiscovery", "auxiliaryTenantIds", "subscriptionId"];
    expect([...new Set([...tried, ...here])].sort()).toEqual(settingTable.map(({ name }) => name).sort());
  });
});
