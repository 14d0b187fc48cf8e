import type { Observation } from "../../../provider/azure/partnerClient";
import type { PalError } from "../../../provider/errors";
import { converge, type Outcome, type Target, UnknownOutcome } from "../../../provider/runtime/converge";
import {
  alreadyLinked,
  another,
  declared,
  identity,
  linkedAsDeclared,
  linkedToAnother,
  lostReply,
  notFound,
  serviceError,
  thrownBy,
} from "../fixtures";
import { callOf, scriptedClient, type Step } from "../scriptedClient";

interface Case {
  readonly when: string;
  /** What was seen before; left out when there was no link. */
  readonly start?: Observation;
  readonly overwrite?: boolean;
  readonly script: readonly Step[];
}

const none = undefined;
const toAnother = linkedToAnother;
const lookNone: Step = ["look", undefined];
const lookDeclared: Step = ["look", linkedAsDeclared];
const lookAnother: Step = ["look", linkedToAnother];
const put: Step = ["put", declared, linkedAsDeclared];
const putRefused: Step = ["put", declared, alreadyLinked];
const putLost: Step = ["put", declared, lostReply];
const patch: Step = ["patch", declared, linkedAsDeclared];
const patchRefused: Step = ["patch", declared, notFound];
const patchLost: Step = ["patch", declared, lostReply];

function targetOf({ overwrite = false }: Case): Target {
  return { identity, partnerId: declared, mayReplace: () => overwrite };
}

function callsOf({ script }: Case): string[] {
  return script.map(callOf);
}

describe("converge", () => {
  const converging: readonly (Case & Omit<Outcome, "live">)[] = [
    {
      when: "the link is right already",
      start: linkedAsDeclared,
      script: [],
      wrote: "none",
      before: linkedAsDeclared,
    },
    { when: "there is none", start: none, script: [put], wrote: "put", before: undefined },
    { when: "nobody looked", script: [put], wrote: "put", before: undefined },
    {
      when: "there is another",
      start: toAnother,
      overwrite: true,
      script: [patch],
      wrote: "patch",
      before: linkedToAnother,
    },
    {
      when: "PUT meets the same partner",
      script: [putRefused, lookDeclared],
      wrote: "none",
      before: linkedAsDeclared,
    },
    {
      when: "PUT meets another partner",
      overwrite: true,
      script: [putRefused, lookAnother, patch],
      wrote: "patch",
      before: linkedToAnother,
    },
    {
      when: "PUT meets a link that is gone a moment later",
      script: [putRefused, lookNone, put],
      wrote: "put",
      before: undefined,
    },
    {
      when: "PATCH meets nothing",
      start: toAnother,
      overwrite: true,
      script: [patchRefused, lookNone, put],
      wrote: "put",
      before: undefined,
    },
    {
      when: "PATCH meets nothing and somebody links the same",
      start: toAnother,
      overwrite: true,
      script: [patchRefused, lookDeclared],
      wrote: "none",
      before: linkedAsDeclared,
    },
    {
      when: "the reply to PUT is lost but it was written",
      script: [putLost, lookDeclared],
      wrote: "put",
      before: undefined,
    },
    {
      when: "the reply to PATCH is lost but it was written",
      start: toAnother,
      overwrite: true,
      script: [patchLost, lookDeclared],
      wrote: "patch",
      before: linkedToAnother,
    },
    {
      when: "all three rounds are needed",
      overwrite: true,
      script: [putRefused, lookAnother, patchRefused, lookNone, put],
      wrote: "put",
      before: undefined,
    },
    {
      when: "the link stands as declared by the last look",
      script: [putRefused, lookNone, putRefused, lookNone, putRefused, lookDeclared],
      wrote: "none",
      before: linkedAsDeclared,
    },
  ];

  it.each(converging)("ends as declared when $when", async (row) => {
    const { client, calls } = scriptedClient(row.script);
    const outcome = await converge(client, targetOf(row), row.start);
    expect(outcome).toStrictEqual({ live: linkedAsDeclared, wrote: row.wrote, before: row.before });
    expect(calls).toStrictEqual(callsOf(row));
  });

  const codeAlone = serviceError({ statusCode: 400, serviceCode: "PartnerIdAlreadyLinked" });

  it("takes the code PartnerIdAlreadyLinked for a conflict when the status is another", async () => {
    const { client } = scriptedClient([["put", declared, codeAlone], lookDeclared]);
    expect(await converge(client, { identity, partnerId: declared, mayReplace: () => false }, none)).toMatchObject({
      wrote: "none",
    });
  });

  const refusing: readonly Case[] = [
    { when: "the link seen is another's", start: toAnother, script: [] },
    { when: "PUT meets another's link", script: [putRefused, lookAnother] },
  ];

  it.each(refusing)("leaves another's link and names it when $when and nothing may be replaced", async (row) => {
    const { client, calls } = scriptedClient(row.script);
    await expect(converge(client, targetOf(row), row.start)).rejects.toMatchObject({
      code: "PAL_LINK_EXISTS",
      message: expect.stringContaining(`${another} (Fabrikam)`) as string,
    });
    expect(calls).toStrictEqual(callsOf(row));
  });

  const forbidden = serviceError({ statusCode: 403, serviceCode: "Forbidden" });
  const unavailable = serviceError({ statusCode: 503, serviceCode: "ServiceUnavailable" });
  const conflict = serviceError({ statusCode: 409, serviceCode: "Conflict" });
  const passing: readonly (Case & { readonly error: PalError })[] = [
    { when: "PUT is forbidden", script: [["put", declared, forbidden]], error: forbidden },
    { when: "PUT finds nothing", script: [["put", declared, notFound]], error: notFound },
    { when: "PUT is turned away", script: [["put", declared, unavailable]], error: unavailable },
    {
      when: "PATCH is forbidden",
      start: toAnother,
      overwrite: true,
      script: [["patch", declared, forbidden]],
      error: forbidden,
    },
    {
      when: "PATCH meets a conflict",
      start: toAnother,
      overwrite: true,
      script: [["patch", declared, conflict]],
      error: conflict,
    },
    { when: "the look after a conflict fails", script: [putRefused, ["look", forbidden]], error: forbidden },
    { when: "the reply to PUT is lost and nothing was written", script: [putLost, lookNone], error: lostReply },
    { when: "the reply to PUT is lost and another's link stands", script: [putLost, lookAnother], error: lostReply },
    {
      when: "the reply to PATCH is lost and the old link stands",
      start: toAnother,
      overwrite: true,
      script: [patchLost, lookAnother],
      error: lostReply,
    },
  ];

  it.each(passing)("fails with the service's answer when $when", async (row) => {
    const { client, calls } = scriptedClient(row.script);
    expect(await thrownBy(() => converge(client, targetOf(row), row.start))).toBe(row.error);
    expect(calls).toStrictEqual(callsOf(row));
  });

  it("says that the outcome is not known when neither the write nor the look is answered", async () => {
    const { client } = scriptedClient([putLost, ["look", forbidden]]);
    const error = await thrownBy(() =>
      converge(client, { identity, partnerId: declared, mayReplace: () => false }, none),
    );
    expect(error).toBeInstanceOf(UnknownOutcome);
    expect(error).toMatchObject({
      code: "PAL_SERVICE_FAILED",
      cause: lostReply,
      before: none,
      message: `the service said nothing. It is not known whether the link to ${declared} was written; the stack keeps it: run \`pulumi up\` again`,
    });
  });

  it("gives up when three writes have met somebody else's", async () => {
    const { client, calls } = scriptedClient([putRefused, lookNone, putRefused, lookNone, putRefused, lookNone]);
    await expect(
      converge(client, { identity, partnerId: declared, mayReplace: () => true }, none),
    ).rejects.toMatchObject({
      code: "PAL_SERVICE_FAILED",
      message: expect.stringMatching(
        `${identity.objectId}.*kept changing.*${declared}.*somebody else is writing it$`,
      ) as string,
    });
    expect(calls.filter((call) => call !== "look")).toHaveLength(3);
  });
});
