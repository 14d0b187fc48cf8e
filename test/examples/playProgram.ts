import type * as pulumi from "@pulumi/pulumi";

type Values = Readonly<Record<string, unknown>>;

/** A resource as a program registered it. */
export interface Registered {
  /** In plain text. */
  readonly inputs: Values;
  /** Names of the inputs that hold a secret. */
  readonly secrets: readonly string[];
  /** Name of the provider that the program chose. */
  readonly provider: string | undefined;
}

export interface Played {
  /** By type and name, as in `azuread:index/application:Application operations`. */
  readonly registered: Readonly<Record<string, Registered>>;
  /** What each export is for whoever reads the stack's outputs: `[secret]` where it is secret. */
  readonly outputs: Values;
}

export interface Setting {
  /** Of the project. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfig?: Readonly<Record<string, string>>;
  /** Outputs of a resource that its inputs do not give, by type. */
  readonly outputs?: Readonly<Record<string, Values>>;
  /** What `getClientConfig` of azure-native returns, by name of the provider; `default` without one. */
  readonly clientConfig?: Readonly<Record<string, Values>>;
}

/** Runs a program as its user would test it: against Pulumi's mocks. */
export async function playProgram(
  load: () => Promise<object>,
  { config, secretConfig = {}, outputs = {}, clientConfig = {} }: Setting,
): Promise<Played> {
  const registered: Record<string, Registered> = {};
  jest.resetModules();
  const { isSecret, output, runtime } = await import("@pulumi/pulumi");
  const ofProject = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`project:${key}`, value]));
  runtime.setAllConfig(ofProject({ ...config, ...secretConfig }), Object.keys(ofProject(secretConfig)));
  await runtime.setMocks(
    {
      newResource: (args) => {
        registered[`${args.type} ${args.name}`] = describeInputs(args, runtime);
        const state = { ...(args.inputs as Values), ...outputs[args.type] };
        return { id: `id-of-${args.name}`, state };
      },
      call: ({ provider }) => ({ ...clientConfig[nameOf(provider) ?? "default"] }),
    },
    "project",
    "stack",
  );
  const program = await load();
  await runtime.disconnect();
  const told = await Promise.all(
    Object.entries(program).map(async ([name, value]: [string, unknown]) => {
      const exported = output(value);
      return [name, (await isSecret(exported)) ? "[secret]" : await valueOf(exported)] as const;
    }),
  );
  return { registered, outputs: Object.fromEntries(told) };
}

function describeInputs(
  { inputs, provider }: pulumi.runtime.MockResourceArgs,
  runtime: typeof pulumi.runtime,
): Registered {
  const entries = Object.entries(inputs as Values).filter(([name]) => !name.startsWith("__"));
  const secrets = entries.filter(([, value]) => runtime.isRpcSecret(value)).map(([name]) => name);
  const plain = entries.map(([name, value]) => [name, runtime.unwrapRpcSecret(value) as unknown]);
  return { inputs: Object.fromEntries(plain) as Values, secrets, provider: nameOf(provider) };
}

/** Name of the provider in its reference, `<URN>::<id>`. */
function nameOf(provider: string | undefined): string | undefined {
  return provider?.split("::").at(-2);
}

function valueOf<T>(value: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => value.apply(resolve));
}
