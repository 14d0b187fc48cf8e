import { examplePages, type Fence, fencesOf, pages } from "../../support/markdown";
import { problemsOfFence } from "./fenceRules";

const fence = (language: string, text: string): Fence => ({ place: "page.md:1", language, text });

describe("the blocks of README, docs and the emulator's README", () => {
  it("can be typed, run or compiled as they stand", async () => {
    const fences = pages.flatMap(fencesOf);
    expect(fences.length).toBeGreaterThan(35);
    expect((await Promise.all(fences.map(problemsOfFence))).flat()).toEqual([]);
  });
});

describe("the commands and settings in the examples' pages", () => {
  it("can be typed as they stand", async () => {
    const fences = examplePages.flatMap(fencesOf).filter(({ language }) => !["ts", "text"].includes(language));
    expect(fences.length).toBeGreaterThan(30);
    expect((await Promise.all(fences.map(problemsOfFence))).flat()).toEqual([]);
  });
});

describe("problemsOfFence", () => {
  it.each([
    ["a language that nothing checks", fence("cobol", "STOP RUN.\n")],
    ["no language", fence("", "anything\n")],
    ["a subcommand that pulumi lacks", fence("bash", "pulumi preveiw\n")],
    ["a flag that pulumi lacks", fence("bash", "pulumi preview --expect-no-change\n")],
    ["a verb that the command lacks", fence("bash", "cd links && npx pulumi-partner-admin-link chek\n")],
    ["a flag that the verb lacks", fence("bash", "npx pulumi-partner-admin-link check --html page.html\n")],
    ["a flag that the emulator lacks", fence("bash", "npx partner-admin-link-emulator --env-fil x &\n")],
    ["a flag that the Azure CLI lacks", fence("bash", "az managementpartner show --id 1\n")],
    ["a flag in a loop", fence("bash", "for one in 1 2; do pulumi up --ye; done\n")],
    ["a flag that a subcommand of four words lacks", fence("bash", "az ad app federated-credential create --app 1\n")],
    ["a script that the package lacks", fence("bash", "npm ci && npm run dmo\n")],
    ["a package that nobody named", fence("bash", "npm install left-pad\n")],
    ["a program that nothing knows", fence("bash", "curl localhost | frobnicate\n")],
    ["a script with a mistake", fence("bash", "if true; pulumi up\n")],
    ["a placeholder that a shell takes for a redirection", fence("bash", "pulumi up <stack name>\n")],
    ["JSON that is none", fence("json", "{ tenants: [] }\n")],
    ["YAML that is none", fence("yaml", "a: b: c\n")],
    ["output that no transcript has", fence("text", "everything went well\n")],
    ["a test that nobody runs", fence("js", "test('nothing', () => undefined);\n")],
  ])("finds %s", async (_case, given) => {
    expect(await problemsOfFence(given)).toEqual([expect.stringMatching(/^page\.md:1: /)]);
  });

  it.each([
    ["a command with everything around it", fence("bash", "A=1 pulumi up --yes > log.txt 2>&1 & # comes back\n")],
    ["a command over two lines", fence("bash", "pulumi preview \\\n  --expect-no-changes\n")],
    [
      "an excerpt",
      fence("text", "Usage: partner-admin-link-emulator [options]\n...\n  -h, --help             this text\n"),
    ],
  ])("accepts %s", async (_case, given) => {
    expect(await problemsOfFence(given)).toEqual([]);
  });
});
