import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExportedStack } from "../../examples/cli";
import { type CliWorld, openCliWorld } from "../e2e/harness/cliWorld";
import type { ProgramDeclaration } from "../e2e/harness/declaration";
import { isRecording } from "../e2e/harness/engine";
import { goldenFile, type GoldenKind, hasGolden } from "../e2e/harness/goldenStates";
import { identityOf } from "../e2e/harness/identities";
import { readableJson } from "../e2e/harness/json";
import { nameOf, programResources } from "../e2e/harness/stateView";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { consulting, contoso, fabrikam, northwind } from "../e2e/scenarios/common";
import { adopter, settledProgram, unsettledProgram } from "../e2e/scenarios/goldenStates";
import { byToken, newRun } from "../e2e/scenarios/tokens";

const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
  version: string;
};

async function makeSettled(world: CliWorld): Promise<void> {
  world.declare(settledProgram);
  world.setLink(fabrikam, consulting);
  await world.stack.up();
}

async function makeUnsettled(world: CliWorld): Promise<void> {
  const { stack, emulator } = world;
  const [changed] = unsettledProgram.links ?? [];
  const before: ProgramDeclaration = {
    links: changed === undefined ? [] : [{ ...changed, args: { ...changed.args, partnerId: northwind } }],
  };
  world.declare(before);
  await stack.up();
  world.declare(unsettledProgram);
  for (const operation of ["partner.create", "partner.update"] as const) {
    emulator.addFault({ operation, calls: { from: 1 }, effect: { kind: "truncate" } });
  }
  // One look comes before each write; the one after it is struck too.
  for (const { objectId } of [contoso, fabrikam].map(identityOf)) {
    emulator.addFault({ operation: "partners.get", objectId, calls: { from: 2 }, effect: { kind: "truncate" } });
  }
  await stack.up();
}

async function makeByToken(world: CliWorld): Promise<void> {
  world.declare(byToken());
  await newRun("JOB_TOKEN", "ARM_OIDC_TOKEN")(world);
  await world.stack.up({ environment: world.variables });
}

interface Row {
  readonly kind: GoldenKind;
  readonly make: (world: CliWorld) => Promise<void>;
  readonly resources: readonly string[];
}

async function stateOf(make: Row["make"]): Promise<ExportedStack> {
  pretendUser();
  const world = await openCliWorld({ environment: adopter });
  try {
    await make(world);
    return await world.stack.exportStack();
  } finally {
    await world.close();
  }
}

/** While recording, a release that has none yet is given one; it is never written again. */
function keepFirst(kind: GoldenKind, state: ExportedStack): void {
  if (isRecording && !hasGolden(kind, version)) writeFileSync(goldenFile(kind, version), `${readableJson(state)}\n`);
}

describe("the state of this release", () => {
  it.each<Row>([
    { kind: "settled", make: makeSettled, resources: ["adopted", "made"] },
    { kind: "unsettled", make: makeUnsettled, resources: ["changed", "created"] },
    { kind: "runTokens", make: makeByToken, resources: ["link"] },
  ])("is made and kept: $kind", async ({ kind, make, resources }) => {
    const state = await stateOf(make);
    expect(
      programResources(state)
        .map(({ urn }) => nameOf(urn))
        .sort(),
    ).toEqual(resources);
    keepFirst(kind, state);
    expect(hasGolden(kind, version)).toBe(true);
  });
});
