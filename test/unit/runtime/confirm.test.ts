import type { LiveLink } from "../../../provider/azure/partnerLink";
import { isAlreadyLinked } from "../../../provider/azure/armCallError";
import { confirm, type Confirmed, isRemovalOvertaken } from "../../../provider/runtime/write";
import {
  alreadyLinked,
  badGateway,
  declared,
  forbidden,
  linkedAsDeclared,
  linkedToAnother,
  lostReply,
  serviceError,
} from "../fixtures";
import { scriptedClient, type ScriptedCall } from "../scriptedClient";

interface Row {
  readonly when: string;
  /** What the write answers. */
  readonly answer: LiveLink | Error | undefined;
  /** The read that follows it; left out where none may. */
  readonly reads?: readonly ScriptedCall[];
  /** The link as it was read before; left out for none. */
  readonly before?: LiveLink;
  readonly confirmed: Confirmed;
}

const readDeclared: ScriptedCall = ["get", linkedAsDeclared];
const readAnother: ScriptedCall = ["get", linkedToAnother];
const readNone: ScriptedCall = ["get", undefined];
const unreadable = serviceError({ statusCode: 500, serviceCode: "InternalServerError" });
const readFails: ScriptedCall = ["get", unreadable];

/** The service refuses, after an attempt that got no response. */
const pendingConflict = serviceError({ statusCode: 409, serviceCode: "PartnerIdAlreadyLinked", outcome: "pending" });
const foreignConflict = serviceError({ statusCode: 409, outcome: "unknown" });

const rows: readonly Row[] = [
  {
    when: "the answer proves the write",
    answer: linkedAsDeclared,
    confirmed: { outcome: "done", live: linkedAsDeclared },
  },
  { when: "the service refuses", answer: forbidden, confirmed: { outcome: "notDone", error: forbidden } },
  {
    when: "the service refuses because of a link it has",
    answer: alreadyLinked,
    reads: [readAnother],
    confirmed: { outcome: "overtaken", error: alreadyLinked, live: linkedToAnother },
  },
  {
    when: "it refuses because of a link and the same link is read, which the write did not make",
    answer: alreadyLinked,
    reads: [readDeclared],
    confirmed: { outcome: "overtaken", error: alreadyLinked, live: linkedAsDeclared },
  },
  {
    when: "it refuses because of a link that is gone a moment later",
    answer: alreadyLinked,
    reads: [readNone],
    confirmed: { outcome: "overtaken", error: alreadyLinked, live: undefined },
  },
  {
    when: "it refuses because of a link that cannot be read",
    answer: alreadyLinked,
    reads: [readFails],
    confirmed: { outcome: "notDone", error: alreadyLinked },
  },
  {
    when: "the answer tells nothing and the link is as written",
    answer: badGateway,
    reads: [readDeclared],
    confirmed: { outcome: "done", live: linkedAsDeclared },
  },
  {
    when: "the answer tells nothing and there is no link",
    answer: badGateway,
    reads: [readNone],
    confirmed: { outcome: "notDone", error: badGateway },
  },
  {
    when: "the answer tells nothing and another link stands",
    answer: badGateway,
    reads: [readAnother],
    confirmed: { outcome: "notDone", error: badGateway },
  },
  {
    when: "the answer tells nothing and the link cannot be read",
    answer: badGateway,
    reads: [readFails],
    confirmed: { outcome: "unknown", error: badGateway },
  },
  {
    when: "a conflict is not the service's own and the link is as written",
    answer: foreignConflict,
    reads: [readDeclared],
    confirmed: { outcome: "done", live: linkedAsDeclared },
  },
  {
    when: "a conflict is not the service's own and another link stands",
    answer: foreignConflict,
    reads: [readAnother],
    confirmed: { outcome: "overtaken", error: foreignConflict, live: linkedToAnother },
  },
  {
    when: "there is no response and the link is as written",
    answer: lostReply,
    reads: [readDeclared],
    confirmed: { outcome: "done", live: linkedAsDeclared },
  },
  {
    when: "there is no response and no link yet",
    answer: lostReply,
    reads: [readNone],
    confirmed: { outcome: "unknown", error: lostReply },
  },
  {
    when: "there is no response and another link still stands",
    answer: lostReply,
    reads: [readAnother],
    confirmed: { outcome: "unknown", error: lostReply },
  },
  {
    when: "there is no response and the link cannot be read",
    answer: lostReply,
    reads: [readFails],
    confirmed: { outcome: "unknown", error: lostReply },
  },
  {
    when: "the second attempt meets the link of the first, which got no response",
    answer: pendingConflict,
    reads: [readDeclared],
    confirmed: { outcome: "done", live: linkedAsDeclared },
  },
  {
    when: "the second attempt meets another process's link",
    answer: pendingConflict,
    reads: [readAnother],
    confirmed: { outcome: "overtaken", error: pendingConflict, live: linkedToAnother },
  },
  {
    when: "the second attempt meets a link that stood before the first",
    answer: pendingConflict,
    reads: [readAnother],
    before: linkedToAnother,
    confirmed: { outcome: "unknown", error: pendingConflict },
  },
  {
    when: "the second attempt is refused and there is no link, as before",
    answer: pendingConflict,
    reads: [readNone],
    confirmed: { outcome: "unknown", error: pendingConflict },
  },
  {
    when: "a conflict is not the service's own and the link of before stands",
    answer: foreignConflict,
    reads: [readAnother],
    before: linkedToAnother,
    confirmed: { outcome: "notDone", error: foreignConflict },
  },
];

function send(answer: Row["answer"]): Promise<LiveLink | undefined> {
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}

describe("confirm", () => {
  it.each(rows)("is $confirmed.outcome when $when", async ({ answer, reads = [], before, confirmed }) => {
    const { client, calls } = scriptedClient(reads);
    const found = await confirm(client, {
      send: () => send(answer),
      isDone: (live) => live?.partnerId === declared,
      before,
      isOvertaken: isAlreadyLinked,
    });
    expect(found).toStrictEqual(confirmed);
    expect(calls).toHaveLength(reads.length);
  });

  it("reads the link when the write fails with anything that is no PalError", async () => {
    const { client } = scriptedClient([readDeclared]);
    const found = await confirm(client, {
      send: () => Promise.reject(new TypeError("x is undefined")),
      isDone: (live) => live?.partnerId === declared,
      before: undefined,
      isOvertaken: () => false,
    });
    expect(found).toStrictEqual({ outcome: "done", live: linkedAsDeclared });
  });
});

describe("isRemovalOvertaken", () => {
  it.each([
    { statusCode: 400, answer: true },
    { statusCode: 404, answer: true },
    { statusCode: 409, answer: true },
    { statusCode: 410, answer: true },
    { statusCode: 401, answer: false },
    { statusCode: 403, answer: false },
    { statusCode: 429, answer: false },
    { statusCode: 500, answer: false },
    { statusCode: 503, answer: false },
  ])("is $answer of HTTP $statusCode", ({ statusCode, answer }) => {
    expect(isRemovalOvertaken(serviceError({ statusCode }))).toBe(answer);
  });

  it("is false when there is no answer", () => {
    expect(isRemovalOvertaken(lostReply)).toBe(false);
  });
});
