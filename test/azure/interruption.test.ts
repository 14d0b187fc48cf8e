import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const program = `
const signal = require("./interruption.js").interruption(130);
setInterval(() => process.stdout.write("working"), 5);
signal.addEventListener("abort", () => setTimeout(() => process.stdout.write("removed", () => process.exit(7)), 50));
`;

describe("an interruption of the acceptance", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "partner-admin-link-azure-"));
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    const text = readFileSync(join(__dirname, "interruption.ts"), "utf8");
    writeFileSync(join(folder, "interruption.js"), transpileModule(text, { compilerOptions }).outputText);
    writeFileSync(join(folder, "main.js"), program);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    { how: "Ctrl-C", signal: "SIGINT", closed: [] },
    { how: "a cancelled job", signal: "SIGTERM", closed: [] },
    { how: "a closed terminal", signal: "SIGHUP", closed: [] },
    { how: "Ctrl-C that ends the reader of a pipe too", signal: "SIGINT", closed: ["stdout", "stderr"] },
  ] as const)("leaves time to remove the link: $how", async ({ signal, closed }) => {
    const child = spawn(process.execPath, [join(folder, "main.js")], { stdio: "pipe" });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    for (const name of closed) child[name].destroy();
    child.kill(signal);
    expect(await ended).toEqual([7, null]);
  });
});
