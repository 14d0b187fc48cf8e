export { type Cli, findCli } from "./cliCommand";
export { cliStack } from "./cliStack";
export { standInStack } from "./standIn/standInStack";
export type {
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
