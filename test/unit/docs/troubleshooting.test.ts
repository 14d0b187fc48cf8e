import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readPage } from "../../support/markdown";

const root = resolve(__dirname, "../../..");

function textsOf(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
}

/** What the first column of the tables quotes. */
function quotes(): string[] {
  const rows = readPage("docs/troubleshooting.md").match(/^\| `.*/gm) ?? [];
  return rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, quote = ""]) => quote));
}

const withoutComments = (source: string): string => source.replaceAll(/\/\*.*?\*\/|^\s*\/\/[^\n]*$/gms, "");

describe("docs/troubleshooting.md", () => {
  // Messages as they were seen, and the code that has the others.
  const printed = [
    ...textsOf("test/faults", "messages.txt"),
    ...textsOf("test/e2e/recordings", ".json"),
    ...textsOf("provider", ".ts").map(withoutComments),
  ].join("\n");

  it("quotes what is printed", () => {
    expect(quotes().length).toBeGreaterThan(30);
    expect(quotes().filter((quote) => !printed.includes(quote))).toEqual([]);
  });

  it("explains every code but those whose messages explain themselves", () => {
    const codes = [...new Set(printed.match(/(?<=")PAL_[A-Z_]+(?=")/g))];
    const selfExplanatory = ["PAL_AUTH_FAILED", "PAL_CONFIG_INVALID", "PAL_SERVICE_FAILED", "PAL_UNEXPECTED"];
    expect(codes.filter((code) => !quotes().includes(code)).sort()).toEqual(selfExplanatory);
  });
});
