"use strict";

const { appendFileSync, readFileSync } = require("node:fs");

let config;

/** What the script of this step says about a callback of a resource; nothing where it is silent. */
function scripted(props, callback) {
  const script = JSON.parse(readFileSync(process.env.SCRIPT_DECLARATION, "utf8")).script ?? {};
  return script[props.name]?.[callback] ?? {};
}

function record(callback, args) {
  appendFileSync(process.env.SCRIPT_CALLS, `${JSON.stringify({ callback, args })}\n`);
}

function fail({ throws, id, properties, reasons, prints }) {
  if (prints) console.log(prints);
  if (!throws) return;
  const error = new Error(throws);
  error.stack = "";
  throw Object.assign(error, id && { id, properties, reasons });
}

exports.provider = {
  async configure(request) {
    config = request.config;
  },
  async check(olds, news) {
    record("check", [olds, news]);
    const script = scripted(news, "check");
    fail(script);
    return { inputs: { ...news, ...script.inputs }, failures: script.failures ?? [] };
  },
  async diff(id, olds, news) {
    record("diff", [id, olds, news]);
    const script = scripted(news, "diff");
    fail(script);
    return script;
  },
  async create(inputs) {
    record("create", [inputs]);
    const script = scripted(inputs, "create");
    fail({ ...script, properties: { ...inputs, ...script.properties } });
    const configured = inputs.configured && { configured: config.get(inputs.configured) };
    return { id: script.id ?? `id-of-${inputs.name}`, outs: { ...inputs, made: `made ${inputs.name}`, ...configured, ...script.outs } };
  },
  async read(id, props) {
    record("read", [id, props]);
    const script = scripted(props, "read");
    fail(script);
    if (script.gone) return {};
    return { id: script.id ?? id, props: { ...props, ...script.props }, ...(script.inputs && { inputs: script.inputs }) };
  },
  async update(id, olds, news) {
    record("update", [id, olds, news]);
    const script = scripted(news, "update");
    fail({ ...script, properties: { ...news, ...script.properties } });
    return { outs: { ...news, made: `remade ${news.name}`, ...script.outs } };
  },
  async delete(id, props) {
    record("delete", [id, props]);
    fail(scripted(props, "delete"));
  },
};
