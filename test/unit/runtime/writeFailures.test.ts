import { PartialSuccess, type PalError } from "../../../provider/errors";
import type { LinkState } from "../../../provider/runtime/linkState";
import {
  alreadyLinked,
  another,
  badGateway,
  declared,
  forbidden,
  linkedAsDeclared,
  linkedToAnother,
  lostReply,
  notFound,
  serviceError,
  settled,
} from "../fixtures";
import type { ScriptedCall } from "../scriptedClient";
import {
  type Case,
  readNone,
  readAnother,
  createConflicts,
  createUnclear,
  createLost,
  updateUnclear,
  updateLost,
  overwrite,
  writes,
} from "./writing";

describe("write, when it fails", () => {
  const conflict = serviceError({ statusCode: 409, serviceCode: "Conflict" });
  const throttled = serviceError({ statusCode: 429, serviceCode: "TooManyRequests" });

  it.each<Case & { readonly error: PalError }>([
    { when: "the creation is forbidden", script: [["create", declared, forbidden]], error: forbidden },
    { when: "the creation finds nothing", script: [["create", declared, notFound]], error: notFound },
    { when: "the creation is throttled", script: [["create", declared, throttled]], error: throttled },
    {
      when: "the change is forbidden",
      live: linkedToAnother,
      inputs: overwrite,
      script: [["update", declared, forbidden]],
      error: forbidden,
    },
    {
      when: "the change meets a conflict",
      live: linkedToAnother,
      inputs: overwrite,
      script: [["update", declared, conflict]],
      error: conflict,
    },
    { when: "the read after a conflict fails", script: [createConflicts, ["get", forbidden]], error: alreadyLinked },
    { when: "the answer tells nothing and there is no link", script: [createUnclear, readNone], error: badGateway },
    {
      when: "the answer tells nothing and another link stands",
      script: [createUnclear, readAnother],
      error: badGateway,
    },
    {
      when: "the answer to the change tells nothing and the old link stands",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateUnclear, readAnother],
      error: badGateway,
    },
  ])("fails with the service's answer and keeps nothing in state when $when", async ({ error, ...row }) => {
    expect((await writes(row)).result).toBe(error);
  });

  const importId = "tenant/object";

  it.each<Case & { readonly code: string; readonly says: RegExp }>([
    {
      when: "another link was read",
      live: linkedToAnother,
      script: [],
      code: "PAL_LINK_EXISTS",
      says: /7654321 \(Fabrikam\)/,
    },
    {
      when: "the creation meets another link",
      script: [createConflicts, readAnother],
      code: "PAL_LINK_EXISTS",
      says: /7654321 \(Fabrikam\)/,
    },
    {
      when: "there is no link to import",
      hidden: { import: importId },
      script: [],
      code: "PAL_IMPORT_MISMATCH",
      says: /no partner admin link to import/,
    },
    {
      when: "the link to import is another partner's",
      live: linkedToAnother,
      hidden: { import: importId },
      script: [],
      code: "PAL_IMPORT_MISMATCH",
      says: /linked to 7654321 \(Fabrikam\), but partnerId is 1234567/,
    },
    {
      when: "the partner that is linked has another name",
      live: linkedAsDeclared,
      inputs: { expect: { partnerName: "Northwind" } },
      script: [],
      code: "PAL_EXPECTATION_FAILED",
      says: /"Northwind".*"Contoso"\. Nothing was written\./,
    },
    {
      when: "an earlier write was applied and the partner has another name",
      live: linkedAsDeclared,
      inputs: { expect: { partnerName: "Northwind" } },
      link: { kind: "unsettled", pending: [declared] },
      script: [],
      code: "PAL_EXPECTATION_FAILED",
      says: /The link that an earlier run wrote is still there; destroy removes it\./,
    },
  ])("refuses before it writes when $when", async ({ code, says, ...row }) => {
    const { result } = await writes(row);
    expect(result).toMatchObject({ code, message: expect.stringMatching(says) as string });
    expect(result).not.toBeInstanceOf(PartialSuccess);
  });

  it("gives up when three writes have met another process's", async () => {
    const conflicts = [createConflicts, readNone, createConflicts, readNone, createConflicts, readNone];
    const { result, resource } = await writes({ when: "", script: conflicts });
    expect(result).toMatchObject({
      code: "PAL_SERVICE_FAILED",
      text: `the partner admin link of ${resource.identity.label} kept changing while it was set to ${declared}. Another process is writing it`,
    });
  });

  const unreadable: ScriptedCall = ["get", forbidden];

  it.each<Case & { readonly error: PalError; readonly becomes: LinkState }>([
    {
      when: "the creation got no response and there is no link yet",
      script: [createLost, readNone],
      error: lostReply,
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "the creation got no response and the link cannot be read",
      script: [createLost, unreadable],
      error: lostReply,
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "the answer tells nothing and the link cannot be read",
      script: [createUnclear, unreadable],
      error: badGateway,
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "the change of a link that the stack made got no response",
      live: linkedToAnother,
      link: settled({ partnerId: another, version: 5 }),
      script: [updateLost, readAnother],
      error: lostReply,
      becomes: {
        kind: "unsettled",
        pending: [declared],
        found: another,
        before: settled({ partnerId: another, version: 5 }),
      },
    },
    {
      when: "the change of a link that a new resource may overwrite got no response",
      live: linkedToAnother,
      inputs: overwrite,
      script: [updateLost, readAnother],
      error: lostReply,
      becomes: { kind: "unsettled", pending: [declared] },
    },
    {
      when: "an earlier write is pending too",
      link: { kind: "unsettled", pending: [another] },
      script: [createLost, readNone],
      error: lostReply,
      becomes: { kind: "unsettled", pending: [declared, another] },
    },
  ])("keeps the resource in state, the write pending, when $when", async ({ error, becomes, ...row }) => {
    const { result, resource } = await writes(row);
    expect(result).toBeInstanceOf(PartialSuccess);
    const { outcome, text } = error;
    expect(result).toMatchObject({
      id: resource.id,
      outcome,
      text: `${text}. The request to link it to ${declared} may have been applied. The resource is kept in state; run \`pulumi up\` to check`,
      properties: { adopted: false, __link: { ...becomes, clientId: resource.identity.clientId } },
    });
    expect(result).not.toHaveProperty("properties.state");
  });

  it("fails with PAL_UNEXPECTED when the client fails in an unexpected way and the link shows nothing of the write", async () => {
    const crash = new TypeError("x is undefined") as unknown as PalError;
    const { result } = await writes({ when: "", script: [["create", declared, crash], readNone] });
    expect(result).toMatchObject({ code: "PAL_UNEXPECTED", outcome: "unknown" });
  });
});
