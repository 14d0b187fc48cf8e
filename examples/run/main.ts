import { answersVariable, type AzureAnswers } from "./azureAnswers";
import { directory } from "./directory";
import { liveLinks, misses, scenes } from "./scenes";
import { type Setup, setups } from "./setups";
import { exitWhen, onStage, playScene, print, type Stage } from "./stage";

/** Puts the answers of Azure into the program's process. */
function answering(azure: AzureAnswers | undefined): Record<string, string> {
  if (azure === undefined) return {};
  return {
    NODE_OPTIONS: `--require "${require.resolve("./azureAnswers")}"`,
    [answersVariable]: JSON.stringify(azure),
  };
}

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
  const { title, config, azure } = setup;
  print(`\n${example}: ${title}\n`);
  const options = {
    example,
    directory,
    config,
    environment: (emulator: Stage["emulator"]) => ({
      ...setup.environment(emulator),
      ...answering(azure),
      // Types are checked once, by `npm run check`, and not by every run of the program.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    }),
    ...(azure === undefined ? {} : { standInBecause: "Plugins of other packages cannot be had offline" }),
  };
  return onStage(options, (stage) => playScenes(setup, stage));
}

async function play(example: string | undefined): Promise<boolean> {
  const plays = Object.entries(setups).find(([name]) => name === example);
  if (plays === undefined) {
    console.error(`Usage: npm run example -- NAME, where NAME is one of ${Object.keys(setups).join(", ")}`);
    return false;
  }
  for (const setup of plays[1]) {
    if (!(await playSetup(plays[0], setup))) return false;
  }
  print(`\n${plays[0]}: everything went as told.\n`);
  return true;
}

exitWhen(play(process.argv[2]));
