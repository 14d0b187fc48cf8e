import { importVerb } from "../../../provider/command/importVerb";
import { runVerbs } from "./runVerbs";

const see = "; see pulumi-partner-admin-link import --help\n";

describe("import", () => {
  it.each([
    { args: [], says: "error: missing required argument 'NAME'" },
    { args: ["link", "--customers", "a.csv"], says: "error: NAME cannot be used with option '--customers <FILE>'" },
    {
      args: ["--customers", "-", "--config", "-"],
      says: "error: --customers and --config cannot both be read from standard input",
    },
  ])("ends with 1 for $args", async ({ args, says }) => {
    expect(await runVerbs([importVerb], ["import", ...args])).toStrictEqual({
      exitCode: 1,
      stdout: "",
      stderr: `${says}${see}`,
    });
  });

  it("ends with 1 and the reason for a customers file that cannot be read", async () => {
    expect(await runVerbs([importVerb], ["import", "--customers", "no-such.csv"])).toStrictEqual({
      exitCode: 1,
      stdout: "",
      stderr: "cannot read customers from no-such.csv: there is no such file (PAL_CONFIG_INVALID)\n",
    });
  });
});
