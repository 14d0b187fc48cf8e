import { commandLine, endWith } from "./commandLine";
import { directory } from "./directory";
import { playManyCustomers } from "./manyCustomers";
import { liveLinks, misses, scenes } from "./scenes";
import { type Setup, setups } from "./setups";
import { exitWhen, onStage, playScene, print, type Stage } from "./stage";

/** Examples that declare resources of Azure too, whose plugins the emulator cannot serve. */
const testedUnderMocks = ["lighthouse", "quickstart", "servicePrincipal", "twoCustomers"];

const usage = `Usage: npm run example -- NAME, where NAME is one of ${Object.keys(setups).join(", ")}, manyCustomers [COUNT]

Plays an example without Azure, from preview to destroy, on the Pulumi CLI on PATH, else on the small engine of examples/engine.
test/examples/azure.test.ts runs the others, which declare resources of Azure too: ${testedUnderMocks.join(", ")}.`;

async function playScenes(setup: Setup, stage: Stage): Promise<boolean> {
  const { emulator } = stage;
  for (const [index, scene] of scenes.entries()) {
    const asTold = await playScene(stage, index + 1, scene, (result) => misses(scene, setup, result, emulator));
    print(`-- links in the emulator: ${liveLinks(emulator).join(", ") || "none"}\n`);
    if (!asTold) return false;
  }
  return true;
}

function playSetup(example: string, setup: Setup): Promise<boolean> {
  const { title, config, environment } = setup;
  print(`\n${example}: ${title}\n`);
  return onStage({ example, directory, config, environment }, (stage) => playScenes(setup, stage));
}

async function play(): Promise<boolean> {
  const { positionals } = commandLine(usage, { allowPositionals: true });
  const [example = "", ...others] = positionals;
  if (example === "manyCustomers" && others.length < 2) return ended(example, await playManyCustomers(others[0]));
  if (testedUnderMocks.includes(example))
    endWith(
      `${example} declares resources of Azure, which the emulator does not serve: test/examples/azure.test.ts runs it against Pulumi's mocks.`,
    );
  const plays = Object.hasOwn(setups, example) ? setups[example] : undefined;
  if (plays === undefined || others.length > 0) endWith(usage);
  for (const setup of plays) {
    if (!(await playSetup(example, setup))) return false;
  }
  return ended(example, true);
}

function ended(example: string, asTold: boolean): boolean {
  if (asTold) print(`\n${example}: every check passed.\n`);
  return asTold;
}

exitWhen(play());
