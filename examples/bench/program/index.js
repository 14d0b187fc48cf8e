"use strict";

const { readFileSync } = require("node:fs");
const { dynamic } = require("@pulumi/pulumi");
const { PartnerAdminLink } = require("pulumi-partner-admin-link");

const { noOps, partnerId, links } = JSON.parse(readFileSync(process.env.BENCH_PROGRAM, "utf8"));

/** What a link is measured against: a dynamic resource that does nothing. */
const provider = {
  check: async (_olds, news) => ({ inputs: news }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: "no-op", outs: inputs }),
};

class NoOp extends dynamic.Resource {
  constructor(name) {
    super(provider, name, { value: name });
  }
}

for (let number = 0; number < noOps; number += 1) new NoOp(`no-op-${number}`);
for (const { name, credential } of links) new PartnerAdminLink(name, { partnerId, credential });
