import * as pulumi from "@pulumi/pulumi";
import { comesFromResource, type CredentialArgs, markSecrets } from "../../provider/credentialArgs";
import { clientId, tenantId } from "./fixtures";
import { engineDone, Foreign, mockEngine, valueOf } from "./mocks";

const block = { tenantId, clientId, clientSecret: "S3cret" };

/** Which fields of a block are secret. */
async function secretsIn(marked: unknown): Promise<Record<string, boolean>> {
  const fields = Object.entries(marked as Record<string, unknown>);
  const secrets = fields.map(async ([key, value]): Promise<[string, boolean]> => {
    return [key, await pulumi.isSecret(pulumi.output(value))];
  });
  return Object.fromEntries(await Promise.all(secrets));
}

describe("markSecrets", () => {
  beforeEach(async () => {
    await mockEngine();
  });

  afterEach(engineDone);

  it.each(["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"])("marks %s", async (field) => {
    const marked = markSecrets({ tenantId, [field]: "S3cret" });
    expect(await secretsIn(marked)).toStrictEqual({ tenantId: false, [field]: true });
    expect(await valueOf(pulumi.output(marked))).toStrictEqual({ tenantId, [field]: "S3cret" });
  });

  it("marks a secret that is an output", async () => {
    expect(await secretsIn(markSecrets({ clientSecret: pulumi.output("S3cret") }))).toStrictEqual({
      clientSecret: true,
    });
  });

  it("leaves what is not secret readable, and what is absent absent", async () => {
    const open = { tenantId, clientId, clientCertificatePath: "client.pem", useMsi: true, environment: "china" };
    const marked = markSecrets(open);
    expect(await secretsIn(marked)).toStrictEqual(Object.fromEntries(Object.keys(open).map((key) => [key, false])));
    expect(markSecrets(undefined)).toBeUndefined();
  });

  it("makes no secret of a secret field that is undefined", async () => {
    const given = { tenantId, clientSecret: undefined } as unknown as CredentialArgs;
    expect(await secretsIn(markSecrets(given))).toStrictEqual({ tenantId: false, clientSecret: false });
  });

  it.each([
    { form: "an output", wrap: (args: CredentialArgs) => pulumi.output(args) },
    { form: "a promise", wrap: (args: CredentialArgs) => Promise.resolve(args) },
  ])("marks the secret in a block that is $form", async ({ wrap }) => {
    const marked = pulumi.output(markSecrets(wrap(block) as pulumi.Input<CredentialArgs>));
    expect(await pulumi.isSecret(marked)).toBe(true);
    expect(await valueOf(marked)).toStrictEqual(block);
  });

  it("leaves a null of JavaScript to the check, which reports it", () => {
    expect(markSecrets(null as unknown as CredentialArgs)).toBeNull();
  });
});

describe("comesFromResource", () => {
  beforeEach(async () => {
    await mockEngine();
  });

  afterEach(engineDone);

  it.each([
    { what: "no block", credential: undefined },
    { what: "plain text", credential: block },
    { what: "a secret of the config", credential: { ...block, clientSecret: pulumi.secret("S3cret") } },
    { what: "a block that is an output", credential: pulumi.output(block) },
  ])("is undefined for $what", async ({ credential }) => {
    expect(await comesFromResource(credential)).toBeUndefined();
  });

  it("is true when another resource makes a field", async () => {
    const { value } = new Foreign("password");
    expect(await comesFromResource({ ...block, clientSecret: value })).toBe(true);
  });

  it("is true when another resource makes the block", async () => {
    const { value } = new Foreign("password");
    expect(await comesFromResource(value.apply((clientSecret) => ({ ...block, clientSecret })))).toBe(true);
  });
});
