"use strict";

const grpc = require("@grpc/grpc-js");
const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb");
const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb");

/** Sends a message to the engine, whose address is the process's last argument, about the resource of that name. */
exports.say = function say(name, { severity, message, ephemeral = false }) {
  const request = new LogRequest();
  request.setSeverity(LogSeverity[severity]);
  request.setMessage(message);
  request.setUrn(`urn:pulumi:test::scripted::pulumi-nodejs:dynamic/scripted:Scripted::${name}`);
  request.setEphemeral(ephemeral);
  const client = new EngineClient(process.argv.at(-1), grpc.credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.log(request, (error) => (error ? reject(error) : resolve()));
  }).finally(() => client.close());
};
