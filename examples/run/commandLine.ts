import { parseArgs, type ParseArgsConfig } from "node:util";

/**
 * Parses the arguments of an npm script. `--help` prints the usage, and an argument that does not exist the usage after what is
 * wrong; both end the process before anything has started.
 */
export function commandLine<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return endWith(`${(error as Error).message}\n\n${usage}`);
  }
}

/** Ends the process for a wrong argument. */
export function endWith(text: string): never {
  console.error(text);
  process.exit(1);
}
