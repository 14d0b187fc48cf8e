"use strict";

const { appendFileSync, readFileSync } = require("node:fs");

let config;

/** What the script of this step says about a callback of a resource; nothing where it is silent. */
function scriptOf(props, callback) {
  const { script = {} } = JSON.parse(readFileSync(process.env.SCRIPT_DECLARATION, "utf8"));
  return script[props.name]?.[callback] ?? {};
}

/** Records a call, then does what every callback can be told to do. */
async function follow(callback, args) {
  appendFileSync(process.env.SCRIPT_CALLS, `${JSON.stringify({ callback, args })}\n`);
  const props = args.at(-1);
  const script = scriptOf(props, callback);
  if (script.prints) console.log(script.prints);
  if (script.complains) console.error(script.complains);
  if (script.says) await require(`${process.cwd()}/engineLog.js`).say(props.name, script.says);
  if (script.throws) throw failure(script, props);
  return script;
}

/** A failure with an id is a partial one. */
function failure({ throws, id, properties, reasons }, props) {
  const error = new Error(throws);
  error.stack = "";
  return Object.assign(error, id && { id, properties: { ...props, ...properties }, reasons });
}

exports.provider = {
  async configure(request) {
    config = request.config;
  },
  async check(olds, news) {
    const { inputs, failures = [] } = await follow("check", [olds, news]);
    return { inputs: { ...news, ...inputs }, failures };
  },
  async diff(id, olds, news) {
    const { changes, replaces, deleteBeforeReplace } = await follow("diff", [id, olds, news]);
    return { changes, replaces, deleteBeforeReplace };
  },
  async create(inputs) {
    const { id = `id-of-${inputs.name}`, outs, unfit } = await follow("create", [inputs]);
    const configured = inputs.configured && { found: config.get(inputs.configured) };
    return {
      id,
      outs: { ...inputs, made: `made ${inputs.name}`, ...configured, ...outs, ...(unfit && { unfit: undefined }) },
    };
  },
  async read(id, props) {
    const script = await follow("read", [id, props]);
    if (script.gone) return {};
    const configured = props.configured && { found: config.get(props.configured) };
    const read = { id: script.id ?? id, props: { ...props, ...configured, ...script.props } };
    return script.inputs === undefined ? read : { ...read, inputs: script.inputs };
  },
  async update(id, olds, news) {
    const { outs, nothing } = await follow("update", [id, olds, news]);
    return nothing ? {} : { outs: { ...news, made: `remade ${news.name}`, ...outs } };
  },
  async delete(id, props) {
    await follow("delete", [id, props]);
  },
};
