import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "partner-admin-link-emulator";
import { cliStack, type ConfigValue, type OperationResult, type CliStack } from "../../../examples/cli";
import type { ProgramDeclaration } from "../../e2e/harness/declaration";
import { programFolder } from "../../e2e/harness/world";
import { Canaries } from "./canaries";
import { Principals } from "./principals";

/** The folder of a run, beside those of the program's own inputs, in which canaries stand of course. */
const runFolder = "run";

/** A stack whose every secret is a canary, and whose every word, file and request is looked through. */
export class Watched {
  private constructor(
    readonly emulator: Emulator,
    readonly principals: Principals,
    private readonly canaries: Canaries,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Watched> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-canary-")));
    mkdirSync(join(folder, runFolder));
    const emulator = await startEmulator();
    const canaries = new Canaries();
    return new Watched(emulator, new Principals(emulator, canaries, folder), canaries, folder);
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Opens the stack; the Azure SDKs log all they have to say. */
  stack(config: Readonly<Record<string, ConfigValue>> = {}): Promise<CliStack> {
    return cliStack({
      projectDirectory: programFolder,
      stackName: "test",
      homeDirectory: join(this.folder, runFolder, "home"),
      passphrase: "canaries",
      environment: {
        ...this.emulator.environment,
        AZURE_LOG_LEVEL: "verbose",
        PAL_DECLARATION: this.declarationFile,
      },
      config,
    });
  }

  declare(program: ProgramDeclaration): void {
    writeFileSync(this.declarationFile, JSON.stringify(program));
  }

  /** Canaries that stand in what the program declares: none would be found if the search did not work. */
  declared(): string[] {
    return this.canaries.in(readFileSync(this.declarationFile, "utf8"));
  }

  /** Where a canary turned up during an operation or stands now, as `place: canary`. */
  async found(stack: CliStack, result: OperationResult): Promise<string[]> {
    const { output, diagnostics, ...rest } = result;
    const told = {
      output,
      diagnostics: diagnostics.map(({ message, urn = "" }) => `${urn} ${message}`).join("\n"),
      steps: JSON.stringify(rest),
      state: JSON.stringify(await stack.exportStack()),
      requests: JSON.stringify([this.emulator.requests(), this.emulator.links()]),
    };
    const places = [...Object.entries(told), ...this.files()];
    return places.flatMap(([place, text]) => this.canaries.in(text).map((canary) => `${place}: ${canary}`));
  }

  /** Everything that the run has written: state, backups, history, settings. */
  private files(): [string, string][] {
    const entries = readdirSync(join(this.folder, runFolder), { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return paths.map((path) => [path, readFileSync(path, "utf8")]);
  }

  private get declarationFile(): string {
    return join(this.folder, "declaration.json");
  }
}
