import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { customerRows } from "../../examples/run/customers";
import { customersText } from "../../provider/command/customers/customersText";
import { ownVersions, projectFiles } from "../../provider/command/init/projectFiles";
import { enginesHere, root, runBuilt } from "./runBuilt";

const folder = join(root, "examples", "manyCustomers");

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** What the pattern's group matches in a file, each once, in order. */
function found(file: string, pattern: RegExp): string[] {
  return [...new Set(Array.from(read(file).matchAll(pattern), ([, value = ""]) => value))];
}

describe("npm run example -- manyCustomers", () => {
  it.each(enginesHere)("links, watches, repairs, reports and removes six customers on the %s", async (engine) => {
    const { exitCode, stdout, stderr } = await runBuilt("run/main.js", ["manyCustomers", "6"], engine);
    expect({ exitCode, stderr, notAsTold: stdout.match(/^-- NOT.*$/gm) }).toEqual({
      exitCode: 0,
      stderr: "",
      notAsTold: null,
    });
    expect(stdout.match(/^-- [\d.]+ s; requests: /gm)).toHaveLength(6);
    expect(stdout).toContain("\nmanyCustomers: every check passed.\n");
  });

  it("refuses to play with fewer customers than it needs", async () => {
    const { exitCode, stdout, stderr } = await runBuilt("run/main.js", ["manyCustomers", "3"], "engine");
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: "manyCustomers is played with 4 to 5000 customers, not with 3\n",
    });
  });
});

describe("examples/manyCustomers", () => {
  it("is the program that init writes", () => {
    expect(read("index.ts")).toBe(projectFiles(ownVersions())["index.ts"]);
  });

  it("has a list as init writes it", () => {
    expect(read("customers.csv")).toBe(customersText(customerRows(6)));
  });

  it("has a stack for each of its shards, and every engine runs all of them", () => {
    const stacks = readdirSync(folder).filter((name) => /^Pulumi\.shard-\d+\.yaml$/.test(name));
    const numbers = stacks.map((_, index) => String(index + 1));
    const names = numbers.map((number) => `shard-${number}`);
    expect(stacks).toEqual(names.map((name) => `Pulumi.${name}.yaml`));
    expect(stacks.flatMap((file) => found(file, /:shard: (\d+)$/gm))).toEqual(numbers);
    expect(stacks.flatMap((file) => found(file, /:shards: (\d+)$/gm))).toEqual(stacks.map(() => String(stacks.length)));
    expect(found("workflows/shards.yml", /shard: \[(.*)\]/g)).toEqual([numbers.join(", ")]);
    expect(found("operator/stacks.yaml", /\bstack: ([\w-]+)/g)).toEqual(names);
    expect(found("README.md", /for shard in ([\d ]+);/g)).toEqual([numbers.join(" ")]);
  });

  it.each(readdirSync(join(folder, "workflows")))("pins the actions of %s", (name) => {
    const text = read(`workflows/${name}`);
    const used = text.match(/^ *- uses: .*$/gm);
    expect(used).toEqual(text.match(/^ *- uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm));
  });
});
