import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resources from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "../../../examples/engine/sdk";
import { type RpcServer, serve } from "../../../examples/engine/servers";
import { isOfEveryProgram } from "./grpcLog";
import { urnPrefix } from "./names";
import type { Fields, Registration } from "./recording";
import { registrationOf } from "./registration";
import { filled, setFields } from "./wire";

const answers: Readonly<Record<string, new () => object>> = {
  RegisterResource: resources.RegisterResourceResponse,
  ReadResource: resources.ReadResourceResponse,
  RegisterResourceOutputs: Empty,
  Invoke: InvokeResponse,
};

export interface NotingMonitor extends RpcServer {
  /** What the program has told so far, each with the recorded answer. */
  readonly noted: readonly Registration[];
  /** Resolves once all of it is noted where the engine stopped the program before it had answered all. */
  readonly stopped: Promise<void>;
}

/**
 * Serves a resource monitor that notes what a program tells it, and answers what the engine has answered to the recorded
 * registration of the same resource. One that the engine failed, or left without an answer, is left without one here: such a
 * program is stopped. What the recording lacks is refused.
 */
export async function serveNotingMonitor(recorded: readonly Registration[]): Promise<NotingMonitor> {
  const noted: Registration[] = [];
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const note = (monitor: string) => (request: object) => {
    const given = registrationOf(monitor, request) ?? {};
    if (isOfEveryProgram(monitor, given)) return monitor === "RegisterResource" ? stackAnswer() : new Empty();
    const found = recorded.find((one) => isSameRegistration(one, monitor, given));
    noted.push({ ...found, monitor, given });
    const isLast = noted.length >= recorded.length;
    if (isLast && recorded.some(({ gives }) => gives === undefined)) stop();
    if (found === undefined) throw new Error("the recording has no such registration");
    const Answer = answers[monitor];
    if (found.gives === undefined || Answer === undefined) return new Promise<object>(() => undefined);
    return setFields(new Answer(), found.gives);
  };
  const server = await serve(ResourceMonitorService, {
    supportsFeature: () => new resources.SupportsFeatureResponse().setHassupport(true),
    registerResource: note("RegisterResource"),
    readResource: note("ReadResource"),
    registerResourceOutputs: note("RegisterResourceOutputs"),
    invoke: note("Invoke"),
    signalAndWaitForShutdown: () => new Empty(),
  });
  return { ...server, noted, stopped };
}

function stackAnswer(): object {
  const urn = `${urnPrefix}pulumi:pulumi:Stack::scenarios-test`;
  return setFields(new resources.RegisterResourceResponse(), { urn, object: {} });
}

/** Whether two registrations are of the same resource, or the same question. */
function isSameRegistration(one: Registration, monitor: string, given: Fields): boolean {
  const keyOf = ({ type, name, parent, urn, tok, args }: Fields): string =>
    JSON.stringify(filled({ type, name, parent, urn, tok, args }));
  return one.monitor === monitor && keyOf(one.given) === keyOf(given);
}
