import { PartialSuccess } from "../../../provider/errors";
import type { Outcome } from "../../../provider/runtime/converge";
import { verifyPartnerName } from "../../../provider/runtime/partnerName";
import {
  another,
  declared,
  identity,
  linkedAsDeclared,
  linkedToAnother,
  linkId,
  serviceError,
  thrownBy,
} from "../fixtures";
import { scriptedClient, type Step } from "../scriptedClient";
import { spokenOnConsole } from "../spokenOnConsole";

const outs = { partnerId: declared, __provider: "pointer" };
const refused = serviceError({ statusCode: 403, serviceCode: "Forbidden" });

async function verify(
  partnerName: string | undefined,
  outcome: Outcome,
  script: readonly Step[] = [],
): Promise<string[]> {
  const { client, calls } = scriptedClient(script);
  const inputs = { partnerId: declared, ...(partnerName === undefined ? {} : { expect: { partnerName } }) };
  await verifyPartnerName(client, inputs, outcome, identity, outs);
  return calls;
}

describe("verifyPartnerName", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    { when: "no name is expected", partnerName: undefined },
    { when: "the name is the expected one", partnerName: " CONTOSO " },
  ])("does nothing when $when", async ({ partnerName }) => {
    expect(await verify(partnerName, { live: linkedAsDeclared, wrote: "put", before: undefined })).toStrictEqual([]);
  });

  it("warns and lets the link stand when the service gives no name", async () => {
    const spoken = spokenOnConsole();
    await verify("Contoso", { live: { partnerId: declared }, wrote: "put", before: undefined });
    expect(spoken()).toStrictEqual([
      'warning: the service gave no name for 1234567: expect.partnerName "Contoso" could not be checked',
    ]);
  });

  it.each<{ when: string; outcome: Outcome; script: readonly Step[]; undone: string }>([
    {
      when: "nothing was written",
      outcome: { live: linkedAsDeclared, wrote: "none", before: linkedAsDeclared },
      script: [],
      undone: "Nothing was written",
    },
    {
      when: "the link is new",
      outcome: { live: linkedAsDeclared, wrote: "put", before: undefined },
      script: [["remove", declared, undefined]],
      undone: "The new link was removed again",
    },
    {
      when: "another was replaced",
      outcome: { live: linkedAsDeclared, wrote: "patch", before: linkedToAnother },
      script: [["patch", another, linkedToAnother]],
      undone: "The link to 7654321 (Fabrikam) was restored",
    },
  ])(
    "undoes what was written, and no more, when the name is another and $when",
    async ({ outcome, script, undone }) => {
      const { client, calls } = scriptedClient(script);
      const inputs = { expect: { partnerName: "Northwind" } };
      await expect(verifyPartnerName(client, inputs, outcome, identity, outs)).rejects.toMatchObject({
        code: "PAL_EXPECTATION_FAILED",
        message: expect.stringContaining(`is "Contoso". ${undone}. Check the partner ID`) as string,
      });
      expect(calls).toHaveLength(script.length);
    },
  );

  it.each<{ what: string; outcome: Outcome; script: readonly Step[] }>([
    {
      what: "removing the new link",
      outcome: { live: linkedAsDeclared, wrote: "put", before: undefined },
      script: [["remove", declared, refused]],
    },
    {
      what: "restoring the other",
      outcome: { live: linkedAsDeclared, wrote: "patch", before: linkedToAnother },
      script: [["patch", another, refused]],
    },
  ])("keeps the resource in the state when $what fails", async ({ outcome, script }) => {
    const error = await thrownBy(() => verify("Northwind", outcome, script));
    expect(error).toBeInstanceOf(PartialSuccess);
    expect(error).toMatchObject({
      id: linkId,
      properties: outs,
      reasons: [expect.stringContaining("could not be undone (the service said Forbidden)")],
    });
  });
});
