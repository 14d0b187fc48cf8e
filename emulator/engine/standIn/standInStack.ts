import { resolve } from "node:path";
import type {
  EngineInfo,
  ExportedStack,
  ImportFile,
  OperationOptions,
  OperationResult,
  PulumiStack,
  StackOptions,
} from "../types";
import { CheckpointStore } from "./checkpointStore";
import { stackConfig } from "./config";
import { type Checkpoint, fromDeployment, saltOf, toDeployment } from "./deploymentFormat";
import { type Crypter, crypterFor } from "./encryption";
import { type OperationKind, runOperation } from "./operation";
import { type Project, readProject } from "./project";
import { loadSdk, type Sdk } from "./sdk";
import { withImported, withoutResource, withTaint } from "./stateEditing";

/** Version of the Pulumi CLI that the stand-in is held to. */
const cliVersion = "3.260.0";

/** What `pulumi stack export` prints of a stack that nothing was ever done with. */
const untouched: ExportedStack = {
  version: 3,
  deployment: { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" }, metadata: {} },
};

const empty: Checkpoint = { resources: [], pendingOperations: [] };

/**
 * Opens a stack that runs on the engine stand-in: the real program and the real dynamic-provider process of the SDK,
 * without the Pulumi CLI. Types of other packages are echoed, and marked as such.
 *
 * @throws when the project has no `@pulumi/pulumi` installed, or is not written for Node.js.
 */
export async function standInStack(options: StackOptions): Promise<PulumiStack> {
  const projectDirectory = resolve(options.projectDirectory);
  const sdk = loadSdk(projectDirectory);
  const project = readProject(sdk, projectDirectory);
  const store = new CheckpointStore(resolve(options.homeDirectory), project.name, options.stackName);
  const stored = await store.read();
  const crypter = await crypterFor(options.passphrase, stored && saltOf(stored));
  return new StandInStack(options, sdk, project, store, crypter);
}

class StandInStack implements PulumiStack {
  readonly engine: EngineInfo = { kind: "stand-in", version: cliVersion };

  constructor(
    private readonly options: StackOptions,
    private readonly sdk: Sdk,
    private readonly project: Project,
    private readonly store: CheckpointStore,
    private crypter: Crypter,
  ) {}

  preview(options: OperationOptions = {}): Promise<OperationResult> {
    return this.operate("preview", options);
  }

  up(options: OperationOptions = {}): Promise<OperationResult> {
    return this.operate("up", options);
  }

  refresh(options: OperationOptions = {}): Promise<OperationResult> {
    return this.operate("refresh", options);
  }

  destroy(options: OperationOptions = {}): Promise<OperationResult> {
    return this.operate("destroy", options);
  }

  async exportStack(): Promise<ExportedStack> {
    return (await this.store.read()) ?? untouched;
  }

  async importStack(stack: ExportedStack): Promise<void> {
    const crypter = await crypterFor(this.options.passphrase, saltOf(stack));
    const checkpoint = fromDeployment(stack, crypter);
    this.crypter = crypter;
    await this.keep(checkpoint);
  }

  async importResources(file: ImportFile): Promise<void> {
    await this.keep(withImported(await this.checkpoint(), this.options.stackName, this.project.name, file));
  }

  async taint(urn: string): Promise<void> {
    await this.keep(withTaint(await this.checkpoint(), urn));
  }

  async deleteState(urn: string): Promise<void> {
    await this.keep(withoutResource(await this.checkpoint(), urn));
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }

  private async operate(kind: OperationKind, options: OperationOptions): Promise<OperationResult> {
    const { stackName, config, onOutput } = this.options;
    return runOperation({
      kind,
      options,
      before: await this.checkpoint(),
      persist: (checkpoint) => this.keep(checkpoint),
      exportStack: () => this.exportStack(),
      onOutput: (text) => onOutput?.(text),
      surroundings: {
        sdk: this.sdk,
        project: this.project,
        stackName,
        config: stackConfig(this.project.name, config),
        environment: environmentOf(this.options, options),
      },
    });
  }

  private async checkpoint(): Promise<Checkpoint> {
    const stored = await this.store.read();
    return stored === undefined ? empty : fromDeployment(stored, this.crypter);
  }

  private keep(checkpoint: Checkpoint): Promise<void> {
    return this.store.write(toDeployment(checkpoint, this.crypter, cliVersion));
  }
}

/** What the operating system's user gives to an operation; everything else of their environment stays out. */
const inherited = ["PATH", "HOME"];

function environmentOf(stack: StackOptions, operation: OperationOptions): Record<string, string> {
  const own = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(own),
    ...stack.environment,
    ...operation.environment,
    PULUMI_HOME: stack.homeDirectory,
  };
}
