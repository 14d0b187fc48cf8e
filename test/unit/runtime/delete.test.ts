import { PalError } from "../../../provider/errors";
import { remove } from "../../../provider/runtime/delete";
import { run } from "../../../provider/runtime/run";
import { azureAnswers } from "../fakeAzure";
import {
  badGateway,
  clientId,
  declared,
  forbidden,
  linkedToAnother,
  lostReply,
  newResource,
  notFound,
  serviceError,
  settled,
  tenantId,
} from "../fixtures";
import { callOf, type ScriptedCall } from "../scriptedClient";
import { type Case, deleted, pending, readDeclared, removing } from "./removing";

jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const readNone: ScriptedCall = ["get", undefined];
const readAnother: ScriptedCall = ["get", linkedToAnother];
const badRequest = serviceError({ statusCode: 400, serviceCode: "BadRequest" });
const credential = { tenantId, clientId, clientSecret: "S3cret" };

describe("remove", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<Case & { readonly why: string }>([
    { when: "onDelete is retain", inputs: { onDelete: "retain" }, why: 'onDelete is "retain"' },
    {
      when: "a pending write is to be retained",
      inputs: { onDelete: "retain" },
      link: pending,
      why: 'onDelete is "retain"',
    },
    {
      when: "the link was adopted",
      link: settled({ created: false }),
      why: 'it was adopted; set onDelete: "unlink" to remove it',
    },
  ])("leaves the link without asking Azure, and reports that, when $when", async ({ why, ...row }) => {
    const { id, lines, calls, start } = removing(row);
    await start();
    expect(lines()).toStrictEqual([`info: the partner admin link of ${id} stays in place: ${why}`]);
    expect(calls).toStrictEqual([]);
  });

  it.each<Case & { readonly script: readonly ScriptedCall[] }>([
    { when: "the stack made it", script: [readDeclared, deleted] },
    {
      when: "it was adopted and onDelete is unlink",
      link: settled({ created: false }),
      inputs: { onDelete: "unlink" },
      script: [readDeclared, deleted],
    },
    { when: "a pending write was applied", link: pending, script: [readDeclared, deleted] },
    {
      when: "the answer proves nothing and a read shows no link",
      script: [readDeclared, ["delete", declared, badGateway], readNone],
    },
    {
      when: "there is no response and a read shows no link",
      script: [readDeclared, ["delete", declared, lostReply], readNone],
    },
    {
      when: "the service finds none to remove and a read shows none",
      script: [readDeclared, ["delete", declared, notFound], readNone],
    },
    {
      when: "the service finds none to remove and the link cannot be read",
      script: [readDeclared, ["delete", declared, notFound], ["get", forbidden]],
    },
    { when: "there is none any more", script: [readNone] },
  ])("ends without a link, and remembers that, when $when", async ({ script, ...row }) => {
    const { id, lines, calls, start } = removing(row, script);
    await start();
    expect(calls).toStrictEqual(["sign in", ...script.map(callOf)]);
    expect([run.isKnownAbsent(id), lines()]).toStrictEqual([true, []]);
  });

  it.each<Case & { readonly script: readonly ScriptedCall[] }>([
    { when: "another partner is linked", script: [readAnother] },
    { when: "another partner is linked and onDelete is unlink", inputs: { onDelete: "unlink" }, script: [readAnother] },
    { when: "a link appeared beside a pending write", link: pending, script: [readAnother] },
    {
      when: "the answer proves nothing and another link stands by then",
      script: [readDeclared, ["delete", declared, badGateway], readAnother],
    },
    {
      when: "the service refuses and another link stands by then",
      script: [readDeclared, ["delete", declared, badRequest], readAnother],
    },
  ])("leaves a link that is not the resource's, with a warning, when $when", async ({ script, ...row }) => {
    const { id, lines, calls, start } = removing(row, script);
    await start();
    expect(calls).toStrictEqual(["sign in", ...script.map(callOf)]);
    expect(lines()).toStrictEqual([
      expect.stringMatching(
        /^warning: .* is linked to 7654321 \(Fabrikam\), not to 1234567\. .*left in place \(PAL_LINK_KEPT\)$/,
      ),
    ]);
    expect(run.isKnownAbsent(id)).toBe(false);
  });

  it.each<Case & { readonly script: readonly ScriptedCall[]; readonly text: string }>([
    {
      when: "the link cannot be read",
      script: [["get", badGateway]],
      text: ". Nothing was removed; run the command again",
    },
    {
      when: "the removal is forbidden",
      script: [readDeclared, ["delete", declared, forbidden]],
      text: ". Nothing was removed",
    },
    {
      when: "the answer proves nothing and the link stands",
      script: [readDeclared, ["delete", declared, badGateway], readDeclared],
      text: ". Nothing was removed; run the command again",
    },
    {
      when: "the service refuses and the link stands",
      script: [readDeclared, ["delete", declared, badRequest], readDeclared],
      text: ". Nothing was removed",
    },
    {
      when: "there is no response and the link stands",
      script: [readDeclared, ["delete", declared, lostReply], readDeclared],
      text: ". The request may have been applied.",
    },
    {
      when: "neither the removal nor the read is answered",
      script: [readDeclared, ["delete", declared, lostReply], ["get", forbidden]],
      text: ". The request may have been applied.",
    },
    {
      when: "the answer proves nothing and the link cannot be read",
      script: [readDeclared, ["delete", declared, badGateway], ["get", forbidden]],
      text: ". The request may have been applied.",
    },
  ])("fails and keeps the state when $when", async ({ script, text, ...row }) => {
    const { id, calls, start } = removing(row, script);
    await expect(start()).rejects.toMatchObject({
      code: "PAL_SERVICE_FAILED",
      text: expect.stringContaining(text) as string,
    });
    expect(calls).toStrictEqual(["sign in", ...script.map(callOf)]);
    expect(run.isKnownAbsent(id)).toBe(false);
  });

  it("fails, naming both and the ways out, when another identity signs in", async () => {
    const { id, state } = removing({ when: "" });
    const other = newResource().identity;
    azureAnswers(other);
    await expect(remove(id, state)).rejects.toMatchObject({
      code: "PAL_IDENTITY_MISMATCH",
      text: expect.stringMatching(
        `^signed in as ${other.label.replace(/[()]/g, ".")}, but .*${id}.*Nothing was removed\\. Sign in as ${id}, or set onDelete: "retain"`,
      ) as string,
    });
  });
});

const unknownClient = new PalError("PAL_AUTH_FAILED", "AADSTS700016: no such application", { serviceCode: "700016" });
const entraIsDown = new PalError("PAL_AUTH_FAILED", "no answer from Entra", { retryable: true });

describe("remove, when the sign-in fails", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("has nothing left to remove when the identity's own client is unknown in its tenant", async () => {
    const { id, lines, state } = removing({ when: "", inputs: { credential } });
    azureAnswers(unknownClient);
    await remove(id, state);
    expect(lines()).toStrictEqual([
      expect.stringMatching(/^warning: the identity .* no longer exists .*\(PAL_LINK_GONE\)$/),
    ]);
  });

  it.each([
    { when: "another client is unknown", change: { clientId: tenantId }, failure: unknownClient },
    { when: "the client is unknown in another tenant", change: { tenantId: clientId }, failure: unknownClient },
    { when: "no client is named", change: { clientId: undefined }, failure: unknownClient },
    { when: "no tenant is named", change: { tenantId: undefined }, failure: unknownClient },
    {
      when: "the secret is wrong",
      change: {},
      failure: new PalError("PAL_AUTH_FAILED", "AADSTS7000215", { serviceCode: "7000215" }),
    },
  ])("fails with the ways out when $when", async ({ change, failure }) => {
    const { id, state } = removing({ when: "", inputs: { credential: { ...credential, ...change } } });
    azureAnswers(failure);
    await expect(remove(id, state)).rejects.toMatchObject({
      code: "PAL_AUTH_FAILED",
      text: expect.stringContaining(`${failure.text}. Nothing was removed. Sign in as ${id}`) as string,
    });
  });

  it("asks to run the command again when the failure may pass", async () => {
    const { id, state } = removing({ when: "", inputs: { credential } });
    azureAnswers(entraIsDown);
    await expect(remove(id, state)).rejects.toMatchObject({
      text: `${entraIsDown.text}. Nothing was removed; run the command again`,
    });
  });
});
