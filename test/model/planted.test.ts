import type { Opening } from "./arbitraries";
import { findViolation, type Lane, openLane } from "./search";

interface Planted {
  /** What breaks, as `planted/` names it. */
  readonly name: string;
  /** How a history begins that is likely to catch it. */
  readonly opening: Opening;
  /** One that catches it soon; 42 unless given. */
  readonly seed?: number;
  /** What the history that catches it ends with. */
  readonly caught: RegExp;
}

const leftBehind = /delete left the link that/;
const refusedOwn = /refused to replace the link that the stack created/;

const planted: readonly Planted[] = [
  { name: "check treats every link as absent", opening: "succession", seed: 49, caught: /create says created true/ },
  { name: "diff ignores that a link is gone", opening: "drift", seed: 43, caught: /. is not linked after a success/ },
  {
    name: "create overwrites whatever overwrite says",
    opening: "start",
    seed: 43,
    caught: /(create|update) replaced the link to/,
  },
  { name: "another partner's link is deleted", opening: "drift", caught: /delete removed/ },
  { name: "update keeps adopted after a write", opening: "start", seed: 43, caught: /update says created false/ },
  {
    name: "delete ignores which resource holds the identity",
    opening: "replacement",
    caught: /delete removed the link that another resource of the program holds/,
  },
  {
    name: "a rename deletes the link that the new resource has taken over",
    opening: "succession",
    caught: /a clean up of a correct program failed|delete removed the link that another resource/,
  },
  {
    name: "a second write of unknown outcome forgets the first",
    opening: "lateWrite",
    seed: 43,
    caught:
      /delete left the link that this resource made|failed without a reason|was orphaned|adopted the stack's own link/,
  },
  { name: "diff throws when the link cannot be read", opening: "unread", caught: /diff throws/ },
  {
    name: "a delete before replacement leaves the link to the instance that is not created yet",
    opening: "replacement",
    caught: leftBehind,
  },
  {
    name: "a delete leaves the link to a resource that has only declared it",
    opening: "succession",
    caught: leftBehind,
  },
  {
    name: "two resources of one identity pass",
    opening: "succession",
    caught: /two resources have the link of . after a success|. is not linked after a success/,
  },
  {
    name: "links that other states say the stack created are adopted",
    opening: "exchange",
    caught: /create says created false|check refused to replace the link that the stack created/,
  },
  {
    name: "a forced replacement with another partner is refused, though its state has been read",
    opening: "replacement",
    seed: 43,
    caught: refusedOwn,
  },
  { name: "tokens of one run are kept", opening: "start", seed: 44, caught: /hands on a token of the run/ },
  {
    name: "an identity that is not known is so outside a preview too",
    opening: "start",
    seed: 44,
    caught: /hands on an unknown value outside a preview/,
  },
  {
    name: "check names whoever has signed in",
    opening: "start",
    seed: 45,
    caught: /check names \S+, and diff does not replace|check gives the identity/,
  },
  { name: "a secret is not marked", opening: "start", caught: /hands on a secret that is not marked/ },
  { name: "read gives other inputs than check", opening: "drift", caught: /read gives other inputs than outputs/ },
  {
    name: "a failure that is kept in state has no __provider",
    opening: "unknownOutcome",
    caught: /keeps a state without __provider/,
  },
  {
    name: "another application passes as the linked one",
    opening: "somebodyElse",
    caught: /diff passes another application/,
  },
  { name: "read concludes from somebody else's link", opening: "somebodyElse", seed: 47, caught: /read / },
  {
    name: "a colleague's preview shows a change",
    opening: "somebodyElse",
    seed: 49,
    caught: /diff shows a change to somebody who may only look/,
  },
  {
    name: "an identity that is named does not replace the linked one",
    opening: "somebodyElse",
    caught: /check gives the identity|diff does not replace another's link/,
  },
  {
    name: "the link of an identity that signs in no more keeps the stack from going on",
    opening: "somebodyElse",
    seed: 43,
    caught: /delete failed though the program has named another identity/,
  },
  {
    name: "a link is left to an identity that nobody has replaced",
    opening: "somebodyElse",
    seed: 46,
    caught: leftBehind,
  },
  {
    name: "another way to sign in stands in for a token that is missing",
    opening: "tokensOfRuns",
    caught: /delete signed in without the token of a run/,
  },
  {
    name: "a refresh without a token passes over a link that must be verified",
    opening: "tokensOfRuns",
    caught: /read passes over a link that must be verified/,
  },
  {
    name: "a link is read by the partner that is declared",
    opening: "drift",
    seed: 44,
    caught: /read says that the link is gone/,
  },
  {
    name: "HTTP 500 counts as an absent link",
    opening: "unread",
    caught: /read says that the link is gone|delete left|was orphaned/,
  },
  {
    name: "an answer that names another partner is believed",
    opening: "badAnswer",
    seed: 50,
    caught: /outputs name partner|state settles/,
  },
  {
    name: "a success in another form counts as a refusal",
    opening: "badAnswer",
    seed: 43,
    caught: /was orphaned|delete left the link|adopted the stack's own link/,
  },
  {
    name: "a message of the service that is no string breaks the callback",
    opening: "badAnswer",
    seed: 66,
    caught: /failed in an unforeseen way/,
  },
];

describe("a bug that is planted", () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  });
  afterAll(async () => {
    await lane.close();
  });

  it.each(planted)("is caught by a history: $name", async ({ name, opening, caught, seed = 42 }) => {
    await lane.process.setBug(name);
    const printed = await findViolation(lane, { seed, histories: 30, opening, isFirstEnough: true });
    expect(printed?.split("BROKEN: ")[1]).toMatch(caught);
    expect(printed).toMatch(/To play it again: PAL_SEED=\d+ PAL_OPENING=\w+ PAL_PATH=\S+ npx jest test\/model/);
  });

  it("is named here", () => {
    const names = Object.keys(jest.requireActual<object>("./planted"));
    expect(planted.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});
