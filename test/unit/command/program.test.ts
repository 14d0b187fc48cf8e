import { Command } from "commander";
import { configOption, runCommand, type Verb } from "../../../provider/command/program";
import { PalError } from "../../../provider/errors";
import { runVerbs } from "./runVerbs";

/** A verb that ends as it is told to. */
const ending: Verb = (shell) =>
  new Command("end")
    .argument("<HOW>", "exit code, or an error")
    .addOption(configOption())
    .action(async (how: string) => {
      if (how === "PalError") throw new PalError("PAL_AUTH_FAILED", "nobody is\nsigned in");
      if (how === "Error") throw new TypeError("x is not a function");
      if (how === "silently") return;
      shell.print(`ends with ${how}\n`);
      shell.end(Number(how));
      await Promise.resolve();
    });

const see = (verb = "") => `; see pulumi-partner-admin-link ${verb}--help\n`;

describe("runCommand", () => {
  it.each([
    { how: "0", exitCode: 0, stdout: "ends with 0\n", stderr: "" },
    { how: "3", exitCode: 3, stdout: "ends with 3\n", stderr: "" },
    { how: "silently", exitCode: 0, stdout: "", stderr: "" },
    { how: "PalError", exitCode: 1, stdout: "", stderr: "nobody is signed in (PAL_AUTH_FAILED)\n" },
    {
      how: "Error",
      exitCode: 1,
      stdout: "",
      stderr: "unexpected failure: x is not a function (PAL_UNEXPECTED)\n",
    },
  ])("ends with $exitCode when its verb ends with $how", async ({ how, ...expected }) => {
    expect(await runVerbs([ending], ["end", how])).toStrictEqual(expected);
  });

  it.each([
    { args: ["end"], says: `error: missing required argument 'HOW'${see("end ")}` },
    {
      args: ["end", "0", "1"],
      says: `error: too many arguments for 'end'. Expected 1 argument but got 2${see("end ")}`,
    },
    {
      args: ["end", "0", "--cnofig", "x"],
      says: `error: unknown option '--cnofig' (Did you mean --config?)${see("end ")}`,
    },
    { args: ["end", "0", "--config"], says: `error: option '--config <FILE>' argument missing${see("end ")}` },
    { args: ["begin"], says: `error: unknown command 'begin'${see()}` },
    { args: ["--nonsense\u001B[31m\n##vso[task]"], says: `error: unknown option '--nonsense # #vso[task]'${see()}` },
  ])("ends with 1 and says in a line what is wrong with %j", async ({ args, says }) => {
    expect(await runVerbs([ending], args)).toStrictEqual({ exitCode: 1, stdout: "", stderr: says });
  });

  it("ends with 1 and shows its verbs when it is called with none", async () => {
    const { exitCode, stdout, stderr } = await runVerbs([ending], []);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Usage: pulumi-partner-admin-link .*^ {2}end \[options\] <HOW>$/ms);
  });

  it.each(["-h", "--help"])("explains itself for %s", async (flag) => {
    const { exitCode, stdout, stderr } = await runVerbs([ending], [flag]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("ARM_* and AZURE_*");
    expect((await runVerbs([ending], ["end", flag])).stdout).toContain("--config <FILE>");
  });

  it("prints its version", async () => {
    expect(await runVerbs([], ["--version"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it("does not end before its verb has", async () => {
    const order: string[] = [];
    const slow: Verb = () =>
      new Command("slow").action(async () => {
        await new Promise(setImmediate);
        order.push("verb");
      });
    await runCommand([slow], ["slow"], { print: () => 0, printError: () => 0, columns: undefined });
    expect([...order, "command"]).toEqual(["verb", "command"]);
  });
});
