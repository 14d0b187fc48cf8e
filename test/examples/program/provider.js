"use strict";

const { appendFileSync } = require("node:fs");

function note(callback, name, ...values) {
  const line = [callback, name, ...values.map((value) => value ?? "none")].join(" ");
  appendFileSync(process.env.CALLS, `${line}\n`);
}

/** Fails, wholly or having done half of it, where the inputs say so. */
function act(inputs) {
  if (inputs.fails) throw new Error(inputs.fails);
  if (inputs.leavesUndone) {
    throw Object.assign(new Error("unfinished"), { id: "made", properties: inputs, reasons: [inputs.leavesUndone] });
  }
}

module.exports = {
  check: async (olds, news) => {
    note("check", news.name, olds.value, news.value);
    return { inputs: news, failures: news.refused ? [{ property: "value", reason: news.refused }] : [] };
  },
  diff: async (_id, olds, news) => {
    note("diff", news.name, olds.value, news.value);
    const replaces = olds.key === news.key ? [] : ["key"];
    const changes = replaces.length > 0 || olds.value !== news.value;
    return { changes, replaces, deleteBeforeReplace: news.deletedFirst === true };
  },
  create: async (inputs) => {
    note("create", inputs.name, inputs.value);
    act(inputs);
    return { id: "made", outs: inputs };
  },
  update: async (_id, olds, news) => {
    note("update", news.name, olds.value, news.value);
    act(news);
    return { outs: news };
  },
  read: async (id, props) => {
    const live = { ...props, value: process.env.LIVE ?? props.value };
    note("read", props.name, props.value);
    return live.value === "gone" ? { id: "" } : { id, props: live, inputs: live };
  },
  delete: async (_id, props) => note("delete", props.name, props.value),
};
