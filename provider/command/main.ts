import { importVerb } from "./importVerb";
import { runCommand } from "./program";
import { processShell } from "./shell";

void runCommand([importVerb], process.argv.slice(2), processShell()).then((code) => {
  process.exitCode = code;
});
