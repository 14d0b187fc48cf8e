"use strict";

const { answering, wrap } = require("./wrap");

/** Bugs in each callback that decides, and in what is known after a write of unknown outcome. */
module.exports = {
  "check treats every link as absent": (load) => {
    const { linkIdOf } = load("azure/identity");
    wrap(load("runtime/check"), "checkCreation", (original) => async (declaration) => {
      const checked = await original(declaration);
      if (typeof checked.ids === "object") load("runtime/run").run.noteAbsent(linkIdOf(checked.ids));
      return checked;
    });
  },

  "diff ignores that a link is gone": (load) => {
    // A write asks the same, and makes the link all the same.
    wrap(load("runtime/plan"), "planWrite", (original) => (live, wanted, link, seen) => {
      const isGone = live === undefined && link !== "new";
      return isGone ? { action: "nothing", link } : original(live, wanted, link, seen);
    });
  },

  "create overwrites whatever overwrite says": (load) => {
    wrap(load("runtime/plan"), "planWrite", (original) => (...args) => {
      const plan = original(...args);
      return plan.reason === "linkExists" ? { action: "replace" } : plan;
    });
  },

  "another partner's link is deleted": (load) => {
    wrap(load("runtime/plan"), "planRemoval", () => (live) => (live === undefined ? "absent" : "remove"));
  },

  "update keeps adopted after a write": (load) => {
    wrap(load("runtime/write"), "write", (original) => async (request) => {
      const written = await original(request);
      const wasAdopted = request.state !== "new" && request.state.link.created === false;
      return wasAdopted ? { ...written, link: { ...written.link, created: false } } : written;
    });
  },

  "delete ignores which resource holds the identity": (load) => {
    wrap(load("runtime/run").run, "holdersOf", () => () => []);
  },

  "a rename deletes the link that the new resource has taken over": (load) => {
    wrap(load("runtime/run").run, "hold", () => () => undefined);
  },

  "a second write of unknown outcome forgets the first": (load) => {
    wrap(load("runtime/plan"), "unsettle", (original) => (partnerId, ...others) => ({
      ...original(partnerId, ...others),
      pending: [partnerId],
    }));
  },

  "diff throws when the link cannot be read": (load) => {
    const { observeFor } = load("runtime/session");
    wrap(load("runtime/diff"), "diff", (original) => async (id, state, news) => {
      const { failure } = await observeFor(news, id);
      if (failure !== undefined) throw failure;
      return await original(id, state, news);
    });
  },

  "a delete before replacement leaves the link to the instance that is not created yet": (load) => {
    leavesWhere(load, ({ urn }, _id, run) => run.isDeclared(urn));
  },

  "a delete leaves the link to a resource that has only declared it": (load) => {
    leavesWhere(load, ({ urn }, id, run) => run.successorOf(id, urn, () => true) !== undefined);
  },

  "two resources of one identity pass": (load) => {
    wrap(load("runtime/run").run, "reserve", answering(undefined));
  },

  "links that other states say the stack created are adopted": (load) => {
    wrap(load("runtime/run").run, "noteState", () => () => undefined);
  },

  "a forced replacement with another partner is refused, though its state has been read": (load) => {
    wrap(load("runtime/plan"), "planWrite", (original) => (live, wanted, link, seen) => {
      const isOther = link === "new" && live?.partnerId !== wanted.partnerId;
      return original(live, wanted, link, isOther ? [] : seen);
    });
  },
};

function leavesWhere(load, isLeft) {
  const { run } = load("runtime/run");
  const { isRetained } = load("runtime/plan");
  wrap(load("runtime/delete"), "remove", (original) => async (id, state) => {
    const { link, declaration } = state;
    if (!isRetained(link, declaration.onDelete) && isLeft(declaration, id, run)) return;
    await original(id, state);
  });
}
