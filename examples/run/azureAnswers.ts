import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type {
  RegisterResourceRequest,
  RegisterResourceResponse,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";

/*
 * Preload script of programs on the engine stand-in. The stand-in has no plugins: it echoes resources of other packages,
 * inputs as outputs, and refuses functions. What Azure would have answered is added here, on the program's side, and the
 * example stays the program that a user would write.
 */

type Values = Readonly<Record<string, unknown>>;

/** What Azure answers in an example. */
export interface AzureAnswers {
  /** Outputs of a resource that its inputs do not give, by type. As in real life there are none before it exists. */
  readonly outputs?: Readonly<Record<string, Values>>;
  /** What `getClientConfig` of azure-native returns, by name of the provider; `default` without one. */
  readonly clientConfig?: Readonly<Record<string, Values>>;
}

/** Variable that holds the answers, as JSON. */
export const answersVariable = "EXAMPLE_AZURE_ANSWERS";

/** How the SDK marks a secret on the wire. */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

type Struct = NonNullable<ReturnType<ResourceInvokeRequest["getArgs"]>>;
type Callback<Response> = (error: Error | null, response?: Response) => void;
type Call<Request, Response> = (this: unknown, request: Request, callback: Callback<Response>) => unknown;

interface Monitor {
  registerResource: Call<RegisterResourceRequest, RegisterResourceResponse>;
  invoke: Call<ResourceInvokeRequest, InvokeResponse>;
}

/** A message of the class that another one has: only the SDK's own copy of it is accepted. */
function structLike(other: Struct | undefined, values: Values): Struct {
  const { fromJavaScript } = other?.constructor as unknown as { fromJavaScript: (values: Values) => Struct };
  return fromJavaScript(values);
}

function addOutputs(answers: AzureAnswers, request: RegisterResourceRequest, response: RegisterResourceResponse): void {
  const outputs = answers.outputs?.[request.getType()];
  if (outputs === undefined || response.getId() === "") return;
  const secrets = request.getAdditionalsecretoutputsList();
  const added = Object.entries(outputs).map(([name, value]): [string, unknown] => {
    return [name, secrets.includes(name) ? { ...secretSignature, value } : value];
  });
  const echoed = response.getObject()?.toJavaScript() as Values | undefined;
  response.setObject(structLike(request.getObject(), { ...echoed, ...Object.fromEntries(added) }));
}

function clientConfig(answers: AzureAnswers, request: ResourceInvokeRequest): Values | undefined {
  if (request.getTok() !== "azure-native:authorization:getClientConfig") return undefined;
  // <URN>::<id>, and a URN ends with the name.
  const provider = request.getProvider().split("::").at(-2) ?? "default";
  return answers.clientConfig?.[provider];
}

function answerFor(answers: AzureAnswers): void {
  const monitor = ResourceMonitorClient.prototype as unknown as Monitor;
  const { registerResource, invoke } = monitor;
  monitor.registerResource = function registerAnswered(request, callback) {
    return registerResource.call(this, request, (error, response) => {
      if (response !== undefined) addOutputs(answers, request, response);
      callback(error, response);
    });
  };
  monitor.invoke = function invokeAnswered(request, callback) {
    const values = clientConfig(answers, request);
    if (values === undefined) return invoke.call(this, request, callback);
    const response = new InvokeResponse();
    response.setReturn(structLike(request.getArgs(), values));
    callback(null, response);
    return undefined;
  };
}

const given = process.env[answersVariable];
if (given !== undefined) answerFor(JSON.parse(given) as AzureAnswers);
