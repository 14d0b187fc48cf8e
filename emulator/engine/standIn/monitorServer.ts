import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { packageConfig } from "./config";
import type { EventQueue } from "./eventQueue";
import { type Inherited, readGoal, refuseUnsupported, unsupported } from "./goal";
import { RpcError, type RpcServer, serve } from "./rpcServer";
import type { Goal, RegisterResult, SourceEvent } from "./sourceEvents";
import type { Surroundings } from "./surroundings";
import { formatProviderReference, isProviderType, packageOf, providerType } from "./urn";
import type { PropertyMap } from "./values";
import { decodeStruct, encodeStruct } from "./wire";

/** What the SDK asks for by name, as the engine answers it. */
const features = [
  ...[
    "secrets",
    "resourceReferences",
    "outputValues",
    "aliasSpecs",
    "replacementTrigger",
    "deletedWith",
    "replaceWith",
  ],
  ...["transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks", "sendsOptionsToHooks"],
];

/** Serves `pulumirpc.ResourceMonitor`: turns what a program registers into events, and answers when they are dealt with. */
export class Monitor {
  private server: RpcServer | undefined;
  private readonly goals = new Map<string, Inherited>();
  private readonly componentProviders = new Map<string, ReadonlyMap<string, string>>();
  private readonly defaultProviders = new Map<string, Promise<string>>();
  private readonly closed: Promise<never>;
  private refuse: (error: RpcError) => void = () => undefined;
  private release: () => void = () => undefined;
  private readonly released: Promise<void>;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly events: EventQueue<SourceEvent>,
  ) {
    this.closed = new Promise((_resolve, reject) => (this.refuse = reject));
    this.closed.catch(() => undefined);
    this.released = new Promise((resolve) => (this.release = resolve));
  }

  /** Starts serving; resolves to the address. */
  async open(): Promise<string> {
    const { sdk } = this.surroundings;
    const refuse = (what: string) => () => Promise.reject(new Error(unsupported(what)));
    this.server = await serve(sdk, sdk.resourceService.ResourceMonitorService, {
      supportsFeature: (request: SupportsFeatureRequest) => this.supportsFeature(request),
      registerResource: (request: RegisterResourceRequest) => this.registerResource(request),
      readResource: (request: ReadResourceRequest) => this.readResource(request),
      registerResourceOutputs: (request: RegisterResourceOutputsRequest) => this.registerOutputs(request),
      signalAndWaitForShutdown: () => this.signalAndWaitForShutdown(),
      invoke: (request: ResourceInvokeRequest) => refuse(`the function ${request.getTok()}`)(),
      call: (request: ResourceCallRequest) => refuse(`the method ${request.getTok()}`)(),
      registerStackTransform: refuse("stack transforms"),
      registerStackInvokeTransform: refuse("invoke transforms"),
      registerResourceHook: refuse("resource hooks"),
      registerErrorHook: refuse("error hooks"),
      registerPackage: refuse("parameterized packages"),
    });
    return this.server.address;
  }

  /** Tells the program that nothing will be dealt with any more; whatever it still waits for is refused. */
  shutDown(): void {
    this.refuse(new RpcError(this.surroundings.sdk.grpc.status.UNAVAILABLE, "resource monitor shut down"));
    this.release();
  }

  close(): void {
    this.server?.close();
  }

  private supportsFeature(request: SupportsFeatureRequest) {
    const response = new this.surroundings.sdk.resource.SupportsFeatureResponse();
    response.setHassupport(features.includes(request.getId()));
    return Promise.resolve(response);
  }

  private async signalAndWaitForShutdown() {
    this.events.push({ kind: "end" });
    await this.released;
    return new this.surroundings.sdk.empty.Empty();
  }

  private async registerResource(request: RegisterResourceRequest) {
    refuseUnsupported(request);
    const custom = request.getCustom();
    const needsProvider = custom && !isProviderType(request.getType());
    const provider = needsProvider ? await this.providerFor(request) : "";
    const goal = readGoal(this.surroundings.sdk, request, provider, this.goals.get(request.getParent()));
    const result = await this.settle((done) => ({ kind: "register", goal, done }));
    this.goals.set(result.state.urn, goal);
    if (!custom) this.componentProviders.set(result.state.urn, this.providersOf(request));
    return this.registered(request, result);
  }

  private registered(request: RegisterResourceRequest, { state, outcome }: RegisterResult) {
    const { sdk } = this.surroundings;
    const response = new sdk.resource.RegisterResourceResponse();
    response.setUrn(state.urn);
    response.setId(state.id);
    // A component's outputs are of the last time, and may refer to what is not registered yet.
    response.setObject(this.encode(request.getCustom() ? state.outputs : {}, request));
    response.setResult(outcome === "success" ? sdk.resource.Result.SUCCESS : sdk.resource.Result.SKIP);
    return response;
  }

  private async readResource(request: ReadResourceRequest) {
    const packageName = packageOf(request.getType());
    const provider = request.getProvider() || (await this.defaultProvider(packageName, request.getVersion()));
    const result = await this.settle((done) => ({
      kind: "read",
      type: request.getType(),
      name: request.getName(),
      id: request.getId(),
      parent: request.getParent(),
      provider,
      properties: decodeStruct(request.getProperties()),
      dependencies: request.getDependenciesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      done,
    }));
    const response = new this.surroundings.sdk.resource.ReadResourceResponse();
    response.setUrn(result.state.urn);
    response.setProperties(this.encode(result.state.outputs, request));
    return response;
  }

  private async registerOutputs(request: RegisterResourceOutputsRequest) {
    await this.settle<undefined>((done) => ({
      kind: "outputs",
      urn: request.getUrn(),
      outputs: decodeStruct(request.getOutputs()),
      done: () => {
        done(undefined);
      },
    }));
    return new this.surroundings.sdk.empty.Empty();
  }

  /** Hands an event over and waits until it is dealt with, or nothing will be any more. */
  private settle<Result = RegisterResult>(event: (done: (result: Result) => void) => SourceEvent): Promise<Result> {
    const result = new Promise<Result>((resolve) => {
      this.events.push(event(resolve));
    });
    return Promise.race([result, this.closed]);
  }

  private encode(properties: PropertyMap, request: { getAcceptsecrets(): boolean; getAcceptresources(): boolean }) {
    return encodeStruct(this.surroundings.sdk, properties, {
      secrets: request.getAcceptsecrets(),
      resources: request.getAcceptresources(),
      unknowns: true,
    });
  }

  /** The provider that a resource names, or inherits, or else the default one of its package. */
  private async providerFor(request: RegisterResourceRequest): Promise<string> {
    const packageName = packageOf(request.getType());
    const named = [
      request.getProvider(),
      request.getProvidersMap().get(packageName),
      this.componentProviders.get(request.getParent())?.get(packageName),
    ].find((reference) => reference !== undefined && reference !== "");
    return named ?? this.defaultProvider(packageName, request.getVersion());
  }

  private providersOf(request: RegisterResourceRequest): ReadonlyMap<string, string> {
    const providers = new Map(this.componentProviders.get(request.getParent()));
    request.getProvidersMap().forEach((reference, packageName) => providers.set(packageName, reference));
    return providers;
  }

  private defaultProvider(packageName: string, version: string): Promise<string> {
    const name = version === "" ? "default" : `default_${version.replaceAll(/[^\w]/g, "_")}`;
    const key = `${packageName}::${name}`;
    const known = this.defaultProviders.get(key) ?? this.registerDefaultProvider(packageName, name, version);
    this.defaultProviders.set(key, known);
    return known;
  }

  private async registerDefaultProvider(packageName: string, name: string, version: string): Promise<string> {
    const config = packageConfig(this.surroundings.config, packageName);
    const goal: Goal = {
      type: providerType(packageName),
      name,
      custom: true,
      properties: { ...config, ...(version === "" ? {} : { version }) },
      parent: "",
      provider: "",
      dependencies: [],
      propertyDependencies: {},
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      additionalSecretOutputs: [],
      aliases: [],
    };
    const { state } = await this.settle((done) => ({ kind: "register", goal, done }));
    return formatProviderReference(state);
  }
}
