export { type Cli, findCli } from "./command";
export { cliStack } from "./stack";
export type {
  CliOptions,
  CliStack,
  ConfigValue,
  Diagnostic,
  EngineInfo,
  ExportedStack,
  ImportFile,
  OperationOptions,
  OperationResult,
  OperationStep,
  PulumiStack,
  StackOptions,
} from "./types";
