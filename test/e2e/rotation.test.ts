import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClientCertificate } from "partner-admin-link-emulator";
import type { OperationOptions, OperationResult } from "partner-admin-link-emulator/engine";
import type { Declared } from "./harness/declaration";
import { engine } from "./harness/engine";
import { credentialOf, identityOf } from "./harness/identities";
import { pretendUser } from "./harness/usersEnvironment";
import { openWorld, type World } from "./harness/world";
import { contoso, oneLink } from "./scenarios/common";

const { tenantId, objectId } = identityOf(contoso);
const { clientSecret, ...application } = credentialOf(contoso) as Readonly<
  Record<"clientSecret" | "clientId", Declared>
>;
const gate: OperationOptions = { expectNoChanges: true };

/** Writes a new certificate to a file; it is the only one that the application accepts from now on. */
async function rotate({ emulator, folder }: World, name: string, before?: string) {
  const { certificate, pem } = await createClientCertificate();
  emulator.addCertificate(tenantId, objectId, certificate);
  if (before !== undefined) emulator.removeCertificate(tenantId, objectId, before);
  const path = join(folder, name);
  writeFileSync(path, pem);
  return { certificate, path };
}

function outcome({ exitCode, steps }: OperationResult, { emulator }: World) {
  const writes = emulator.requests().filter(({ method, operation }) => method !== "GET" && operation !== "entra.token");
  emulator.clearRequests();
  const ops = steps.filter(({ urn }) => urn.endsWith("::link")).map(({ op }) => op);
  return { exitCode, ops, writes: writes.map(({ operation }) => operation) };
}

describe("rotation", () => {
  it("of a certificate, and from a certificate to a secret, changes settings alone; refresh and destroy go on working", async () => {
    pretendUser();
    const world = await openWorld({}, engine);
    const { stack } = world;
    const declare = (way: Readonly<Record<string, Declared>>): void => {
      world.declare(oneLink({ credential: { ...application, ...way } }));
    };
    try {
      const first = await rotate(world, "first.pem");
      declare({ clientCertificatePath: first.path });
      expect(outcome(await stack.up(), world)).toEqual({ exitCode: 0, ops: ["create"], writes: ["partner.create"] });

      const second = await rotate(world, "second.pem", first.certificate);
      declare({ clientCertificatePath: second.path });
      expect(outcome(await stack.up(), world)).toEqual({ exitCode: 0, ops: ["update"], writes: [] });

      // The same file with another certificate in it is no change at all.
      await rotate(world, "second.pem", second.certificate);
      expect(outcome(await stack.preview(gate), world)).toEqual({ exitCode: 0, ops: ["same"], writes: [] });
      expect(outcome(await stack.refresh(gate), world)).toEqual({ exitCode: 0, ops: ["refresh"], writes: [] });

      declare({ clientSecret });
      expect(outcome(await stack.up(), world)).toEqual({ exitCode: 0, ops: ["update"], writes: [] });
      expect(outcome(await stack.destroy(), world)).toEqual({
        exitCode: 0,
        ops: ["delete"],
        writes: ["partner.delete"],
      });
    } finally {
      await world.close();
    }
  });
});
