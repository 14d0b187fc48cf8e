import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ImportFile, PulumiStack } from "partner-admin-link-emulator/engine";
import type { ProgramDeclaration } from "./harness/declaration";
import { engine } from "./harness/engine";
import { environmentOf, identityOf, linkIdOf } from "./harness/identities";
import { pretendUser } from "./harness/usersEnvironment";
import { openWorld, type World } from "./harness/world";
import { ambientLink, consulting, contoso } from "./scenarios/common";

const command = join(__dirname, "..", "..", "bin", "pulumi-partner-admin-link.js");
const environment = environmentOf(contoso);

/** Something else that the stack holds, so that the stand-in knows the provider. */
const others: ProgramDeclaration = { later: [{ name: "other", value: "value" }] };

interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function printImportFile({ emulator }: World, args: readonly string[], changes = {}): Promise<Printed> {
  const env = { PATH: process.env["PATH"], ...emulator.environment, ...environment, ...changes };
  try {
    return { exitCode: 0, ...(await promisify(execFile)(process.execPath, [command, ...args], { env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exitCode: code, stdout, stderr };
  }
}

async function inWorld(play: (world: World) => Promise<void>): Promise<void> {
  pretendUser();
  const world = await openWorld({ environment }, engine);
  try {
    await play(world);
  } finally {
    await world.close();
  }
}

async function opsOn(stack: PulumiStack, run: "preview" | "refresh" | "destroy", name: string) {
  const { exitCode, steps } = await stack[run]();
  return { exitCode, ops: steps.filter(({ urn }) => urn.endsWith(`::${name}`)).map(({ op }) => op) };
}

describe("pulumi-partner-admin-link import", () => {
  it("prints a file with which the live link becomes a resource of the stack, as adopted", async () => {
    await inWorld(async (world) => {
      const { stack } = world;
      world.setLink(contoso, consulting);
      world.declare(others);
      expect((await stack.up()).exitCode).toBe(0);
      const { stdout } = await printImportFile(world, ["import", "link"]);
      await stack.importResources(JSON.parse(stdout) as ImportFile);
      world.declare({ ...others, ...ambientLink() });
      expect(await opsOn(stack, "preview", "link")).toEqual({ exitCode: 0, ops: ["same"] });
      expect(await opsOn(stack, "refresh", "link")).toEqual({ exitCode: 0, ops: ["refresh"] });
      expect(await opsOn(stack, "destroy", "link")).toEqual({ exitCode: 0, ops: ["delete"] });
      expect(world.emulator.link(...pairOf(contoso))).toMatchObject({ partnerId: consulting, state: "Active" });
    });
  });

  it("names the identity when there is nothing to import", async () => {
    await inWorld(async (world) => {
      const printed = await printImportFile(world, ["import", "link"]);
      expect(printed).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: expect.stringContaining("no partner admin link") as string,
      });
      expect(printed.stderr).toContain(identityOf(contoso).objectId);
    });
  });

  it("says why the identity cannot sign in, without the secret", async () => {
    await inWorld(async (world) => {
      const printed = await printImportFile(world, ["import", "link"], { ARM_CLIENT_SECRET: "canary-of-the-command" });
      expect(printed).toMatchObject({
        exitCode: 1,
        stdout: "",
        stderr: expect.stringContaining("AADSTS7000215") as string,
      });
      expect(printed.stderr).not.toContain("canary-of-the-command");
    });
  });

  it.each([[[]], [["import"]], [["export", "link"]], [["import", "link", "--nonsense"]]])(
    "shows how it is used when called with %j",
    async (args) => {
      await inWorld(async (world) => {
        const { exitCode, stderr } = await printImportFile(world, args);
        expect([exitCode, stderr]).toEqual([
          2,
          expect.stringContaining("Usage: pulumi-partner-admin-link import NAME"),
        ]);
      });
    },
  );

  it("gives the file the id and both partner properties", async () => {
    await inWorld(async (world) => {
      world.setLink(contoso, consulting);
      const { stdout } = await printImportFile(world, ["import", "operations"]);
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

function pairOf(name: string): [string, string] {
  const { tenantId, objectId } = identityOf(name);
  return [tenantId, objectId];
}
