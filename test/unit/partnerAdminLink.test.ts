import * as pulumi from "@pulumi/pulumi";
import type { PartnerAdminLinkArgs, PartnerAdminLinkState } from "../../provider/args";
import { PartnerAdminLink } from "../../provider/partnerAdminLink";
import { providerPointer } from "../../provider/providerPointer";
import { clientId, linkId, objectId, tenantId } from "./fixtures";
import { Component, engineDone, Foreign, mockEngine, Provider, type Registered, valueOf } from "./mocks";

const type = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";
const partnerId = "1234567";
/** Key by which the engine's wire format knows a value of a special kind. */
const secretMark = "4dabf18193072939515e22adb298388d";

const outputs: readonly (keyof PartnerAdminLink)[] = [
  "partnerId",
  "credential",
  "expect",
  "overwrite",
  "driftCheck",
  "onDelete",
  "tenantId",
  "objectId",
  "partnerName",
  "state",
  "version",
  "createdTime",
  "updatedTime",
  "adopted",
];

/** Inputs that the engine received, once everything a program waits for has settled. */
async function inputsOf(link: PartnerAdminLink, registered: Map<string, Registered>): Promise<Record<string, unknown>> {
  await valueOf(link.urn);
  return registered.get("link")?.inputs as Record<string, unknown>;
}

describe("new PartnerAdminLink", () => {
  afterEach(engineDone);

  it("registers the inputs, the pointer to the runtime and the URN, and nothing undefined", async () => {
    const registered = await mockEngine();
    const link = new PartnerAdminLink("link", { partnerId, onDelete: "retain" });
    expect(await inputsOf(link, registered)).toStrictEqual({
      partnerId,
      onDelete: "retain",
      __provider: providerPointer,
      __declared: { urn: `urn:pulumi:stack::project::${type}::link` },
    });
    expect(registered.get("link")).toMatchObject({ type, custom: true });
  });

  it("tells the runtime of a preview", async () => {
    const registered = await mockEngine({}, true);
    const link = new PartnerAdminLink("link", { partnerId });
    expect(await inputsOf(link, registered)).toHaveProperty("__declared.dryRun", true);
  });

  it("registers every input that is given", async () => {
    const registered = await mockEngine();
    const args = {
      partnerId,
      expect: { tenantId, objectId, partnerName: "Contoso" },
      overwrite: true,
      driftCheck: "off",
    } as const;
    const link = new PartnerAdminLink("link", args);
    expect(await inputsOf(link, registered)).toMatchObject(args);
  });

  it("passes its URN to the runtime when it is below a component", async () => {
    const registered = await mockEngine();
    const link = new PartnerAdminLink("link", { partnerId }, { parent: new Component("customer") });
    const { __declared: hidden } = await inputsOf(link, registered);
    expect(hidden).toStrictEqual({ urn: await valueOf(link.urn) });
  });

  it("marks the secrets of the credential", async () => {
    const registered = await mockEngine();
    const link = new PartnerAdminLink("link", {
      partnerId,
      credential: { tenantId, clientId, clientSecret: "not-a-secret" },
    });
    const { credential } = await inputsOf(link, registered);
    // The mocks mark the whole block when a part of it is secret.
    expect(credential).toStrictEqual({
      [secretMark]: "1b47061264138c4ac30d75fd1eb44270",
      value: { tenantId, clientId, clientSecret: "not-a-secret" },
    });
  });

  it("passes on to the runtime that another resource makes the credential", async () => {
    const registered = await mockEngine();
    const { value: clientSecret } = new Foreign("password");
    const link = new PartnerAdminLink("link", { partnerId, credential: { tenantId, clientId, clientSecret } });
    expect(await inputsOf(link, registered)).toHaveProperty("__declared.credentialFromResource", true);
  });

  it("has an output for everything it declares, before anything is known", async () => {
    await mockEngine();
    const link = new PartnerAdminLink("link", { partnerId }) as unknown as Record<string, unknown>;
    expect(outputs.filter((name) => !pulumi.Output.isInstance(link[name]))).toStrictEqual([]);
  });

  it("passes the options import and ignoreChanges to the runtime", async () => {
    const registered = await mockEngine();
    const link = new PartnerAdminLink("link", { partnerId }, { import: linkId, ignoreChanges: ["*"] });
    expect(await inputsOf(link, registered)).toMatchObject({
      __declared: {
        import: linkId,
        ignoreChanges: ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"],
      },
    });
    // The engine itself must not import: it cannot for a dynamic resource.
    expect(registered.get("link")?.id).toBe("");
  });

  it("reads every declared output after creation", async () => {
    const live = {
      tenantId,
      objectId,
      partnerName: "Contoso",
      state: "Active",
      version: 3,
      createdTime: "2026-01-01T00:00:00.000Z",
      updatedTime: "2026-01-02T00:00:00.000Z",
      adopted: false,
    };
    const inputs = {
      partnerId,
      credential: { tenantId },
      expect: { objectId },
      overwrite: false,
      driftCheck: "off",
      onDelete: "unlink",
    } as const;
    await mockEngine({ link: live });
    const link = new PartnerAdminLink("link", inputs) as unknown as Record<string, pulumi.Output<unknown>>;
    for (const [name, value] of Object.entries({ ...inputs, ...live })) {
      expect([name, await valueOf(pulumi.output(link[name]))]).toStrictEqual([name, value]);
    }
  });

  it.each<{ what: string; args: unknown }>([
    { what: "no partnerId", args: {} },
    { what: "an undefined partnerId", args: { partnerId: undefined } },
    { what: "no arguments, in JavaScript", args: undefined },
    { what: "null for arguments, in JavaScript", args: null },
  ])("names the missing property when there is $what", async ({ args }) => {
    await mockEngine();
    expect(() => new PartnerAdminLink("link", args as PartnerAdminLinkArgs)).toThrow(
      `PartnerAdminLink "link": missing required property 'partnerId', the numeric ID of a location account (PAL_CONFIG_INVALID)`,
    );
  });

  it("refuses a provider of another package", async () => {
    await mockEngine();
    const provider = new Provider("azure-native");
    expect(() => new PartnerAdminLink("link", { partnerId }, { provider })).toThrow(/the provider option names a/);
  });

  it("refuses a provider that it inherits from a component", async () => {
    await mockEngine();
    const parent = new Component("customer", { providers: [new Provider("azure-native")] });
    expect(() => new PartnerAdminLink("link", { partnerId }, { parent })).toThrow(
      /its parent has a provider of azure-native/,
    );
  });

  it.each<{ what: string; args: Record<string, unknown> }>([
    { what: "a mistyped guard", args: { partnerId, expct: { objectId } } },
    { what: "a mistyped guard and nothing else", args: { expct: { objectId } } },
    { what: "another type's argument", args: { partnerId, tags: {} } },
  ])("refuses $what, and registers nothing", async ({ args }) => {
    const registered = await mockEngine();
    expect(() => new PartnerAdminLink("link", args as unknown as PartnerAdminLinkArgs)).toThrow(
      /^PartnerAdminLink "link": unknown argument '(expct|tags)'\. .* \(PAL_CONFIG_INVALID\)$/,
    );
    expect(registered.size).toBe(0);
  });
});

describe("PartnerAdminLink.__pulumiType", () => {
  it("is the type token, by which policies find the resource", () => {
    expect(PartnerAdminLink).toHaveProperty("__pulumiType", type);
  });
});

describe("PartnerAdminLink.isInstance", () => {
  afterEach(engineDone);

  it("knows a resource of this package", async () => {
    await mockEngine();
    expect(PartnerAdminLink.isInstance(new PartnerAdminLink("link", { partnerId }))).toBe(true);
  });

  it("knows one of another copy of this package", () => {
    expect(PartnerAdminLink.isInstance({ __pulumiType: type })).toBe(true);
  });

  it("does not know a resource of another type", async () => {
    await mockEngine();
    expect(PartnerAdminLink.isInstance(new Foreign("password"))).toBe(false);
  });

  it.each([undefined, null, "text", type, {}, { __pulumiType: 5 }])("does not know %j", (value) => {
    expect(PartnerAdminLink.isInstance(value)).toBe(false);
  });
});

describe("PartnerAdminLink.get", () => {
  afterEach(engineDone);

  it("reads the link of the id with the arguments given, without a partner ID", async () => {
    const registered = await mockEngine({ link: { partnerId, partnerName: "Contoso" } });
    const link = PartnerAdminLink.get("link", linkId, { expect: { tenantId } });
    expect(await valueOf(link.partnerName)).toBe("Contoso");
    expect(await valueOf(link.id)).toBe(linkId);
    expect(registered.get("link")).toMatchObject({ type, id: linkId });
    expect(registered.get("link")?.inputs).toStrictEqual({
      expect: { tenantId },
      __provider: providerPointer,
      __declared: { urn: `urn:pulumi:stack::project::${type}::link` },
    });
  });

  it("refuses an argument that it does not know", async () => {
    await mockEngine();
    const args = { expct: { tenantId } } as unknown as PartnerAdminLinkState;
    expect(() => PartnerAdminLink.get("link", linkId, args)).toThrow(/unknown argument 'expct'/);
  });

  it("needs no arguments", async () => {
    const registered = await mockEngine();
    await valueOf(PartnerAdminLink.get("link", linkId).urn);
    expect(registered.get("link")?.id).toBe(linkId);
  });

  it("uses the options", async () => {
    await mockEngine();
    const link = PartnerAdminLink.get("link", linkId, {}, { parent: new Component("customer") });
    expect(await valueOf(link.urn)).toContain(`project:index:Component$${type}::link`);
  });
});
