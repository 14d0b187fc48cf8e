import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "partner-admin-link-emulator";
import { findCli, runCommand } from "../../examples/cli/command";
import { backendDirectory, cliEnvironment } from "../../examples/cli/environment";
import { isRecording } from "../e2e/harness/engine";
import { installPackages } from "../e2e/harness/onboarding";
import { recordedCliVersion } from "../e2e/harness/recordingFile";
import { pretendUser } from "../e2e/harness/usersEnvironment";
import { fencesOf, markdownFiles } from "../support/markdown";
import { commandsOf } from "../support/shellWords";

const repository = join(__dirname, "..", "..");
const transcript = join(repository, "test/e2e/transcripts/readme.txt");
const helpFile = join(repository, "test/unit/docs/pulumiHelp.txt");
const identity = { tenantId: "11111111-1111-4111-8111-111111111111", objectId: "11111111-aaaa-4aaa-8aaa-000000000001" };

/** A folder with the project of a user whose program is the first one of README. */
interface Place {
  readonly emulator: Emulator;
  readonly project: string;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function openPlace(): Promise<Place> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-pages-")));
  const project = join(folder, "customer");
  const homeDirectory = join(folder, "home");
  mkdirSync(backendDirectory(homeDirectory), { recursive: true });
  mkdirSync(project);
  for (const file of readdirSync(join(__dirname, "project"))) {
    copyFileSync(join(__dirname, "project", file), join(project, file));
  }
  writeFileSync(join(project, "index.ts"), fencesOf("README.md").find(({ language }) => language === "ts")?.text ?? "");
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "customer", main: "index.ts" }));
  installPackages(project);
  symlinkSync(join(repository, "emulator"), join(project, "node_modules/partner-admin-link-emulator"));
  const emulator = await startEmulator();
  const options = { projectDirectory: project, stackName: "dev", homeDirectory, passphrase: "pages" };
  return {
    emulator,
    project,
    environment: cliEnvironment({ ...options, environment: emulator.environmentFor(identity) }),
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A session at a prompt: the commands and what they print. */
async function play({ emulator, project, environment }: Place): Promise<string> {
  const { command } = (await findCli()) ?? { command: "pulumi" };
  const printed: string[] = [];
  const type = async (line: string) => {
    const words = line.split(" ");
    const quiet = words[0] === "stack" ? [] : ["--suppress-progress"];
    const { stdout, stderr } = await runCommand(command, [...words, ...quiet], { cwd: project, environment });
    printed.push(`$ pulumi ${line}\n`, stdout, stderr);
  };
  await type("stack init dev");
  await type("up --yes");
  emulator.setLink(identity.tenantId, identity.objectId, "654321");
  await type("preview --expect-no-changes");
  await type("up --yes --skip-preview");
  await type("destroy --yes --skip-preview");
  return printed.join("").replaceAll(/ +$/gm, "");
}

/** What does not depend on the machine: lines in the order of the alphabet, since resources go side by side, without times. */
function comparable(text: string): string[] {
  const timeless = text.replaceAll(/\(\d+(\.\d+)?s\)/g, "(TIME)").replaceAll(/^Duration: .*$/gm, "Duration: TIME");
  return timeless.split("\n").sort();
}

/** The flags of every subcommand that Markdown files name, a line each, as the CLI's help has them. */
async function readHelp(): Promise<string> {
  const { command } = (await findCli()) ?? { command: "pulumi" };
  const environment = { PATH: process.env["PATH"], HOME: tmpdir(), PULUMI_SKIP_UPDATE_CHECK: "true" };
  const helps = new Map<string, string>();
  const helpOf = async (path: readonly string[]): Promise<string> => {
    const name = path.join(" ");
    const help = helps.get(name) ?? (await runCommand(command, [...path, "--help"], { environment })).stdout;
    // Help for an argument is that of its command.
    if (help !== helps.get(path.slice(0, -1).join(" "))) helps.set(name, help);
    return help;
  };
  const scripts = markdownFiles()
    .flatMap(fencesOf)
    .filter(({ language }) => ["bash", "sh"].includes(language));
  for (const [program, ...words] of scripts.flatMap(({ text }) => commandsOf(text))) {
    for (let depth = 1; program === "pulumi" && /^[a-z]+$/.test(words[depth - 1] ?? ""); depth++) {
      await helpOf(words.slice(0, depth));
      if (!helps.has(words.slice(0, depth).join(" "))) break;
    }
  }
  const lines = [...helps].map(([name, help]) => {
    return `${name}: ${(help.match(/(?<=^ +(?:-\w, )?)--?[\w-]+/gm) ?? []).join(" ")}\n`;
  });
  return lines.sort().join("");
}

/** The recorded text, which recording writes anew. Another version of the CLI may print something else. */
async function recorded(file: string, seen: string): Promise<string> {
  if (isRecording) writeFileSync(file, seen);
  return (await findCli())?.version === recordedCliVersion() ? readFileSync(file, "utf8") : seen;
}

describe("the pages", () => {
  let place: Place;

  beforeAll(async () => {
    pretendUser();
    place = await openPlace();
  });

  afterAll(() => place.close());

  it("show what the CLI prints", async () => {
    const session = await play(place);
    expect(session).toContain("(PAL_DRIFT)");
    expect(comparable(session)).toEqual(comparable(await recorded(transcript, session)));
  });

  it("have a user's tests that pass", async () => {
    const jest = join(repository, "node_modules/jest/bin/jest.js");
    const { project, environment } = place;
    const args = [jest, "--rootDir", project, "--config", "{}", "--ci", "--json"];
    const withModules = { ...environment, NODE_OPTIONS: "--experimental-vm-modules", TMPDIR: project };
    const { stdout } = await runCommand(process.execPath, args, { cwd: project, environment: withModules });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 3, numTotalTests: 3 });
  });

  it("are checked with the flags that the CLI has", async () => {
    const help = await readHelp();
    expect(help).toMatch(/^preview: .*--expect-no-changes /m);
    expect(help).toBe(await recorded(helpFile, help));
  });
});
