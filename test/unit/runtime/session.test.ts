import type { Identity } from "../../../provider/azure/identity";
import type { Settings } from "../../../provider/azure/settings";
import { PalError } from "../../../provider/errors";
import { configureSettings, observeFor, settingsFor, signInForState } from "../../../provider/runtime/session";
import { azureAnswers } from "../fakeAzure";
import { badGateway, clientId, declarationOf, linkedAsDeclared, newResource, tenantId } from "../fixtures";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const declaration = declarationOf({ credential: { tenantId, clientId, clientSecret: "old" } });
const refused = new PalError("PAL_AUTH_FAILED", "the secret has expired");
const current = { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: "new" };

/** An answer to the current secret; every other one is refused. */
function byCurrent(answer: Identity | Error): (settings: Settings) => Identity | Error {
  return ({ clientSecret }) => (clientSecret?.value === "new" ? answer : refused);
}

describe("signInForState", () => {
  const environment = { ...process.env };

  beforeEach(() => {
    process.env = {};
    configureSettings(() => undefined);
  });

  afterEach(() => {
    process.env = environment;
  });

  it("signs in with the stored credential when that is accepted", async () => {
    const { id, identity } = newResource();
    const calls = azureAnswers(identity);
    expect(await signInForState(id, declaration)).toMatchObject({ identity });
    expect(calls).toHaveLength(1);
  });

  it.each([
    { where: "the environment", config: {}, variables: current },
    { where: "the stack config", config: { tenantId, clientId, clientSecret: "new" }, variables: {} },
  ])(
    "signs in with $where when the stored credential is refused and that is the same identity",
    async ({ config, variables }) => {
      const { id, identity } = newResource();
      configureSettings((key) => (config as Record<string, string>)[key.replace("azure-native:", "")]);
      process.env = { ...variables };
      azureAnswers(byCurrent(identity));
      expect(await signInForState(id, declaration)).toMatchObject({ identity });
    },
  );

  it("asks for the tenant of the link in both places", async () => {
    const { id, identity } = newResource();
    process.env = { ...current };
    const tenants: unknown[] = [];
    azureAnswers((settings, homeTenantId) => {
      tenants.push(homeTenantId);
      return byCurrent(identity)(settings);
    });
    await signInForState(id, declaration);
    expect(tenants).toStrictEqual([tenantId, tenantId]);
  });

  it("uses the environment when the stack config is refused as well", async () => {
    const { id, identity } = newResource();
    configureSettings((key) => ({ "azure-native:clientSecret": "older" })[key]);
    process.env = { ...current };
    azureAnswers(byCurrent(identity));
    expect(await signInForState(id, declaration)).toMatchObject({ identity });
  });

  it("fails with the refusal of the stored credential when the current one is another identity's", async () => {
    process.env = { ...current };
    const other = newResource().identity;
    azureAnswers(byCurrent(other));
    await expect(signInForState(newResource().id, declaration)).rejects.toBe(refused);
  });

  it("fails with the refusal when only the Azure CLI is left to sign in with", async () => {
    const calls = azureAnswers(refused);
    await expect(signInForState(newResource().id, declaration)).rejects.toBe(refused);
    expect(calls).toHaveLength(1);
  });

  it("does not try the refused settings a second time", async () => {
    process.env = { ...current };
    const calls = azureAnswers(refused);
    await expect(signInForState(newResource().id, declarationOf())).rejects.toBe(refused);
    expect(calls).toHaveLength(1);
  });

  it("fails with an unexpected failure of the current sign-in", async () => {
    process.env = { ...current };
    const crash = new TypeError("x is undefined");
    azureAnswers(byCurrent(crash));
    await expect(signInForState(newResource().id, declaration)).rejects.toBe(crash);
  });

  it("reads nothing but the credential block for a resource that has one", () => {
    process.env = { ...current };
    expect(settingsFor(declaration)).toMatchObject({ clientSecret: { value: "old" } });
  });
});

describe("observeFor", () => {
  it("gives identity and link", async () => {
    const { identity } = newResource();
    azureAnswers(identity, [["get", linkedAsDeclared]]);
    expect(await observeFor(declaration)).toStrictEqual({ identity, live: linkedAsDeclared });
  });

  it("gives the identity with the failure when only the link cannot be read", async () => {
    const { identity } = newResource();
    azureAnswers(identity, [["get", badGateway]]);
    expect(await observeFor(declaration)).toStrictEqual({ identity, failure: badGateway });
  });

  it("gives the failure alone when the sign-in fails", async () => {
    azureAnswers(refused);
    expect(await observeFor(declaration)).toStrictEqual({ failure: refused });
  });

  it("never throws", async () => {
    azureAnswers(new TypeError("x is undefined"));
    expect(await observeFor(declaration)).toMatchObject({ failure: { code: "PAL_UNEXPECTED" } });
  });
});
