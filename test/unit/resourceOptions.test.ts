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

  it("refuses a provider of another package, with the way out", () => {
    const provider = new Provider("azure-native");
    expect(() => adaptOptions("link", { ...args, credential: { tenantId } }, { provider })).toThrow(
      /^PartnerAdminLink "link": the provider option names a provider of azure-native, which does not reach a dynamic resource\. Say who is linked with credential: \{\.\.\.\}, or make sure with expect: \{ objectId: authorization\.getClientConfigOutput/,
    );
  });

  it("ends its refusals with a code", () => {
    const provider = new Provider("azure-native");
    expect(() => adaptOptions("link", args, { provider })).toThrow(/ \(PAL_CONFIG_INVALID\)$/);
  });

  it("accepts the provider of dynamic resources", () => {
    const provider = new Provider("pulumi-nodejs");
    expect(adaptOptions("link", args, { provider }).options).toStrictEqual({ provider });
  });

  it("refuses an azure-native provider that the parent hands down, naming the identity that would be linked instead", () => {
    const parent = new Component("customer", { providers: [new Provider("azure-native")] });
    expect(() => adaptOptions("link", args, { parent })).toThrow(
      /^PartnerAdminLink "link": its parent has an azure-native provider, .* stack config \(azure-native:\*\) or environment \(ARM_\*\) would be linked instead\. Say who is linked with credential: \{\.\.\.\}, or make sure with expect/,
    );
  });

  it("refuses one that the parent's parent hands down", () => {
    const above = new Component("above", { providers: { "azure-native": new Provider("azure-native") } });
    const parent = new Component("below", { parent: above });
    expect(() => adaptOptions("link", args, { parent })).toThrow(/its parent has an azure-native provider/);
  });

  it.each([
    { when: "the credential names the identity", more: { credential: { tenantId } } },
    { when: "the program expects an identity", more: { expect: { tenantId } } },
  ])("accepts the parent's provider when $when", ({ more }) => {
    const parent = new Component("customer", { providers: [new Provider("azure-native")] });
    expect(adaptOptions("link", { ...args, ...more }, { parent }).options).toStrictEqual({ parent });
  });

  it("accepts a parent without an azure-native provider", () => {
    const parent = new Component("customer", { providers: [new Provider("random")] });
    expect(adaptOptions("link", args, { parent }).options).toStrictEqual({ parent });
  });
});
