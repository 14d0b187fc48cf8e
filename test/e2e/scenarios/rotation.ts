import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClientCertificate } from "partner-admin-link-emulator";
import type { Declared } from "../harness/declaration";
import { credentialOf, identityOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import type { World } from "../harness/world";
import { type Before, consulting, contoso, destroying, oneLink } from "./common";

const { tenantId, objectId } = identityOf(contoso);
const { clientSecret = null, ...application } = credentialOf(contoso);

/** Writes a new certificate to a file; it is the only one that the application accepts from now on. */
async function renew({ emulator, folder }: World, file: string): Promise<string> {
  const { certificate, pem } = await createClientCertificate();
  const principals = emulator.directory.tenants.flatMap((tenant) => tenant.principals);
  const before = principals.find((principal) => principal.objectId === objectId)?.certificates ?? [];
  emulator.addCertificate(tenantId, objectId, certificate);
  for (const old of before)
    emulator.removeCertificate(tenantId, objectId, typeof old === "string" ? old : old.certificate);
  const path = join(folder, file);
  writeFileSync(path, pem);
  return path;
}

function declaring(way: (world: World) => Promise<Readonly<Record<string, Declared>>>): Before {
  return async (world) => {
    world.declare(oneLink({ credential: { ...application, ...(await way(world)) } }));
  };
}

const byCertificate = (file: string): Before =>
  declaring(async (world) => ({ clientCertificatePath: await renew(world, file) }));

/** Nothing is written. */
function goesOn(op: string, step: Omit<Step, "expect">): Step {
  return { ...step, expect: { steps: { link: [op] }, links: { [contoso]: consulting } } };
}

const gate = { expectNoChanges: true } as const;

/** A credential is renewed, or another way to sign in takes its place. */
export const rotation: readonly Scenario[] = [
  {
    name: "rotation",
    about:
      "A certificate is renewed, and a secret takes its place: settings change alone, refresh and destroy go on working.",
    steps: [
      {
        run: "up",
        before: byCertificate("first.pem"),
        expect: { steps: { link: ["create"] }, links: { [contoso]: consulting }, writes: [`${contoso} create 200`] },
      },
      goesOn("update", { run: "up", before: byCertificate("second.pem") }),
      // The same file with another certificate in it is no change at all.
      goesOn("same", { run: "preview", options: gate, before: byCertificate("second.pem") }),
      goesOn("refresh", { run: "refresh", options: gate }),
      goesOn("update", { run: "up", before: declaring(() => Promise.resolve({ clientSecret })) }),
      destroying,
    ],
  },
];
