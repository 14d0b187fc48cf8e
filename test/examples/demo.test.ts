import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { enginesHere, runBuilt } from "./runBuilt";

const transcript = join(__dirname, "demo.txt");

/** What is another one at each run: addresses and times. */
function withoutVolatile(printed: string): string {
  return printed
    .replace(/127\.0\.0\.1:\d+/, "127.0.0.1:PORT")
    .replace(/\(\d+(\.\d+)?s\)/g, "(TIME)")
    .replace(/^Duration: \d+s$/gm, "Duration: TIME")
    .replace(/ +$/gm, "");
}

/** What the demo's steps came to, on whatever engine. */
function verdicts(printed: string): string[] {
  return printed.match(/^(== |-- |The whole story).*$/gm) ?? [];
}

describe("npm run demo", () => {
  const played = new Map<string, Awaited<ReturnType<typeof runBuilt>>>();
  const on = (engine: string) => played.get(engine) ?? { exitCode: -1, stdout: "", stderr: "did not run" };

  beforeAll(async () => {
    for (const engine of enginesHere) played.set(engine, await runBuilt("demo/story.js", [], engine));
    if (process.env["PAL_E2E_RECORD"] === "1") writeFileSync(transcript, withoutVolatile(on("engine").stdout));
  });

  it("prints on the small engine what it printed when it was recorded", () => {
    const { exitCode, stdout, stderr } = on("engine");
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: "" });
    expect(withoutVolatile(stdout)).toBe(readFileSync(transcript, "utf8"));
  });

  it("goes as told, step by step, on each engine here", () => {
    const told = verdicts(readFileSync(transcript, "utf8"));
    expect(enginesHere.map((engine) => [engine, on(engine).exitCode, verdicts(on(engine).stdout)])).toStrictEqual(
      enginesHere.map((engine) => [engine, 0, told]),
    );
  });
});
