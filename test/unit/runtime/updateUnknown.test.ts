import type { PartialSuccess } from "../../../provider/errors";
import { toInputs } from "../../../provider/runtime/declaration";
import { run } from "../../../provider/runtime/run";
import { another, declarationOf, declared, linkedAsDeclared, lostReply, settled } from "../fixtures";
import { type Case, credential, rotated, updating } from "./updating";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

describe("an update whose outcome is not known", () => {
  it("keeps a pending write in state when the change gets no response", async () => {
    const { start } = updating({ when: "", change: { partnerId: another } }, [
      ["get", linkedAsDeclared],
      ["update", another, lostReply],
      ["get", linkedAsDeclared],
    ]);
    await expect(start()).rejects.toMatchObject({
      properties: { __link: { kind: "unsettled", pending: [another], found: declared, before: settled() } },
    });
  });

  const { clientSecret: _, ...withoutSecret } = credential;
  const withToken = { ...withoutSecret, useOidc: true, oidcToken: "token" };
  const inChina = { ...credential, environment: "china" };

  it.each<Case & { readonly keeps: unknown }>([
    { when: "the block is taken away", change: { credential: undefined }, keeps: credential },
    {
      when: "a block with a token is taken away",
      before: { credential: withToken },
      change: { credential: undefined },
      keeps: withToken,
    },
    { when: "a block is added", before: { credential: undefined }, change: { credential }, keeps: undefined },
    {
      when: "a block with a token is added",
      before: { credential: undefined },
      change: { credential: withToken },
      keeps: undefined,
    },
    { when: "the cloud is another", change: { credential: inChina }, keeps: credential },
    { when: "the secret was rotated", change: rotated, keeps: rotated.credential },
  ])(
    "keeps with a pending write the credential that the engine keeps, the same identity's new one aside, when $when",
    async ({ keeps, ...row }) => {
      const { resource, news, start } = updating({ ...row, change: { partnerId: another, ...row.change } }, [
        ["get", linkedAsDeclared],
        ["update", another, lostReply],
        ["get", linkedAsDeclared],
      ]);
      run.noteTokens(news);
      const { properties } = (await start().catch((error: unknown) => error)) as PartialSuccess;
      const { adopted: _adopted, __link: _link, ...inputs } = properties;
      const kept = declarationOf({ partnerId: another, credential: keeps }, { urn: resource.urn });
      expect(inputs).toStrictEqual(toInputs(kept, resource.identity));
    },
  );
});
