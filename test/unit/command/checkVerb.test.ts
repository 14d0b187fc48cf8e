import type { SignInSettings } from "../../../provider/azure/credentialSettings";
import { checkText } from "../../../provider/command/checkText";
import { checkVerb } from "../../../provider/command/checkVerb";
import { PalError } from "../../../provider/errors";
import type { CheckOptions, Recognition } from "../../../provider/recognition/types";
import { declared, objectId } from "../fixtures";
import { mixed, notLinked, recognition, subscriptionId, unknown } from "./recognitionFixtures";
import { type Ran, runVerbs } from "./runVerbs";

const asked = jest.fn<Promise<Recognition>, [CheckOptions, () => SignInSettings]>();

async function check(result: Recognition | Error, args: readonly string[] = [], columns?: number): Promise<Ran> {
  asked.mockReset().mockImplementation(async () => {
    if (result instanceof Error) throw result;
    return Promise.resolve(result);
  });
  const load = () => ({ check: asked, tenantsOf: () => Promise.reject(new Error("not asked for")) });
  return await runVerbs([checkVerb(load)], ["check", ...args], columns);
}

describe("check", () => {
  it.each([
    { result: recognition(), exitCode: 0 },
    { result: mixed, exitCode: 2 },
    { result: notLinked, exitCode: 2 },
    { result: unknown, exitCode: 3 },
  ])("ends with $exitCode when the link is $result.verdict.status", async ({ result, exitCode }) => {
    expect(await check(result)).toStrictEqual({ exitCode, stdout: checkText(result), stderr: "" });
    expect((await check(result, ["--json"])).exitCode).toBe(exitCode);
  });

  it("ends with 1 and the reason when it fails", async () => {
    expect(await check(new PalError("PAL_SERVICE_FAILED", "Azure did not answer"))).toStrictEqual({
      exitCode: 1,
      stdout: "",
      stderr: "Azure did not answer (PAL_SERVICE_FAILED)\n",
    });
  });

  it("prints the result as it is with --json", async () => {
    expect(JSON.parse((await check(mixed, ["--json"])).stdout)).toEqual(mixed);
  });

  it("prints an attestation", async () => {
    expect(JSON.parse((await check(mixed, ["--format", "attestation"])).stdout)).toMatchObject({ objectId });
  });

  it("fits its text to the terminal", async () => {
    expect((await check(mixed, [], 80)).stdout).toBe(checkText(mixed, 80));
  });

  const [first, second] = [subscriptionId(1), subscriptionId(2)];

  it.each([
    { args: [], options: { usage: "auto" } },
    { args: ["--partner-id", declared], options: { usage: "auto", partnerId: declared } },
    { args: ["--usage", "cost"], options: { usage: "cost" } },
    { args: ["--format", "attestation"], options: { usage: "auto" } },
    {
      args: ["--subscription", first.toUpperCase(), second],
      options: { usage: "auto", subscriptionIds: [first, second] },
    },
    {
      args: ["--subscription", first, "--usage", "off", "--subscription", second],
      options: { usage: "off", subscriptionIds: [first, second] },
    },
  ])("asks for $options when called with $args", async ({ args, options }) => {
    await check(recognition(), args);
    expect(asked.mock.calls).toEqual([[{ ...options, tenantName: true }, expect.any(Function)]]);
  });

  it("asks for no name of the directory where no person reads it", async () => {
    await check(recognition(), ["--json"]);
    expect(asked.mock.calls).toEqual([[{ usage: "auto", tenantName: false }, expect.any(Function)]]);
  });

  it.each([
    { args: ["--partner-id", "contoso"], says: "A partner ID is made of digits" },
    { args: ["--subscription", "Shop"], says: "A subscription ID is a GUID" },
    { args: ["--usage", "all"], says: "Allowed choices are auto, cost, off" },
    { args: ["--format", "yaml"], says: "Allowed choices are attestation" },
    { args: ["--json", "--format", "attestation"], says: "'--json' cannot be used with option '--format" },
    { args: ["contoso"], says: "too many arguments for 'check'" },
    { args: ["--config", "/nowhere/config.json"], says: "(PAL_CONFIG_INVALID)" },
  ])("ends with 1 and asks nothing when called with $args", async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await check(recognition(), args);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it("tells its exit codes in its help", async () => {
    expect((await check(recognition(), ["--help"])).stdout).toMatch(/^ {2}2 {2}not expected, or partly$/m);
  });
});
