import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../examples/cli/command";
import { linkType } from "../../provider/providerPointer";
import { urnPrefix } from "../e2e/harness/names";
import { readRecording } from "../e2e/harness/recordingFile";
import { pipelineFolder, pipelines } from "./pipelineFiles";
import { root } from "./runBuilt";

/** What the CLI printed when the gate found drift. */
const gate = (readRecording("driftInJson").steps[1]?.printed ?? [])
  .join("\n")
  .replaceAll("urn:…::", urnPrefix)
  .replaceAll("<PartnerAdminLink>", linkType);

const environment = { PATH: process.env["PATH"] };

/** The summary of a text that a preview may have printed. */
async function summaryOf(printed: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pal-pipeline-"));
  try {
    const file = join(folder, "preview.json");
    writeFileSync(file, printed);
    const script = join(pipelineFolder, "previewSummary.mjs");
    const { exitCode, stdout, stderr } = await runCommand(process.execPath, [script, file], { environment });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const drifted = `## Pulumi preview: 1 change

| resource | type | operation |
| --- | --- | --- |
| link | ${linkType} | update |

- **warning** link: partner admin link drifted: service principal \\<client contoso-deploy\\> (object id \\<object contoso-deploy\\>, tenant \\<tenant Contoso\\>) is linked to 654321 (Northwind Services), declared 123456 (PAL\\_DRIFT)
`;

describe("examples/pipelines/previewSummary.mjs", () => {
  it("tells the change and the warning of a gate that found drift", async () => {
    expect(await summaryOf(gate)).toBe(drifted);
  });

  it("tells that there is nothing to do", async () => {
    expect(await summaryOf('{ "steps": [{ "op": "same" }, { "op": "read" }] }')).toBe(
      "## Pulumi preview: no changes\n",
    );
  });

  it("tells that the command ended before it printed a result", async () => {
    expect(await summaryOf("")).toMatch(/^## Pulumi preview: no result\n\nThe command ended before/);
  });

  it.each([
    '{ "steps": null, "diagnostics": null }',
    '{ "steps": [null] }',
    '{ "diagnostics": [{ "severity": "error", "message": 1 }] }',
    '{ "steps": [] }\n{ "steps": [] }',
  ])("tells that there is no result in what no preview prints: %s", async (printed) => {
    expect(await summaryOf(printed)).toMatch(/^## Pulumi preview: no result\n/);
  });

  it("tells of a message without text", async () => {
    const printed = '{ "steps": [{ "op": "create" }], "diagnostics": [{ "severity": "warning" }] }';
    expect(await summaryOf(printed)).toMatch(/\n\|  \|  \| create \|\n\n- \*\*warning\*\*: \n$/);
  });

  it("stays below what GitHub shows, however much is told and of what length", async () => {
    const name = "漢".repeat(1000);
    const urn = `urn:pulumi:s::p::${name}::${name}`;
    const many = <Item>(item: Item): Item[] => Array<Item>(300).fill(item);
    const preview = {
      steps: many({ op: "update", urn }),
      diagnostics: many({ severity: "error", urn, message: name }),
    };
    expect(Buffer.byteLength(await summaryOf(JSON.stringify(preview)))).toBeLessThan(2 ** 20);
  });

  it("shows text of others as it is, on one line, and cuts it", async () => {
    const hostile =
      "\u001b[31merror: a | b\n# heading\r::error::x <img src=x> [link](https://x.example) @all $x$ `c` \u202e";
    const preview = {
      steps: [{ op: "update", urn: "urn:pulumi:s::p::a:b:C$d:e:F::a|b::c" }],
      diagnostics: [
        { severity: "error", message: `${hostile}${"x".repeat(2000)}\n    at somewhere` },
        { severity: "info", message: "not told" },
      ],
    };
    const [title, , , , row, , item, ...rest] = (await summaryOf(JSON.stringify(preview))).split("\n");
    expect({ title, row, rest }).toEqual({
      title: "## Pulumi preview: failed",
      row: "| a\\|b::c | d:e:F | update |",
      rest: [""],
    });
    expect(item).toMatch(
      /^- \*\*error\*\*: error: a \\\| b \\# heading ::error::x \\<img src=x\\> \\\[link\\\]\(https:\\\/\/x\.example\) \\@all \\\$x\\\$ \\`c\\` x+…$/,
    );
  });
});

describe("examples/pipelines", () => {
  it.each(Object.entries(pipelines))("%s makes the summary of a gate that failed", async (_name, pipeline) => {
    const folder = mkdtempSync(join(tmpdir(), "pal-pipeline-"));
    try {
      symlinkSync(pipelineFolder, join(folder, "pipelines"));
      writeFileSync(join(folder, "preview.json"), gate);
      const { summary = "", variables } = pipeline.run("schedule");
      const options = { cwd: folder, environment: { ...environment, ...variables } };
      const { exitCode, stdout } = await runCommand("bash", ["-e", "-c", summary], options);
      expect(exitCode).toBe(0);
      expect(readFileSync(join(folder, pipeline.summaryFile(stdout)), "utf8")).toBe(drifted);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("pins the actions that the workflows of this repository use, to the same commits", () => {
    const uses = (file: string) =>
      Array.from(readFileSync(join(root, file), "utf8").matchAll(/uses: (.*)$/gm), ([, action = ""]) => action);
    const pinned = uses(".github/workflows/pull-request.yml");
    const used = uses("examples/pipelines/githubActions.yml");
    expect(used).toHaveLength(3);
    expect(used.filter((action) => !pinned.includes(action))).toEqual([]);
    expect(used.filter((action) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });
});
