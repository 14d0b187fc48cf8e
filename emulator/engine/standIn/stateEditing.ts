import type { ImportFile } from "../types";
import type { Checkpoint } from "./deploymentFormat";
import { dependencyUrns, newState, type ResourceState } from "./resourceState";
import type { PropertyMap } from "./values";

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

/** Takes resources in as a file tells them, with the provider of the dynamic resources that the stack holds already. */
export function withImported(checkpoint: Checkpoint, stack: string, project: string, file: ImportFile): Checkpoint {
  const dynamic = checkpoint.resources.find(({ provider }) => provider.includes("::pulumi:providers:pulumi-nodejs::"));
  const parent = checkpoint.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  if (dynamic === undefined || parent === undefined) {
    throw new Error("the engine stand-in imports into a stack that holds a dynamic resource");
  }
  const imported = file.resources.map(({ type, name, id, inputs, outputs }) =>
    newState({
      urn: `urn:pulumi:${stack}::${project}::${type}::${name}`,
      type,
      id,
      custom: true,
      parent: parent.urn,
      provider: dynamic.provider,
      inputs: inputs as PropertyMap,
      outputs: outputs as PropertyMap,
    }),
  );
  return { ...checkpoint, resources: [...checkpoint.resources, ...imported] };
}

function requireResource({ resources }: Checkpoint, urn: string): ResourceState {
  const found = resources.find((resource) => resource.urn === urn);
  if (found === undefined) throw new Error(`No such resource ${JSON.stringify(urn)} exists in the current state`);
  return found;
}
