import type { ExportedStack, OperationResult } from "../../../examples/cli";
import { nameOf } from "../../e2e/harness/stateView";
import { nameOfIdentity } from "../../e2e/harness/identities";
import { programResources } from "../../e2e/harness/stateView";
import type { CliWorld } from "../../e2e/harness/cliWorld";

/** Who is linked to which partner. */
export function linkedPartners({ emulator }: Pick<CliWorld, "emulator">): Record<string, string> {
  const active = emulator.links().filter(({ state }) => state === "Active");
  return Object.fromEntries(active.map(({ objectId, partnerId }) => [nameOfIdentity(objectId), partnerId]));
}

/** What the state says of each link of the program. */
function linksInState(stack: ExportedStack): Record<string, { partnerId: unknown; adopted: unknown }> {
  return Object.fromEntries(
    programResources(stack).map(({ urn, outputs = {} }) => [
      nameOf(urn),
      { partnerId: outputs["partnerId"], adopted: outputs["adopted"] },
    ]),
  );
}

/** Operations that the state holds as begun and not finished, as `type name`. */
function pendingIn({ deployment }: ExportedStack): string[] {
  const pending = (deployment["pending_operations"] ?? []) as readonly { type: string; resource: { urn: string } }[];
  return pending.map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`).sort();
}

/** Links, state and pending operations after an operation, however it ended. */
export async function leftBehind(world: Pick<CliWorld, "emulator" | "stack">) {
  const state = await world.stack.exportStack();
  return { links: linkedPartners(world), state: linksInState(state), pending: pendingIn(state) };
}

/** What an operation did and said: its steps on the program's resources, and who said what on whose row. */
export interface Told {
  readonly exitCode: number;
  readonly steps: readonly string[];
  readonly messages: readonly string[];
}

export function told({ exitCode, steps, diagnostics }: OperationResult): Told {
  const lasting = diagnostics.filter(({ ephemeral, severity }) => !ephemeral && severity !== "info#err");
  const rowOf = (urn?: string): string => (urn === undefined || urn.includes("pulumi:Stack::") ? "stack" : nameOf(urn));
  return {
    exitCode,
    steps: steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`).sort(),
    messages: lasting.map(({ severity, urn, message }) => `${rowOf(urn)}: ${severity}: ${message}`).sort(),
  };
}

/** A message on a row, of which some pieces are known. */
export function saying(row: string, severity: string, ...pieces: readonly string[]): string {
  const escaped = pieces.map((piece) => `(?=[^]*${piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")})`);
  return expect.stringMatching(new RegExp(`^${row}: ${severity}: ${escaped.join("")}`)) as string;
}
