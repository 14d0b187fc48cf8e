import type { LiveLink } from "../../../provider/azure/partnerLink";
import { checkCreation } from "../../../provider/runtime/check";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import { declarationOf, newResource, type Resource } from "../fixtures";

export interface Case {
  readonly when: string;
  readonly inputs?: Record<string, unknown>;
  readonly hidden?: Record<string, unknown>;
  readonly live?: LiveLink | Error;
  /** Why the sign-in fails; left out where it succeeds. */
  readonly refused?: Error;
}

export const preview = { dryRun: true };

/** Checks a resource that is about to be created; gives what came of it, the calls to Azure and the lines. */
export async function checking({ inputs, hidden, live, refused }: Case, resource: Resource = newResource()) {
  const said = consoleLines();
  const calls = azureAnswers(refused ?? resource.identity, [["get", live]]);
  const checked = await checkCreation(declarationOf(inputs, { urn: resource.urn, ...hidden }));
  return { resource, calls, checked, lines: said() };
}
