import type { PendingOperation } from "./deploymentFormat";

/** What is said of operations that an earlier run did not see through. */
export function pendingOperationsWarning(pending: readonly PendingOperation[]): string {
  const interrupted = pending.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}\n`).join("");
  return (
    `Attempting to deploy or update resources with ${pending.length} pending operations from previous deployment.\n` +
    interrupted +
    "These resources are in an unknown state: check whether the interrupted operations completed, then run a refresh."
  );
}
