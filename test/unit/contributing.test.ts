import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const repository = join(__dirname, "../..");

function textOf(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** Paths of the files below a folder, or the file itself. */
function filesOf(path: string): string[] {
  if (statSync(join(repository, path)).isFile()) return [path];
  const entries = readdirSync(join(repository, path), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1));
}

const code = ["provider", "emulator/azure", "bin", "examples", "test", "tools", "jest.config.js"]
  .flatMap(filesOf)
  .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith("contributing.test.ts"));
const others = [".github", "docs", "package.json", "README.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md"];

const ownName = /\b(?:PAL|PARTNER_ADMIN_LINK)_[A-Z0-9_]*[A-Z0-9]\b/g;

function namesIn(texts: readonly string[], pattern: RegExp): string[] {
  return [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))].sort();
}

/** In the package itself PAL_ begins the code of a message. */
const codes = namesIn(filesOf("provider").map(textOf), /\bPAL_[A-Z_]+\b/g);

/** How code reads a variable, which a write or the environment of a child process is not. */
const reading = [
  /process\.env\.(\w+)\b(?! = )/g,
  /(?:process\.env|environment)\["(\w+)"\](?! = )/g,
  // const { PAL_SEED = "42", PAL_PATH } = process.env
  /\{([^{}]*)\} = process\.env\b/g,
  // const variable = "PARTNER_ADMIN_LINK_LOOK_AHEAD"; faster("PAL_FASTER_WAITS")
  /"((?:PAL|PARTNER_ADMIN_LINK)_\w+)"[;)]/g,
];

function readIn(file: string): string[] {
  const text = textOf(file);
  const found = reading.flatMap((form) => [...text.matchAll(form)].map(([, names = ""]) => names));
  return namesIn(found, /\b[A-Z][A-Z0-9_]+\b/g).filter((name) => !codes.includes(name));
}

/** Variables of others: the system, Node.js, Pulumi, Azure, pipelines and proxies. */
const foreign =
  /^(PATH|HOME|NODE_\w+|PULUMI_\w+|ARM_\w+|AZURE_\w+|ACTIONS_\w+|SYSTEM_\w+|GITHUB_ACTIONS|GITLAB_CI|TF_BUILD|\w+_PROXY)$/;

/** The names in the first column of the table. */
function tableOf(document: string): string[] {
  const [, section = ""] = document.split("## Environment variables\n");
  const rows = section.split("\n## ")[0]?.match(/^\| `.*/gm) ?? [];
  return namesIn(
    rows.map((row) => row.split(" | ")[0] ?? ""),
    /\b[A-Z][A-Z0-9_]+\b/g,
  );
}

describe("the environment variables in CONTRIBUTING.md", () => {
  const listed = tableOf(textOf("CONTRIBUTING.md"));
  const reads = new Set(code.flatMap(readIn));

  it("are all that this repository names", () => {
    const named = namesIn([...code, ...others.flatMap(filesOf)].map(textOf), ownName);
    const known = new Set([...codes, ...listed]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it("are all that it reads, those of others aside", () => {
    const own = [...reads].filter((name) => !foreign.test(name));
    expect(own.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it("are all read", () => {
    expect(listed).not.toEqual([]);
    expect(listed.filter((name) => !reads.has(name))).toEqual([]);
  });
});
