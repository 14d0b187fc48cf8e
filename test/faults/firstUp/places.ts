import type { Case } from "./around";
import { laptop, machine, proxied } from "./machineCases";
import { azurePipelines, github, gitlab } from "./pipelineCases";
import { program } from "./programCases";

/** What a user can meet at a first `up`, by where it happens. */
export const places: readonly (readonly [place: string, cases: readonly Case[]])[] = [
  ["the program", program],
  ["a laptop", laptop],
  ["GitHub Actions", github],
  ["Azure Pipelines", azurePipelines],
  ["GitLab", gitlab],
  ["a machine in Azure", machine],
  ["behind a proxy", proxied],
];
