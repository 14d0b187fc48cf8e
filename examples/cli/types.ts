import type { ImportFile } from "../../provider/command/importFile";

export type { ImportFile };

/** Which engine a stack runs on. */
export interface EngineInfo {
  /** The Pulumi CLI, or the small engine of `examples/engine`. */
  readonly kind: "cli" | "engine";
  /** Version of the CLI; of the Pulumi SDK where there is none. */
  readonly version: string;
}

export interface ConfigValue {
  readonly value: string;
  readonly secret?: boolean;
}

export interface StackOptions {
  /** Folder that holds the Pulumi.yaml. */
  readonly projectDirectory: string;
  readonly stackName: string;
  /** Folder that becomes PULUMI_HOME and, below it, the file state backend. Created when missing. */
  readonly homeDirectory: string;
  /** Passphrase that secrets in state are encrypted with. */
  readonly passphrase: string;
  /** The whole environment of the engine, the program and the provider process. Nothing is inherited beside PATH and HOME. */
  readonly environment: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** Receives what a person would read in the terminal, as it is printed. */
  readonly onOutput?: (text: string) => void;
}

export interface OperationOptions {
  /** `--expect-no-changes`: fail when anything would change or changed. */
  readonly expectNoChanges?: boolean;
  /** Set over the stack's environment for this operation only. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the CLI does beyond that. */
export interface CliOptions extends OperationOptions {
  /** `--refresh`. */
  readonly refresh?: boolean;
  /** `--run-program` of refresh and destroy. */
  readonly runProgram?: boolean;
  /** URNs for `--target`. */
  readonly target?: readonly string[];
  /** URNs for `--exclude`. */
  readonly exclude?: readonly string[];
  /** URNs for `--replace`. */
  readonly replace?: readonly string[];
  /** Resources worked on at a time; the CLI's own default when absent. */
  readonly parallel?: number;
  /** `--continue-on-error` of up and destroy. */
  readonly continueOnError?: boolean;
  /** Ctrl-C, once: nothing more is begun, and what has begun is finished and saved. */
  readonly signal?: AbortSignal;
}

/** One planned or executed step on a resource; steps of the stack and of providers are left out. */
export interface OperationStep {
  /** Pulumi's name of the operation: `create`, `same`, `update`, `delete`, `create-replacement`, `replace`, `delete-replaced`, `read`, `refresh`, `discard`, … */
  readonly op: string;
  readonly urn: string;
  /** Names of the properties the engine lists as changed. */
  readonly diffs: readonly string[];
}

export interface Diagnostic {
  readonly severity: "debug" | "info" | "info#err" | "warning" | "error";
  /** Absent where the message belongs to no resource. */
  readonly urn?: string;
  /** Without colour codes and without a line break at the end. */
  readonly message: string;
  /** True for status text beside the row that leaves nothing in the Diagnostics block. */
  readonly ephemeral: boolean;
}

export interface OperationResult {
  readonly exitCode: number;
  /** In the order in which the engine announced them. */
  readonly steps: readonly OperationStep[];
  readonly diagnostics: readonly Diagnostic[];
  /** Stack outputs after the operation; secrets as `"[secret]"`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What was printed to stdout and stderr. */
  readonly output: string;
}

/** A deployment as `pulumi stack export` prints it: `{ version: 3, deployment: { manifest, secrets_providers, resources, pending_operations } }`. */
export interface ExportedStack {
  readonly version: number;
  readonly deployment: Record<string, unknown>;
}

/**
 * One stack of one project, as far as the Pulumi CLI and the small engine of `examples/engine` have it in common.
 *
 * As with Pulumi's Automation API, `up`, `refresh` and `destroy` run without a preview of their own
 * (`--yes --skip-preview`) and an operation that fails is a result with a non-zero `exitCode`, not a rejection.
 */
export interface PulumiStack {
  readonly engine: EngineInfo;
  preview(options?: OperationOptions): Promise<OperationResult>;
  up(options?: OperationOptions): Promise<OperationResult>;
  refresh(options?: OperationOptions): Promise<OperationResult>;
  destroy(options?: OperationOptions): Promise<OperationResult>;
  exportStack(): Promise<ExportedStack>;
}

export interface CliResult extends OperationResult {
  /** How long the CLI ran. */
  readonly seconds: number;
}

/** A stack on the Pulumi CLI. */
export interface CliStack extends PulumiStack {
  preview(options?: CliOptions): Promise<CliResult>;
  up(options?: CliOptions): Promise<CliResult>;
  refresh(options?: CliOptions): Promise<CliResult>;
  destroy(options?: CliOptions): Promise<CliResult>;
  importStack(stack: ExportedStack): Promise<void>;
  /** `pulumi import --file FILE --protect=false --generate-code=false`. */
  importResources(file: ImportFile): Promise<void>;
  /** `pulumi state taint URN`. */
  taint(urn: string): Promise<void>;
  /** `pulumi state delete URN`. */
  deleteState(urn: string): Promise<void>;
  /** `pulumi cancel`: unlocks the stack after an engine that was killed. */
  cancel(): Promise<void>;
}
