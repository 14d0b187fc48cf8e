import type { Opening } from "./arbitraries";
import type { PlantedBug } from "./callbacks";
import { findViolation } from "./search";

interface Planted extends PlantedBug {
  readonly name: string;
  /** How a history begins that is likely to catch it. */
  readonly opening: Opening;
  /** What the history that catches it ends with. */
  readonly caught: RegExp;
}

const holderIsLeft = `if (holder !== undefined)
            return await leave(id, state, holder);`;

/** Bugs in each callback that decides, and in what is known after a write of unknown outcome. */
const bugs: readonly Planted[] = [
  {
    name: "check treats every link as absent",
    opening: "succession",
    file: "runtime/check",
    find: "if (live === undefined)\n        run_1.run.noteAbsent",
    replace: "run_1.run.noteAbsent",
    caught: /create says created true/,
  },
  {
    name: "diff ignores that a link is gone",
    opening: "drift",
    file: "runtime/diff",
    find: 'if (plan.action === "nothing")',
    replace: 'if (plan.action === "nothing" || live === undefined)',
    caught: /. is not linked after a success/,
  },
  {
    name: "create overwrites whatever overwrite says",
    opening: "start",
    file: "runtime/plan",
    find: "return wanted.overwrite || mayReplace(live, link, seen)",
    replace: "return true",
    caught: /(create|update) replaced the link to/,
  },
  {
    name: "update keeps adopted after a write",
    opening: "start",
    file: "runtime/write",
    find: "link: (0, linkState_1.settle)(now, true), before",
    replace: 'link: (0, linkState_1.settle)(now, link === "new" || link.created === true), before',
    caught: /update says created false/,
  },
  {
    name: "delete ignores which resource holds the identity",
    opening: "replacement",
    file: "runtime/delete",
    find: "if (holder !== undefined)",
    replace: "if (false)",
    caught: /delete removed the link that another resource of the program holds/,
  },
  {
    name: "a second write of unknown outcome forgets the first",
    opening: "lateWrite",
    file: "runtime/plan",
    find: 'const pending = link !== "new" && link.kind === "unsettled" ? link.pending : [];',
    replace: "const pending = [];",
    caught:
      /delete left the link that this resource made|failed without a reason|was orphaned|adopted the stack's own link/,
  },
];

/** Bugs in what the engine is given to keep. */
const leaks: readonly Planted[] = [
  {
    name: "tokens of one run are kept",
    opening: "start",
    file: "runtime/declaration",
    find: "const isToken = ([name, value]) =>",
    replace: "const isToken = ([name, value]) => false &&",
    caught: /hands on a token of the run/,
  },
  {
    name: "an identity that is not known is so outside a preview too",
    opening: "start",
    file: "runtime/check",
    find: 'return isPreview ? "unknown" : undefined;',
    replace: 'return "unknown";',
    caught: /hands on an unknown value outside a preview/,
  },
  {
    name: "check names whoever has signed in",
    opening: "start",
    file: "runtime/check",
    find: 'if (identity === "same" &&',
    replace: "if (false &&",
    caught: /check names \S+, and diff does not replace|check gives the identity/,
  },
  {
    name: "a secret is not marked",
    opening: "start",
    file: "runtime/declaration",
    find: "(0, wire_1.secret)(value) : value",
    replace: "value : value",
    caught: /hands on a secret that is not marked/,
  },
  {
    name: "read gives other inputs than check",
    opening: "drift",
    file: "runtime/index",
    find: "(0, declaration_1.toInputs)(state.declaration, state.identity)",
    replace: "(0, declaration_1.toInputs)(state.declaration, undefined)",
    caught: /read gives other inputs than outputs/,
  },
];

/** Bugs in what is made of somebody else's sign-in, and of a token that is missing. */
const signIns: readonly Planted[] = [
  {
    name: "another application passes as the linked one",
    opening: "somebodyElse",
    file: "runtime/diff",
    find: "return await notVerified(news, failure, messages.otherApplication(identity, id));",
    replace: "return unchanged;",
    caught: /diff passes another application/,
  },
  {
    name: "a colleague's preview shows a change",
    opening: "somebodyElse",
    file: "runtime/diff",
    find: "if (identity.isPerson &&",
    replace: "if (false &&",
    caught: /diff shows a change to somebody who may only look/,
  },
  {
    name: "an identity that is named does not replace the linked one",
    opening: "somebodyElse",
    file: "runtime/identityChange",
    find: "return expected !== undefined && expected !== (0, identity_1.pairOf)(id).objectId;",
    replace: "return false;",
    caught: /check gives the identity|diff does not replace another's link/,
  },
  {
    name: "the link of an identity that signs in no more keeps the stack from going on",
    opening: "somebodyElse",
    file: "runtime/run",
    find: "return reservation?.isNamed === true &&",
    replace: "return false &&",
    caught: /delete failed though the program has named another identity/,
  },
  {
    name: "a link is left to an identity that nobody has replaced",
    opening: "somebodyElse",
    file: "runtime/run",
    find: "return reservation?.isNamed === true &&",
    replace: "return reservation !== undefined &&",
    caught: /delete left the link that this resource made/,
  },
  {
    name: "another way to sign in stands in for a token that is missing",
    opening: "tokensOfRuns",
    file: "runtime/session",
    find: "if (missing.length > 0)",
    replace: "if (false)",
    caught: /delete signed in without the token of a run/,
  },
  {
    name: "a refresh without a token passes over a link that must be verified",
    opening: "tokensOfRuns",
    file: "runtime/read",
    find: 'if (driftCheck === "required")',
    replace: "if (false)",
    caught: /read passes over a link that must be verified/,
  },
];

/** Faults that were seen once. */
const faults: readonly Planted[] = [
  {
    name: "a delete before replacement leaves the link to the instance that is not created yet",
    opening: "replacement",
    file: "runtime/delete",
    find: holderIsLeft,
    replace: `if (holder !== undefined || run_1.run.isDeclared(urn))
            return await leave(id, state, holder ?? { urn, isRetained: false, onDelete });`,
    caught: /delete left the link that this resource made/,
  },
  {
    name: "a delete leaves the link to a resource that has only declared it",
    opening: "succession",
    file: "runtime/delete",
    find: "        assertNoSuccessor(id, state);",
    replace: "        if (run_1.run.successorOf(id, urn, () => true) !== undefined)\n            return;",
    caught: /delete left the link that this resource made/,
  },
  {
    name: "an answer that names another partner is believed",
    opening: "badAnswer",
    file: "azure/partnerClient",
    find: " || answer.link?.partnerId !== partnerId",
    replace: "",
    caught: /outputs name partner|state settles/,
  },
  {
    name: "a success in another form counts as a refusal",
    opening: "badAnswer",
    file: "azure/replyTracking",
    find: 'if (status < 300 || status === 408 || status === 504)\n        return "pending";',
    replace: 'if (status < 300)\n        return "none";',
    caught: /was orphaned|delete left the link|adopted the stack's own link/,
  },
  {
    name: "a message of the service that is no string breaks the callback",
    opening: "badAnswer",
    file: "azure/armError",
    find: 'typeof message === "string" ? (0, text_1.quotable)(message) : ""',
    replace: "(0, text_1.quotable)(message)",
    caught: /failed in an unforeseen way/,
  },
  {
    name: "two resources of one identity pass",
    opening: "succession",
    file: "runtime/run",
    find: "return this.othersFor(id, urn).at(0)?.urn;",
    replace: "return undefined;",
    caught: /two resources have the link of . after a success|. is not linked after a success/,
  },
  {
    name: "links that other states say the stack created are adopted",
    opening: "exchange",
    file: "runtime/run",
    find: "if (settled?.created === true)",
    replace: "if (false)",
    caught: /create says created false|check refused to replace the link that the stack created/,
  },
  {
    name: "a forced replacement with another partner is refused, though its state has been read",
    opening: "replacement",
    file: "runtime/plan",
    find: "if (seen.some((one) => isMadeAs(one, live)))",
    replace: "if (false)",
    caught: /refused to replace the link that the stack created/,
  },
];

describe("a bug that is planted", () => {
  it.each([...bugs, ...leaks, ...signIns, ...faults])(
    "is caught by a history: $name",
    async ({ caught, name: _name, ...search }) => {
      const { opening, ...planted } = search;
      const printed = await findViolation({ seed: 42, histories: 3000, path: undefined, opening, planted });
      expect(printed?.split("BROKEN: ")[1]).toMatch(caught);
      expect(printed).toMatch(/To play it again: PAL_SEED=42 PAL_OPENING=\w+ PAL_PATH=\S+ npx jest test\/model/);
    },
  );
});
