import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const repository = join(__dirname, "../..");

/** The files below a folder whose names end so. */
function textsOf(folder: string, ending: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(repository, folder, file), "utf8"));
}

/** What the first column of README's troubleshooting quotes. */
function quotes(): string[] {
  const [, section = ""] = readFileSync(join(repository, "README.md"), "utf8").split("## Troubleshooting");
  const rows = section.split("\n## ")[0]?.match(/^\| `.*/gm) ?? [];
  return rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, quote = ""]) => quote));
}

describe("README's troubleshooting", () => {
  // Messages as they were seen, and those that are whole sentences in the code.
  const printed = [
    ...textsOf("test/faults", "messages.txt"),
    ...textsOf("test/e2e/recordings", ".json"),
    ...textsOf("provider", ".ts"),
  ].join("\n");

  it("quotes what is printed", () => {
    expect(quotes()).not.toEqual([]);
    expect(quotes().filter((quote) => !printed.includes(quote))).toEqual([]);
  });
});
