import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cliStack, type CliStack } from "../../../examples/cli";
import type { ProgramDeclaration } from "../../e2e/harness/declaration";
import type { CliWorld } from "../../e2e/harness/cliWorld";

/** A stack beside a world's own, with a program of its own and the same Azure. */
export type SecondStack = Pick<CliWorld, "declare" | "emulator"> & { readonly stack: CliStack };

export async function openSecondStack(world: CliWorld): Promise<SecondStack> {
  const { emulator, folder, stackOptions } = world;
  const declarationFile = join(folder, "otherDeclaration.json");
  const environment = { ...stackOptions.environment, PAL_DECLARATION: declarationFile };
  return {
    emulator,
    stack: await cliStack({ ...stackOptions, stackName: "other", environment }),
    declare: (program: ProgramDeclaration): void => {
      writeFileSync(declarationFile, JSON.stringify(program));
    },
  };
}
