import { directory } from "./directory";
import { playManyCustomers } from "./manyCustomers";
import { liveLinks, misses, scenes } from "./scenes";
import { type Setup, setups } from "./setups";
import { exitWhen, onStage, playScene, print, type Stage } from "./stage";

/** Examples that declare resources of Azure too, whose plugins the emulator cannot serve. */
const testedUnderMocks = ["lighthouse", "quickstart", "servicePrincipal", "twoCustomers"];

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

async function play(example = "", count?: string): Promise<boolean> {
  if (example === "manyCustomers") return ended(example, await playManyCustomers(count));
  const plays = Object.hasOwn(setups, example) ? setups[example] : undefined;
  if (plays === undefined) {
    console.error(
      testedUnderMocks.includes(example)
        ? `${example} declares resources of Azure, which the emulator does not serve: test/examples/azure.test.ts runs it against Pulumi's mocks.`
        : `Usage: npm run example -- NAME, where NAME is one of ${[...Object.keys(setups), "manyCustomers"].sort().join(", ")}`,
    );
    return false;
  }
  for (const setup of plays) {
    if (!(await playSetup(example, setup))) return false;
  }
  return ended(example, true);
}

function ended(example: string, asTold: boolean): boolean {
  if (asTold) print(`\n${example}: everything went as told.\n`);
  return asTold;
}

exitWhen(play(process.argv[2], process.argv[3]));
