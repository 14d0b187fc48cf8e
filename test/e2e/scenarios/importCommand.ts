import { environmentOf } from "../harness/identities";
import { printImportFile } from "../harness/importCommand";
import type { Scenario } from "../harness/scenario";
import { ambientLink, consulting, contoso } from "./common";

const links = { [contoso]: consulting };

/** What comes of the file that the command prints. */
export const importCommand: readonly Scenario[] = [
  {
    name: "importFile",
    about: "The live link becomes a resource of the stack by the command's import file, as adopted.",
    environment: environmentOf(contoso),
    given: (world) => {
      world.setLink(contoso, consulting);
    },
    steps: [
      {
        run: "preview",
        program: ambientLink(),
        before: async (world) => {
          const { stdout } = await printImportFile(world, ["import", "link"]);
          await world.hands.importResources(JSON.parse(stdout) as Parameters<typeof world.hands.importResources>[0]);
        },
        expect: { steps: { link: ["same"] }, links },
      },
      { run: "refresh", expect: { steps: { link: ["refresh"] }, links } },
      {
        run: "destroy",
        expect: {
          steps: { link: ["delete"] },
          links,
        },
      },
    ],
  },
];
