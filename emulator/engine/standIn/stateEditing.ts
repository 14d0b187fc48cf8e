import type { Checkpoint } from "./deploymentFormat";
import { dependencyUrns, type ResourceState } from "./resourceState";

/** Marks a resource to be replaced by the next update. */
export function withTaint(checkpoint: Checkpoint, urn: string): Checkpoint {
  requireResource(checkpoint, urn);
  const resources = checkpoint.resources.map((resource) =>
    resource.urn === urn && !resource.delete ? { ...resource, taint: true } : resource,
  );
  return { ...checkpoint, resources };
}

/** Forgets a resource, unless it is protected or others depend on it. */
export function withoutResource(checkpoint: Checkpoint, urn: string): Checkpoint {
  const { protect } = requireResource(checkpoint, urn);
  if (protect) throw new Error(`${urn} cannot be deleted from the state: it is protected`);
  const dependents = checkpoint.resources.filter(
    (resource) => resource.urn !== urn && (resource.parent === urn || dependencyUrns(resource).includes(urn)),
  );
  if (dependents.length > 0) {
    const urns = dependents.map((dependent) => dependent.urn).join(", ");
    throw new Error(`${urn} cannot be deleted from the state: other resources depend on it: ${urns}`);
  }
  return { ...checkpoint, resources: checkpoint.resources.filter((resource) => resource.urn !== urn) };
}

function requireResource({ resources }: Checkpoint, urn: string): ResourceState {
  const found = resources.find((resource) => resource.urn === urn);
  if (found === undefined) throw new Error(`No such resource ${JSON.stringify(urn)} exists in the current state`);
  return found;
}
