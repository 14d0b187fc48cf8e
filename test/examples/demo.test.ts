import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Engine, enginesHere, runBuilt } from "./runBuilt";

const transcript = join(__dirname, "demo.txt");

/** What is another one at each run: addresses and times. */
function withoutVolatile(printed: string): string {
  return printed
    .replace(/127\.0\.0\.1:\d+/, "127.0.0.1:PORT")
    .replace(/\(\d+(\.\d+)?s\)/g, "(TIME)")
    .replace(/^Duration: \d+s$/gm, "Duration: TIME")
    .replace(/ +$/gm, "");
}

/** What the steps came to. */
function verdicts(printed: string): string {
  return (printed.match(/^(== |-- |The whole story).*$/gm) ?? []).join("\n");
}

/** What the demo prints the same on every run: all of it on the small engine; the CLI shows the steps its own way. */
const comparable = { engine: withoutVolatile, cli: verdicts };

/** The demo's transcript, which `npm run record` writes anew. */
function recorded(engine: Engine, printed: string): string {
  if (engine === "engine" && process.env["PAL_E2E_RECORD"] === "1") writeFileSync(transcript, withoutVolatile(printed));
  return readFileSync(transcript, "utf8");
}

describe("npm run demo", () => {
  it.each(enginesHere)("goes as it was recorded on the %s", async (engine) => {
    const { exitCode, stdout, stderr } = await runBuilt("demo/story.js", [], engine);
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: "" });
    expect(comparable[engine](stdout)).toBe(comparable[engine](recorded(engine, stdout)));
  });
});
