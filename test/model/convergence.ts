import { cleanRun, type SignedIn } from "./history";
import { idOf } from "./identities";
import { nothingWrong, type ModelStage } from "./phase";
import { destroy, up } from "./play";
import type { Problem } from "./problems";
import { Violation } from "./violation";

/** After any failure the next clean `up` converges, the one after it changes nothing, and destroy leaves nothing. */
export async function converge(stage: ModelStage, note: (line: string) => void): Promise<void> {
  const { world, program, checkpoint } = stage;
  note("in the end every secret is accepted: up");
  world.restoreSecrets();
  const refused = await asEach(stage, () => up(stage, cleanRun));
  if (refused.length > 0) {
    note("and the program is corrected: up");
    program.correct(checkpoint.resources);
    const failed = await asEach(stage, () => up(stage, cleanRun));
    if (failed.length > 0) throw new Violation("a clean up of a correct program failed");
  }
  note("up again");
  const before = outputsOf(stage);
  await up(stage, { ...cleanRun, order: "one by one" });
  if (outputsOf(stage) !== before) throw new Violation("a second up changed something");
  note("destroy");
  const left = await asEach(stage, () => destroy(stage, nothingWrong));
  if (left.length > 0 || checkpoint.resources.length > 0) throw new Violation("destroy left something");
}

function outputsOf({ checkpoint }: ModelStage): string {
  return JSON.stringify(checkpoint.resources.map(({ outputs }) => outputs));
}

const everybody: readonly SignedIn[] = ["A", "C", "P"];

/** Signs in as each identity in turn whose resources have no credential block, first and last the program's own. */
async function asEach(stage: ModelStage, run: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  const { world, program, checkpoint } = stage;
  const own = new Set(program.goals().map(({ urn }) => urn));
  const needed = checkpoint.resources.filter(({ outputs }) => outputs["credential"] === undefined);
  const declared = needed.find((one) => !one.delete && own.has(one.urn))?.id;
  const usual = everybody.find((name) => idOf(name) === declared) ?? world.environmentIdentity();
  const others = everybody.filter((name) => name !== usual && needed.some(({ id }) => id === idOf(name)));
  let problems: readonly Problem[] = [];
  for (const name of others.length === 0 ? [usual] : [usual, ...others, usual]) {
    stage.note(`signed in as ${name}`);
    world.signIn(name);
    problems = await run();
  }
  return problems;
}
