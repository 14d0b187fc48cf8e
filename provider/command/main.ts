import { checkVerb } from "./checkVerb";
import { importVerb } from "./importVerb";
import { initVerb } from "./init/initVerb";
import { runCommand } from "./program";
import { reportVerb } from "./report/reportVerb";
import { flushed, processShell } from "./shell";
import { tenantsVerb } from "./tenantsVerb";

const loadRecognition = () => require("./recognitionFunctions") as typeof import("./recognitionFunctions");

const verbs = [
  initVerb,
  tenantsVerb(loadRecognition),
  checkVerb(loadRecognition),
  reportVerb(loadRecognition),
  importVerb,
];

void runCommand(verbs, process.argv.slice(2), processShell()).then(async (code) => {
  process.exitCode = code;
  await flushed();
  // Requests beside the one that failed may be waited for as long as a call may take.
  process.exit();
});
