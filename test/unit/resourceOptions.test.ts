import { adaptOptions } from "../../provider/resourceOptions";
import { tenantId } from "./fixtures";
import { Component, engineDone, mockEngine, Provider } from "./mocks";

const args = { partnerId: "1234567" };
const all = ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"];

describe("adaptOptions", () => {
  beforeEach(async () => {
    await mockEngine();
  });

  afterEach(engineDone);

  it("passes other options on as they are", () => {
    const opts = {
      protect: true,
      retainOnDelete: true,
      additionalSecretOutputs: ["objectId"],
      aliases: [{ name: "old" }],
    };
    expect(adaptOptions("link", args, opts)).toStrictEqual({ options: opts });
  });

  it("keeps the option import from the engine", () => {
    expect(adaptOptions("link", args, { import: "tenant/object", protect: true })).toStrictEqual({
      options: { protect: true },
      importId: "tenant/object",
    });
  });

  it.each([
    { given: ["partnerId"], ignored: ["partnerId"] },
    { given: ["credential.clientSecret", "onDelete"], ignored: ["credential.clientSecret", "onDelete"] },
    { given: [], ignored: [] },
    { given: ["*"], ignored: all },
  ])("ignores changes of $ignored for $given", ({ given, ignored }) => {
    expect(adaptOptions("link", args, { ignoreChanges: given })).toStrictEqual({
      options: { ignoreChanges: ignored },
      ignored,
    });
  });

  it("does not change the program's own options", () => {
    const opts = { import: "tenant/object", ignoreChanges: ["*"] };
    adaptOptions("link", args, opts);
    expect(opts).toStrictEqual({ import: "tenant/object", ignoreChanges: ["*"] });
  });

  const clientConfigs = [
    { name: "azure-native", call: "azure_native.authorization.getClientConfigOutput({ provider })" },
    { name: "azure", call: "azure.core.getClientConfigOutput({ provider })" },
    { name: "azuread", call: "azuread.getClientConfigOutput({ provider })" },
    { name: "azapi", call: "azapi.getClientConfigOutput({}, { provider })" },
  ];

  it.each(clientConfigs)("refuses a provider of $name, with both ways out", ({ name, call }) => {
    const provider = new Provider(name);
    expect(() => adaptOptions("link", { ...args, credential: { tenantId } }, { provider })).toThrow(
      `PartnerAdminLink "link": the provider option names a provider of ${name}, which does not reach a dynamic resource. ` +
        `Say who is linked with credential: {...}, or make sure with expect: { objectId: ${call}.objectId } (PAL_CONFIG_INVALID)`,
    );
  });

  it("refuses a provider of any other package, with the one way out", () => {
    const provider = new Provider("random");
    expect(() => adaptOptions("link", args, { provider })).toThrow(
      'PartnerAdminLink "link": the provider option names a provider of random, which does not reach a dynamic resource. ' +
        "Say who is linked with credential: {...} (PAL_CONFIG_INVALID)",
    );
  });

  it("accepts the provider of dynamic resources", () => {
    const provider = new Provider("pulumi-nodejs");
    expect(adaptOptions("link", args, { provider }).options).toStrictEqual({ provider });
  });

  it.each(clientConfigs)(
    "refuses a provider of $name that the parent hands down, naming the identity that would be linked instead",
    ({ name, call }) => {
      const parent = new Component("customer", { providers: [new Provider(name)] });
      expect(() => adaptOptions("link", args, { parent })).toThrow(
        `PartnerAdminLink "link": its parent has a provider of ${name}, which does not reach a dynamic resource: ` +
          "the identity of the stack config (azure-native:*) or environment (ARM_*) would be linked instead. " +
          `Say who is linked with credential: {...}, or make sure with expect: { objectId: ${call}.objectId } (PAL_CONFIG_INVALID)`,
      );
    },
  );

  it.each(clientConfigs)("refuses a provider of $name that the parent's parent hands down", ({ name }) => {
    const above = new Component("above", { providers: { [name]: new Provider(name) } });
    const parent = new Component("below", { parent: above });
    expect(() => adaptOptions("link", args, { parent })).toThrow(`its parent has a provider of ${name}, `);
  });

  it.each([
    { when: "the credential names the identity", more: { credential: { tenantId } } },
    { when: "the program expects an identity", more: { expect: { tenantId } } },
  ])("accepts the parent's provider when $when", ({ more }) => {
    const parent = new Component("customer", { providers: [new Provider("azure-native")] });
    expect(adaptOptions("link", { ...args, ...more }, { parent }).options).toStrictEqual({ parent });
  });

  it("accepts a parent's provider of a package that does not work in Azure", () => {
    const parent = new Component("customer", { providers: [new Provider("random")] });
    expect(adaptOptions("link", args, { parent }).options).toStrictEqual({ parent });
  });
});
