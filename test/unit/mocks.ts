import * as pulumi from "@pulumi/pulumi";

/** What a mocked engine was told of a resource. */
export type Registered = pulumi.runtime.MockResourceArgs;

/** Answers of the mocked engine beside the inputs, by the resource's name. */
type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A look-up that a mocked engine was asked for. */
interface Called {
  readonly token: string;
  readonly inputs: unknown;
}

/** Starts a mocked engine that answers every look-up alike and keeps what it was asked. */
export async function mockLookUps(answer: Record<string, unknown>): Promise<Called[]> {
  const called: Called[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `id-of-${name}`, state: inputs as Record<string, unknown> }),
    call: ({ token, inputs }) => {
      called.push({ token, inputs: inputs as unknown });
      return answer;
    },
  });
  return called;
}

/** Waits until everything is registered: what one test left behind must not reach the engine of the next. */
export function engineDone(): Promise<void> {
  return pulumi.runtime.disconnect();
}

/** Starts a mocked engine that knows every resource at once and keeps what it was told of it. */
export async function mockEngine(outputs: Outputs = {}, preview = false): Promise<Map<string, Registered>> {
  const registered = new Map<string, Registered>();
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.set(args.name, args);
        const state = { ...(args.inputs as Record<string, unknown>), ...outputs[args.name] };
        return { id: args.id === undefined || args.id === "" ? `id-of-${args.name}` : args.id, state };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
  return registered;
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** A resource of another package, with one output, as azure-native's are. */
export class Foreign extends pulumi.CustomResource {
  declare public readonly value: pulumi.Output<string>;

  constructor(name: string, opts: pulumi.CustomResourceOptions = {}) {
    super("azure-native:entra:Password", name, { value: "made-by-a-resource" }, opts);
  }
}

export class Provider extends pulumi.ProviderResource {
  constructor(pkg: string) {
    super(pkg, "customer", {});
  }
}

export class Component extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("project:index:Component", name, {}, opts);
  }
}
