import type { Identity } from "../../../emulator/azure";
import type { Application } from "./applications";
import { expectRefused } from "./expectRefused";
import type { SignInRequest } from "./openProvider";
import { requestsThatCount } from "./requests";
import { shareSignIn } from "./shareSignIn";
import { asEnvironment } from "./sources";
import { wrappedCli } from "./wrappedCli";

describe("signIn, many at once", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  const blockOf = ({ tenantId, clientId, clientSecret }: Application) => ({ tenantId, clientId, clientSecret });

  it("asks for one token however many want it, and for none as long as that lasts", async () => {
    const { contoso } = applications();
    const { tenantId, objectId } = contoso;
    const request = { block: blockOf(contoso), times: 50 };
    expect((await signIn(request)).identities).toEqual(Array.from({ length: 50 }, () => ({ tenantId, objectId })));
    expect(requestsThatCount(running())).toEqual(["entra.token"]);
    expect((await signIn({ ...request, sameRun: true })).identities).toHaveLength(50);
    expect(requestsThatCount(running())).toEqual(["entra.token"]);
  });

  it("asks for one token each of two identities", async () => {
    const { contoso, fabrikam } = applications();
    await signIn({ block: blockOf(contoso), times: 20 });
    const { identities } = await signIn({ block: blockOf(fabrikam), times: 20, sameRun: true });
    const { tenantId, objectId } = fabrikam;
    expect(identities).toEqual(Array.from({ length: 20 }, () => ({ tenantId, objectId })));
    await signIn({ block: blockOf(contoso), times: 20, sameRun: true });
    const tokens = running()
      .requests()
      .filter(({ operation }) => operation === "entra.token");
    expect(tokens.map((request) => request.objectId)).toEqual([contoso.objectId, fabrikam.objectId]);
  });

  it("asks once for what is refused, tells everybody, and asks again the next time", async () => {
    const { contoso } = applications();
    const request = { block: { ...blockOf(contoso), clientSecret: "not-a-secret, wrong" }, times: 10 };
    const { errors } = await signIn(request);
    expect(errors.map(({ serviceCode }) => serviceCode)).toEqual(Array.from({ length: 10 }, () => "7000215"));
    expect(requestsThatCount(running())).toEqual(["entra.token"]);
    await signIn({ ...request, sameRun: true });
    expect(requestsThatCount(running())).toEqual(["entra.token", "entra.token"]);
  });

  it("does not mistake one secret, tenant or application for another", async () => {
    const { contoso, fabrikam } = applications();
    const right = blockOf(contoso);
    await signIn({ block: right });
    const others = [
      { ...right, clientSecret: "not-a-secret, wrong" },
      { ...right, tenantId: fabrikam.tenantId },
      { ...right, clientId: fabrikam.clientId },
    ];
    const numbers: (string | undefined)[] = [];
    for (const block of others) {
      const { errors } = await signIn({ block, sameRun: true });
      numbers.push(...errors.map(({ serviceCode }) => serviceCode));
    }
    expect(numbers).toEqual(["7000215", "700016", "700016"]);
  });
});

describe("signIn, as an identity of another tenant than the configured one", () => {
  const { running, applications, signIn, start, reset, stop } = shareSignIn();
  beforeAll(start);
  beforeEach(reset);
  afterAll(stop);

  /** An Azure CLI that gives a token of its own tenant whichever it is asked for. */
  function stubbornCli(): Readonly<Record<string, string>> {
    return wrappedCli(running(), applications().fabrikam.user, applications().folder, (az) => [az]);
  }

  async function expectMismatch(request: SignInRequest, identity: Identity, tenant: string): Promise<void> {
    const whole = { ...request, environment: { ...running().environment, ...request.environment } };
    const who = [`object id ${identity.objectId}, tenant ${identity.tenantId}`, `tenantId is ${tenant}`];
    const says = ["signed in as", ...who, "sign in to that tenant, or correct tenantId"];
    expectRefused(await signIn(whole), whole, { code: "PAL_IDENTITY_MISMATCH", says });
  }

  it("is refused to the machine's managed identity", async () => {
    const { contoso, fabrikam } = applications();
    const { tenantId } = fabrikam;
    await expectMismatch({ environment: asEnvironment({ useMsi: "true", tenantId }) }, contoso.machine, tenantId);
    await expectMismatch({ block: { useMsi: true, tenantId } }, contoso.machine, tenantId);
  });

  it("is refused to the account that is logged in to the Azure CLI", async () => {
    const { contoso, fabrikam } = applications();
    const { tenantId } = contoso;
    const environment = { ...stubbornCli(), ...asEnvironment({ useCli: "true", tenantId }) };
    await expectMismatch({ environment }, fabrikam.user, tenantId);
    await expectMismatch({ environment: { ...stubbornCli(), ARM_TENANT_ID: tenantId } }, fabrikam.user, tenantId);
    await expectMismatch({ block: { useCli: true, tenantId }, environment: stubbornCli() }, fabrikam.user, tenantId);
  });

  it("is refused to whom DefaultAzureCredential finds", async () => {
    const { contoso, fabrikam } = applications();
    const block = { useDefaultAzureCredential: true, tenantId: fabrikam.tenantId };
    await expectMismatch({ block }, contoso.machine, fabrikam.tenantId);
  });

  it("is no question of upper case, nor of a tenant's domain", async () => {
    const { tenantId, objectId, clientId, clientSecret } = applications().contoso;
    for (const tenant of [tenantId.toUpperCase(), "contoso.example"]) {
      const request = { block: { tenantId: tenant, clientId: clientId.toUpperCase(), clientSecret } };
      expect(await signIn(request)).toEqual({ identities: [{ tenantId, objectId }], errors: [] });
    }
  });
});
