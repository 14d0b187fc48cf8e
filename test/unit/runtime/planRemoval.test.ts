import type { LiveLink } from "../../../provider/azure/partnerLink";
import type { LinkState } from "../../../provider/runtime/linkState";
import { isRetained, planRefresh, planRemoval, type RefreshPlan, type Removal } from "../../../provider/runtime/plan";
import { a, adopted, b, c, liveA, liveB, liveC, made, pending } from "./links";

describe("isRetained", () => {
  it.each<{ when: string; state: LinkState; onDelete: "unlink" | "retain" | undefined; retained: boolean }>([
    { when: "the stack made the link", state: made(a), onDelete: undefined, retained: false },
    { when: "the stack adopted the link", state: adopted(a), onDelete: undefined, retained: true },
    { when: "a write is pending", state: pending([a]), onDelete: undefined, retained: false },
    { when: "a link the stack made is to be unlinked", state: made(a), onDelete: "unlink", retained: false },
    { when: "an adopted link is to be unlinked", state: adopted(a), onDelete: "unlink", retained: false },
    { when: "a link the stack made is to be retained", state: made(a), onDelete: "retain", retained: true },
    { when: "a pending write is to be retained", state: pending([a]), onDelete: "retain", retained: true },
  ])("is $retained when $when", ({ state, onDelete, retained }) => {
    expect(isRetained(state, onDelete)).toBe(retained);
  });
});

describe("planRemoval", () => {
  it.each<{
    when: string;
    live: LiveLink | undefined;
    state: LinkState;
    onDelete?: "unlink" | "retain";
    plan: Removal;
  }>([
    { when: "there is no link", live: undefined, state: made(a), plan: "absent" },
    { when: "there is no link to retain", live: undefined, state: adopted(a), onDelete: "retain", plan: "absent" },
    { when: "the stack made it", live: liveA, state: made(a, 3), plan: "remove" },
    { when: "the stack adopted it", live: liveA, state: adopted(a, 3), plan: "leave" },
    { when: "the stack adopted it and unlinks", live: liveA, state: adopted(a, 3), onDelete: "unlink", plan: "remove" },
    { when: "the stack made it and retains", live: liveA, state: made(a, 3), onDelete: "retain", plan: "leave" },
    { when: "another partner is linked", live: liveB, state: made(a, 3), plan: "leave" },
    {
      when: "another partner is linked and the stack unlinks",
      live: liveB,
      state: adopted(a, 3),
      onDelete: "unlink",
      plan: "leave",
    },
    { when: "a pending write was applied", live: liveA, state: pending([a]), plan: "remove" },
    {
      when: "a pending write was applied and the stack retains",
      live: liveA,
      state: pending([a]),
      onDelete: "retain",
      plan: "leave",
    },
    {
      when: "the stack made the link before a pending write",
      live: liveB,
      state: pending([a], { found: b, before: made(b, 5) }),
      plan: "remove",
    },
    {
      when: "the stack adopted the link before a pending write",
      live: liveB,
      state: pending([a], { found: b, before: adopted(b, 5) }),
      plan: "leave",
    },
    {
      when: "the link before a pending write had drifted",
      live: liveB,
      state: pending([a], { found: b, before: made(c, 5) }),
      plan: "leave",
    },
    { when: "it appeared beside a pending write", live: liveB, state: pending([a]), onDelete: "unlink", plan: "leave" },
  ])("is $plan when $when", ({ live, state, onDelete, plan }) => {
    expect(planRemoval(live, state, onDelete)).toBe(plan);
  });
});

describe("planRefresh", () => {
  it.each<{ when: string; live: LiveLink | undefined; state: LinkState; plan: RefreshPlan }>([
    { when: "the link is gone", live: undefined, state: made(a, 3), plan: { action: "gone" } },
    { when: "a pending write is not applied", live: undefined, state: pending([a]), plan: { action: "wait" } },
    { when: "the link stands", live: liveA, state: made(a, 3), plan: { action: "keep", link: made(a, 3) } },
    { when: "the link drifted", live: liveB, state: adopted(a, 3), plan: { action: "keep", link: adopted(a, 3) } },
    {
      when: "a pending write was applied",
      live: liveA,
      state: pending([b, a]),
      plan: { action: "keep", link: made(a, 3) },
    },
    {
      when: "the link before a pending write stands",
      live: liveB,
      state: pending([a], { found: b, before: made(b, 5) }),
      plan: { action: "keep", link: made(b, 5) },
    },
    {
      when: "a third link stands beside a pending write",
      live: liveC,
      state: pending([a], { found: b, before: made(b, 5) }),
      plan: { action: "drop" },
    },
  ])("is $plan.action when $when", ({ live, state, plan }) => {
    expect(planRefresh(live, state)).toStrictEqual(plan);
  });
});
