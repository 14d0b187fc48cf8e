import type { Messages } from "./messages";
import {
  type CheckRequest,
  type CheckResult,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  noDiff,
  type Provider,
  type ReadRequest,
  type ReadResult,
  type UpdateRequest,
  type UpdateResult,
} from "./provider";
import { parseUrn } from "./urn";
import { copyMap, type PropertyMap } from "./values";

/**
 * Stands for every package whose provider is a plugin of its own: there is none here, so nothing is made, and a
 * resource's outputs are its inputs. It says so of each resource.
 */
export class EchoProvider implements Provider {
  constructor(
    private readonly messages: Messages,
    private readonly dryRun: boolean,
  ) {}

  check({ news }: CheckRequest): Promise<CheckResult> {
    return Promise.resolve({ inputs: copyMap(news), failures: [] });
  }

  diff(_request: DiffRequest): Promise<DiffResult> {
    return Promise.resolve({ ...noDiff, changes: "unknown" });
  }

  create(urn: string, inputs: PropertyMap): Promise<CreateResult> {
    this.messages.say("info", "echoed by the engine stand-in: nothing is created, the inputs serve as outputs", urn);
    return Promise.resolve({ id: this.dryRun ? "" : `echo-of-${parseUrn(urn).name}`, outputs: copyMap(inputs) });
  }

  read({ id, outputs }: ReadRequest): Promise<ReadResult> {
    return Promise.resolve({ id, outputs: copyMap(outputs) });
  }

  update({ newInputs }: UpdateRequest): Promise<UpdateResult> {
    return Promise.resolve({ outputs: copyMap(newInputs) });
  }

  delete(_request: ReadRequest): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
