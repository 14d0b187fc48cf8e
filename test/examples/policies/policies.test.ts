import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EnforcementLevel, PolicySeverity } from "@pulumi/pulumi/proto/analyzer_pb";
import { temporaryFolder } from "../../support/tarballs";
import { type Analyzer, connect, urnOf } from "./analyzer";
import { type Case, inPreview, kept, violated } from "./cases";
import { copyPack, packFolder, type RunningPack, startPack } from "./pack";
import { canary } from "./stacks";

const packConfig = JSON.parse(readFileSync(join(packFolder, "config.json"), "utf8")) as NonNullable<Case["config"]>;

/** The README's table, by the first words of each row. */
function rulesOfReadme(): string[] {
  const readme = readFileSync(join(packFolder, "README.md"), "utf8");
  return [...readme.matchAll(/^\| `(pal-[\w-]+)` *\| (\w+) *\| (\w+) *\|/gm)].map((row) => row.slice(1, 4).join(" "));
}

function keyOf(values: object, value: number): string {
  return Object.entries(values).find(([, one]) => one === value)?.[0] ?? "";
}

describe("examples/policies", () => {
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  let pack: RunningPack;
  let analyzer: Analyzer;

  beforeAll(async () => {
    temporary = await temporaryFolder();
    await copyPack(temporary.path);
    pack = await startPack(temporary.path, { CI: "true" });
    analyzer = connect(pack.address);
  });

  afterAll(async () => {
    analyzer.close();
    await pack.stop();
    await temporary.remove();
  });

  async function expectViolation({ rule, stack, violatedBy, config = {} }: Case): Promise<void> {
    await analyzer.configure({ ...packConfig, ...config });
    const told = await analyzer.analyze(stack);
    const expected = violatedBy === undefined ? [] : [{ rule, urn: urnOf(violatedBy.type, violatedBy.name) }];
    expect(told.map(({ policyname, urn }) => ({ rule: policyname, urn }))).toEqual(expected);
    expect(JSON.stringify(told)).not.toContain(canary);
  }

  it.each(violated)("reports $rule for $what", async (row) => {
    await expectViolation(row);
  });
  it.each(kept)("does not report $rule for $what", async (row) => {
    await expectViolation(row);
  });
  it.each(inPreview)("judges $rule in a preview that does not know $what", async (row) => {
    await expectViolation(row);
  });

  it("has the rules, levels and severities that its README tells", async () => {
    const rules = await analyzer.rules();
    expect(rulesOfReadme()).toEqual(
      rules.map(({ name, enforcementlevel, severity }) =>
        [
          name,
          keyOf(EnforcementLevel, enforcementlevel),
          keyOf(PolicySeverity, severity).replace("POLICY_SEVERITY_", ""),
        ]
          .join(" ")
          .toLowerCase(),
      ),
    );
  });

  it("holds every rule to the table", async () => {
    const names = (await analyzer.rules()).map(({ name }) => name).sort();
    for (const cases of [violated, kept, inPreview])
      expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual(names);
  });
});
