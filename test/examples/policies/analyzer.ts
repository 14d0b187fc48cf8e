import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty, grpc, toStruct } from "../../../examples/engine/sdk";

/** A resource as the engine shows it to a pack. */
export interface Shown {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Names of the resources that a property depends on. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
}

type Violation = messages.AnalyzeDiagnostic.AsObject;

/** The calls of the engine to a pack. */
export interface Analyzer {
  /** Configures the rules, by their names. */
  configure(config: Readonly<Record<string, object>>): Promise<void>;
  rules(): Promise<messages.PolicyInfo.AsObject[]>;
  /** Shows each resource alone, then the stack of them. */
  analyze(resources: readonly Shown[]): Promise<Violation[]>;
  close(): void;
}

/** Speaks `pulumirpc.Analyzer` as the engine does. */
export function connect(address: string): Analyzer {
  const client = new AnalyzerClient(address, grpc.credentials.createInsecure());
  const rules = async () => {
    const info = await call<messages.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty() as never, done));
    return info.toObject().policiesList;
  };
  return {
    configure: async (config) => {
      const request = new messages.ConfigureAnalyzerRequest();
      for (const { name, enforcementlevel } of await rules()) {
        const properties = toStruct({ ...config[name] });
        const rule = new messages.PolicyConfig().setEnforcementlevel(enforcementlevel).setProperties(properties);
        request.getPolicyconfigMap().set(name, rule);
      }
      await call<object>((done) => client.configure(request, done));
    },
    rules,
    analyze: async (resources) => {
      const alone = resources.map(async (shown) => {
        const send = (done: Done<messages.AnalyzeResponse>) => client.analyze(analyzeRequest(shown), done);
        // An answer about one resource does not name it.
        return diagnosticsOf(await call(send)).map((told) => ({ ...told, urn: urnOf(shown.type, shown.name) }));
      });
      const request = stackRequest(resources);
      const together = await call<messages.AnalyzeResponse>((done) => client.analyzeStack(request, done));
      return [...(await Promise.all(alone)).flat(), ...diagnosticsOf(together)];
    },
    close: () => client.close(),
  };
}

type Done<Answer> = (error: Error | null, answer: Answer) => void;

function call<Answer>(send: (done: Done<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function diagnosticsOf(answer: messages.AnalyzeResponse): Violation[] {
  return answer.toObject().diagnosticsList;
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::policies::${type}::${name}`;
}

function analyzeRequest(shown: Shown): messages.AnalyzeRequest {
  return described(new messages.AnalyzeRequest(), shown);
}

function stackRequest(resources: readonly Shown[]): messages.AnalyzeStackRequest {
  const urns = new Map(resources.map(({ type, name }) => [name, urnOf(type, name)]));
  return new messages.AnalyzeStackRequest().setResourcesList(
    resources.map((shown) => {
      const resource = described(new messages.AnalyzerResource(), shown);
      for (const [property, names] of Object.entries(shown.dependencies ?? {})) {
        const dependencies = names.map((name) => urns.get(name) ?? "");
        const message = new messages.AnalyzerPropertyDependencies().setUrnsList(dependencies);
        resource.getPropertydependenciesMap().set(property, message);
      }
      return resource;
    }),
  );
}

function described<Message extends messages.AnalyzeRequest | messages.AnalyzerResource>(
  message: Message,
  { type, name, props }: Shown,
): Message {
  message.setType(type).setName(name).setUrn(urnOf(type, name));
  message.setProperties(toStruct(props)).setOptions(new messages.AnalyzerResourceOptions());
  return message;
}
