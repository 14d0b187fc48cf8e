import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliStack, type Diagnostic, type OperationResult, type PulumiStack } from "../../examples/cli";
import { engineStack } from "../../examples/engine";
import { enginesHere } from "./runBuilt";

interface Inputs {
  readonly value: string;
  readonly isSecret?: boolean;
  readonly key?: string;
  readonly deletedFirst?: boolean;
  readonly refused?: string;
  readonly fails?: string;
  readonly leavesUndone?: string;
}

type Resources = Readonly<Record<string, Inputs>>;

/** One operation with what the program declares, and the callbacks it makes. */
interface Act {
  readonly run: "preview" | "up" | "refresh" | "destroy";
  readonly declare?: Resources;
  /** What is really there, for reads; `gone` for nothing. */
  readonly live?: string;
  readonly calls: readonly string[];
}

const a = { value: "a" };
const made: Act = { run: "up", declare: { link: a }, calls: ["check link none a", "create link a"] };

/** The order of callbacks, the real engine's. */
const orders: Readonly<Record<string, readonly Act[]>> = {
  "creates, keeps, updates and deletes": [
    made,
    { run: "up", declare: { link: a }, calls: ["check link a a", "diff link a a"] },
    { run: "up", declare: { link: { value: "b" } }, calls: ["check link a b", "diff link a b", "update link a b"] },
    { run: "up", declare: {}, calls: ["delete link b"] },
  ],
  "changes nothing in a preview": [
    { run: "preview", declare: { link: a }, calls: ["check link none a"] },
    made,
    { run: "preview", declare: { link: { value: "b" } }, calls: ["check link a b", "diff link a b"] },
    { run: "preview", declare: {}, calls: [] },
    { run: "up", declare: { link: a }, calls: ["check link a a", "diff link a a"] },
  ],
  "replaces after a check without former inputs, and deletes when the program has ended": [
    { run: "up", declare: { link: { ...a, key: "1" } }, calls: made.calls },
    {
      run: "up",
      declare: { link: { value: "b", key: "2" }, next: a },
      calls: [
        ...["check link a b", "diff link a b", "check link none b", "create link b"],
        ...["check next none a", "create next a", "delete link a"],
      ],
    },
    { run: "destroy", calls: ["delete next a", "delete link b"] },
  ],
  "deletes before it replaces where the provider says so": [
    { run: "up", declare: { link: { ...a, key: "1" } }, calls: made.calls },
    {
      run: "up",
      declare: { link: { value: "b", key: "2", deletedFirst: true } },
      calls: ["check link a b", "diff link a b", "check link none b", "delete link a", "create link b"],
    },
    { run: "destroy", calls: ["delete link b"] },
  ],
  "refreshes by a read and a diff, and repairs": [
    made,
    { run: "refresh", live: "b", calls: ["read link a", "diff link b a"] },
    { run: "up", declare: { link: a }, calls: ["check link b a", "diff link b a", "update link b a"] },
    { run: "refresh", live: "gone", calls: ["read link a"] },
    made,
  ],
  "updates what a creation left unfinished": [
    { run: "up", declare: { link: { ...a, leavesUndone: "no time" } }, calls: made.calls },
    { run: "up", declare: { link: a }, calls: ["check link a a", "diff link a a", "update link a a"] },
    { run: "up", declare: { link: a }, calls: ["check link a a", "diff link a a"] },
  ],
};

/** Declarations that fail, with what is said and which callbacks are made. */
const failures: Readonly<Record<string, { declare: Resources; says: RegExp; calls: readonly string[] }>> = {
  "a refused check": {
    declare: { link: { ...a, refused: "it is no partner" }, next: a },
    says: /property value.* has a problem: it is no partner/,
    calls: ["check link none a"],
  },
  "a failed creation": {
    declare: { link: { ...a, fails: "the service is down" }, next: a },
    says: /the service is down/,
    calls: ["check link none a", "create link a"],
  },
  "an unfinished creation": {
    declare: { link: { ...a, leavesUndone: "the link is not confirmed" }, next: a },
    says: /1 error occurred:\n\s*\* the link is not confirmed/,
    calls: ["check link none a", "create link a"],
  },
};

function errorsOn(name: string, diagnostics: readonly Diagnostic[]): string {
  const own = diagnostics.filter(({ severity, urn }) => severity === "error" && urn?.endsWith(`::${name}`));
  return own.map(({ message }) => message).join("\n");
}

describe.each(enginesHere)("a stack on the %s", (kind) => {
  let folder: string;
  let stack: PulumiStack;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "pal-engine-")));
    const options = {
      projectDirectory: join(__dirname, "program"),
      stackName: "dev",
      homeDirectory: folder,
      passphrase: "passphrase",
      environment: { CALLS: join(folder, "calls") },
    };
    stack = kind === "cli" ? await cliStack(options) : engineStack(options);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function act(
    run: Act["run"],
    declare: Resources = {},
    {
      expectNoChanges = false,
      ...more
    }: { expectNoChanges?: boolean; LIVE?: string | undefined; BREAKS?: string } = {},
  ): Promise<OperationResult & { readonly calls: readonly string[] }> {
    writeFileSync(join(folder, "calls"), "");
    const all = Object.entries({ RESOURCES: JSON.stringify(declare), ...more });
    const given = all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    const result = await stack[run]({ environment: Object.fromEntries(given), expectNoChanges });
    return { ...result, calls: readFileSync(join(folder, "calls"), "utf8").trim().split("\n").filter(Boolean) };
  }

  it.each(Object.entries(orders))("%s", async (_name, acts) => {
    for (const { run, declare, live, calls } of acts) {
      const played = await act(run, declare, { LIVE: live });
      expect(played.calls).toStrictEqual(calls);
    }
  });

  it.each(Object.entries(failures))("ends with an error and nothing more after %s", async (_name, failure) => {
    const { exitCode, calls, diagnostics, output } = await act("up", failure.declare);
    expect(exitCode).not.toBe(0);
    expect(calls).toStrictEqual(failure.calls);
    expect(errorsOn("link", diagnostics)).toMatch(failure.says);
    expect(output).toMatch(failure.says);
  });

  it("ends with an error, and deletes nothing, after a program that breaks", async () => {
    await act("up", { link: a });
    const { exitCode, output, calls } = await act("up", {}, { BREAKS: "no such customer" });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("no such customer");
    expect(calls).toStrictEqual([]);
  });

  it("fails for changes, and only for those, when none are expected", async () => {
    const codes = [
      await act("preview", { link: a }, { expectNoChanges: true }),
      await act("up", { link: a }),
      await act("preview", { link: a }, { expectNoChanges: true }),
      await act("preview", {}, { expectNoChanges: true }),
    ].map(({ exitCode }) => exitCode === 0);
    expect(codes).toStrictEqual([false, true, true, false]);
  });

  it("keeps secrets encrypted and hands them to the provider in plain text", async () => {
    const value = "not-a-secret-but-marked";
    const declare = { link: { value, isSecret: true } };
    const created = await act("up", declare);
    const kept = JSON.stringify(await stack.exportStack());
    const again = await act("up", declare);
    expect(created.outputs).toStrictEqual({ link: "[secret]" });
    expect(kept).toContain("ciphertext");
    expect([kept, created.output, again.output].join()).not.toContain(value);
    expect(again.calls).toStrictEqual([`check link ${value} ${value}`, `diff link ${value} ${value}`]);
  });
});
