import { setTimeout as delay } from "node:timers/promises";
import type { Identity } from "../../../provider/azure/identity";
import { PalError } from "../../../provider/errors";
import { create } from "../../../provider/runtime/create";
import { run } from "../../../provider/runtime/run";
import { consoleLines } from "../consoleLines";
import { azureAnswers } from "../fakeAzure";
import {
  alreadyLinked,
  declarationOf,
  declared,
  forbidden,
  linkedAsDeclared,
  newResource,
  settled,
  tenantId,
} from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";

jest.mock("node:timers/promises");
jest.mock("../../../provider/azure/signIn");
jest.mock("../../../provider/azure/partnerClient");

const readNone: ScriptedCall = ["get", undefined];
const readDeclared: ScriptedCall = ["get", linkedAsDeclared];
const created: ScriptedCall = ["create", declared, linkedAsDeclared];

function creating(script: readonly ScriptedCall[], inputs: Record<string, unknown> = {}) {
  const resource = newResource();
  const lines = consoleLines();
  const calls = azureAnswers(resource.identity, script);
  return { ...resource, lines, calls, start: () => create(declarationOf(inputs, { urn: resource.urn })) };
}

describe("create", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("reads the live link, links the identity and holds it", async () => {
    const { id, urn, lines, calls, start } = creating([readNone, created]);
    expect(await start()).toMatchObject({ link: settled(), live: { version: 3 } });
    expect(calls).toStrictEqual(["sign in", "get", `create ${declared}`]);
    expect(run.holdersOf(id)[0]).toStrictEqual({ urn, onDelete: undefined, isRetained: false });
    expect(lines()).toStrictEqual([]);
  });

  it("does not read again what this run has seen to be absent", async () => {
    const { id, calls, start } = creating([created]);
    run.noteAbsent(id);
    await start();
    expect(calls).toStrictEqual(["sign in", `create ${declared}`]);
  });

  it("reads the link all the same when it is to be imported", async () => {
    const { id, urn, calls } = creating([readDeclared]);
    run.noteAbsent(id);
    await create(declarationOf({}, { urn, import: id }));
    expect(calls).toStrictEqual(["sign in", "get"]);
  });

  it.each<{ when: string; script: readonly ScriptedCall[] }>([
    { when: "it is read", script: [readDeclared] },
    { when: "the creation meets it", script: [readNone, ["create", declared, alreadyLinked], readDeclared] },
  ])("adopts the declared link, reports that and would retain it, when $when", async ({ script }) => {
    const { id, lines, start } = creating(script);
    expect(await start()).toMatchObject({ link: settled({ created: false }) });
    expect(lines()).toStrictEqual([
      expect.stringMatching(/^info: .* was already linked to 1234567 \(Contoso\), and the resource adopted/),
    ]);
    expect(run.holdersOf(id)[0]).toMatchObject({ isRetained: true });
  });

  it("does not hold the identity when it fails", async () => {
    const { id, start } = creating([readNone, ["create", declared, forbidden]]);
    await expect(start()).rejects.toBe(forbidden);
    expect(run.holdersOf(id)).toStrictEqual([]);
  });

  it("refuses a second resource of the identity before it reads the link", async () => {
    const { id, calls, start } = creating([], { driftCheck: "off" });
    run.reserve({ urn: "urn:first" }, id);
    await expect(start()).rejects.toMatchObject({ code: "PAL_IDENTITY_HELD" });
    expect(calls).toStrictEqual(["sign in"]);
  });

  it("refuses an identity that is not the expected one before it reads the link", async () => {
    const { calls, start } = creating([], { expect: { tenantId: declared } });
    await expect(start()).rejects.toMatchObject({ code: "PAL_EXPECTATION_FAILED" });
    expect(calls).toStrictEqual(["sign in"]);
  });

  it("waits for a credential that another resource has just made", async () => {
    const { identity, urn } = newResource();
    jest.mocked(delay).mockResolvedValue(undefined);
    const answers = [new PalError("PAL_AUTH_FAILED", "AADSTS7000215", { serviceCode: "7000215" }), identity];
    const calls = azureAnswers(() => answers.shift() as Identity | Error, [readNone, created]);
    expect(await create(declarationOf({ expect: { tenantId } }, { urn, credentialFromResource: true }))).toMatchObject({
      link: settled(),
    });
    expect(calls).toStrictEqual(["sign in", "sign in", "get", `create ${declared}`]);
  });
});
