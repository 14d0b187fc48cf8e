const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { startEmulator } = require("partner-admin-link-emulator");

// The service principal of the emulator's first tenant.
const identity = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  objectId: "11111111-aaaa-4aaa-8aaa-000000000001",
};
let emulator;
let stack;

jest.setTimeout(120_000);

beforeAll(async () => {
  emulator = await startEmulator();
  const envVars = {
    ...emulator.environmentFor(identity),
    PULUMI_BACKEND_URL: `file://${mkdtempSync(join(tmpdir(), "state-"))}`,
    PULUMI_CONFIG_PASSPHRASE: "not a secret",
  };
  stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", workDir: __dirname }, { envVars });
});

afterAll(() => emulator.close());

test("up links the identity to the partner", async () => {
  await stack.up();
  const link = emulator.link(identity.tenantId, identity.objectId);
  expect(link).toMatchObject({ partnerId: "123456", state: "Active" });
});

test("the gate names both partners when the link has been changed", async () => {
  emulator.setLink(identity.tenantId, identity.objectId, "654321");
  await expect(stack.preview({ expectNoChanges: true })).rejects.toThrow("is linked to 654321");
});

test("up gets over a reply that was lost", async () => {
  emulator.addFault({ operation: "partner.update", effect: { kind: "reset", when: "after" } });
  const { summary } = await stack.up();
  expect(summary.resourceChanges).toMatchObject({ update: 1 });
});
