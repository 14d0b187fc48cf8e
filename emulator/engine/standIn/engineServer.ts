import type { LogRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { Messages, Severity } from "./messages";
import { type RpcServer, serve } from "./rpcServer";
import type { Sdk } from "./sdk";

/** Serves `pulumirpc.Engine`: takes what programs and providers have to say. */
export function serveEngine(sdk: Sdk, messages: Messages): Promise<RpcServer> {
  let rootUrn = "";
  return serve(sdk, sdk.engineService.EngineService, {
    log: (request: LogRequest) => {
      messages.say(severityOf(request, sdk), request.getMessage(), request.getUrn(), {
        ephemeral: request.getEphemeral(),
        streamId: request.getStreamid(),
      });
      return Promise.resolve(new sdk.empty.Empty());
    },
    getRootResource: () => {
      const response = new sdk.engine.GetRootResourceResponse();
      response.setUrn(rootUrn);
      return Promise.resolve(response);
    },
    setRootResource: (request: SetRootResourceRequest) => {
      rootUrn = request.getUrn();
      return Promise.resolve(new sdk.engine.SetRootResourceResponse());
    },
    startDebugging: () => Promise.resolve(new sdk.empty.Empty()),
  });
}

function severityOf(request: LogRequest, sdk: Sdk): Severity {
  const { ERROR, INFO, WARNING } = sdk.engine.LogSeverity;
  switch (request.getSeverity()) {
    case ERROR:
      return "error";
    case WARNING:
      return "warning";
    case INFO:
      return "info";
    default:
      return "debug";
  }
}
