import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cliStack, type PulumiStack, standInStack } from "partner-admin-link-emulator/engine";
import type { ProgramDeclaration } from "./declaration";
import type { World } from "./world";

/** A stack beside a world's own, with a program of its own and the same Azure. */
export type SecondStack = Pick<World, "declare" | "emulator"> & { readonly stack: PulumiStack };

export async function openSecondStack(world: World): Promise<SecondStack> {
  const { emulator, folder, stackOptions } = world;
  const declarationFile = join(folder, "otherDeclaration.json");
  const open = world.stack.engine.kind === "cli" ? cliStack : standInStack;
  const environment = { ...stackOptions.environment, PAL_DECLARATION: declarationFile };
  return {
    emulator,
    stack: await open({ ...stackOptions, stackName: "other", environment }),
    declare: (program: ProgramDeclaration): void => {
      writeFileSync(declarationFile, JSON.stringify(program));
    },
  };
}
