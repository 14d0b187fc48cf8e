import { type Emulator, startEmulator } from "partner-admin-link-emulator";
import type { ImportFile } from "../../provider/command/importFile";
import { directory, identityOf, linkIdOf } from "./harness/identities";
import { printImportFile } from "./harness/importCommand";
import { consulting, contoso } from "./scenarios/common";

async function withEmulator(play: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ directory });
  try {
    await play(emulator);
  } finally {
    await emulator.close();
  }
}

describe("pulumi-partner-admin-link import", () => {
  it("names the identity when there is nothing to import", async () => {
    await withEmulator(async (emulator) => {
      const printed = await printImportFile({ emulator }, ["import", "link"]);
      expect(printed).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: expect.stringContaining("no partner admin link") as string,
      });
      expect(printed.stderr).toContain(identityOf(contoso).objectId);
    });
  });

  it("says why the identity cannot sign in, without the secret", async () => {
    await withEmulator(async (emulator) => {
      const printed = await printImportFile({ emulator }, ["import", "link"], {
        ARM_CLIENT_SECRET: "canary-of-the-command",
      });
      expect(printed).toMatchObject({
        exitCode: 1,
        stdout: "",
        stderr: expect.stringContaining("AADSTS7000215") as string,
      });
      expect(printed.stderr).not.toContain("canary-of-the-command");
    });
  });

  it("gives the file the id and both partner properties", async () => {
    await withEmulator(async (emulator) => {
      const { tenantId, objectId } = identityOf(contoso);
      emulator.setLink(tenantId, objectId, consulting);
      const { stdout } = await printImportFile({ emulator }, ["import", "operations"]);
      const [resource, ...more] = (JSON.parse(stdout) as ImportFile).resources;
      expect(more).toEqual([]);
      expect(resource).toMatchObject({
        name: "operations",
        id: linkIdOf(contoso),
        inputs: { partnerId: consulting },
        outputs: { partnerId: consulting, adopted: true, __link: { partnerId: consulting, created: false } },
      });
    });
  });
});
