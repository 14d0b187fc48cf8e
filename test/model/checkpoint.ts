import type { Properties } from "./callbacks";

/** A resource as the program registers it. */
export interface Goal {
  readonly urn: string;
  readonly aliases: readonly string[];
  readonly inputs: Properties;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly replaceOnChanges: boolean;
  /** URNs of the option `dependsOn`. */
  readonly dependsOn: readonly string[];
}

/** A resource as the checkpoint has it. */
export interface Resource {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly dependsOn: readonly string[];
  /** Replaced already, still to be deleted. */
  readonly delete: boolean;
  /** Deleted already, still to be created: an entry that is removed without a call of delete. */
  readonly pendingReplacement: boolean;
  /** To be replaced by the next `up`, whatever diff says. */
  readonly tainted: boolean;
  /** What its last create or update left undone: the next `up` calls update. */
  readonly initErrors: readonly string[];
}

/** The state of the stack, saved after each step: an interruption keeps what was done before. */
export class Checkpoint {
  resources: readonly Resource[] = [];

  /** Resources that have not been replaced. */
  live(): readonly Resource[] {
    return this.resources.filter((resource) => !resource.delete);
  }

  /** The resource that a goal continues: of its own name, or of the first alias that is found. */
  current({ urn, aliases }: Pick<Goal, "urn" | "aliases">): Resource | undefined {
    return [urn, ...aliases].map((name) => this.live().find((resource) => resource.urn === name)).find(Boolean);
  }

  add(resource: Resource): void {
    this.resources = [...this.resources, resource];
  }

  /** Puts another version of an entry in its place. */
  change(resource: Resource, changes: Partial<Resource>): Resource {
    const changed = { ...resource, ...changes };
    this.resources = this.resources.map((one) => (one === resource ? changed : one));
    return changed;
  }

  drop(resource: Resource): void {
    this.resources = this.resources.filter((one) => one !== resource);
  }
}
