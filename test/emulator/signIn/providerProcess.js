"use strict";

/*
 * Signs in with the built package. A process of its own, because Node reads NODE_EXTRA_CA_CERTS when it starts, and the
 * Azure SDKs read their variables from `process.env`. Takes one request after the other from its parent.
 */

const { join } = require("node:path");
const { inspect } = require("node:util");
const forgetModules = require("../../support/forgetModules");

const built = join(__dirname, "..", "..", "..", "dist");
const needed = ["azure/settings.js", "azure/signIn.js", "azure/partnerClient.js"];

/** The package as a new process has it: sessions and clouds of earlier requests are forgotten. */
function freshPackage() {
  forgetModules((file) => file.startsWith(built));
  return loadPackage();
}

function loadPackage() {
  return Object.assign({}, ...needed.map((file) => require(join(built, file))));
}

function setEnvironment(environment) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
}

function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString("utf8"));
}

async function sessionOf({ resolveSettings, signIn, openPartnerClient }, { block, config = {}, homeTenantId, look }) {
  const settings = resolveSettings(block, { config: (key) => config[key], environment: process.env });
  const session = await signIn(settings, block !== undefined, homeTenantId);
  const { tid: tenantId, oid: objectId } = claimsOf(session.token.token);
  if (!look) return { tenantId, objectId };
  const link = await openPartnerClient(session).get();
  return { tenantId, objectId, partnerId: link?.partnerId };
}

/** All that anybody could print of an error. */
function told(error) {
  const { code, message, serviceCode, retryable } = error;
  const seen = inspect(error, { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null });
  return {
    code,
    message,
    serviceCode,
    retryable,
    printed: [seen, error.stack, String(error), JSON.stringify(error)].join("\n"),
  };
}

async function answer(request) {
  setEnvironment(request.environment);
  const loaded = request.sameRun ? loadPackage() : freshPackage();
  const asked = Array.from({ length: request.times ?? 1 }, () => sessionOf(loaded, request));
  const settled = await Promise.allSettled(asked);
  const errors = settled.flatMap(({ status, reason }) => (status === "rejected" ? [told(reason)] : []));
  return { identities: settled.flatMap(({ value }) => value ?? []), errors };
}

process.on("message", (request) => {
  answer(request).then((result) => process.send(result));
});
