import type * as pulumi from "@pulumi/pulumi";
import { type PartnerAdminLinkArgs, inputNames } from "./args";
import { withCode } from "./errors";

export interface AdaptedOptions {
  readonly options: pulumi.CustomResourceOptions;
  /** Id given as the option `import`, which the engine cannot carry out for dynamic resources. */
  readonly importId?: pulumi.Input<string>;
  /** Public properties the program ignores changes of. */
  readonly ignored?: string[];
}

/** Resource options as the engine can honour them; the others are taken over by the resource, or refused. */
export function adaptOptions(
  name: string,
  args: Partial<PartnerAdminLinkArgs>,
  opts: pulumi.CustomResourceOptions,
): AdaptedOptions {
  refuseProviders(name, args, opts);
  const { import: importId, ignoreChanges, ...options } = opts;
  // A "*" would freeze the hidden inputs too.
  const ignored = ignoreChanges?.flatMap((property) => (property === "*" ? inputNames : [property]));
  return {
    options: ignored === undefined ? options : { ...options, ignoreChanges: ignored },
    ...(importId === undefined ? {} : { importId }),
    ...(ignored === undefined ? {} : { ignored }),
  };
}

/** Packages whose providers say who works in Azure, each with the call that tells whom. */
const clientConfigs = new Map([
  ["azure-native", "authorization.getClientConfigOutput({ provider })"],
  ["azure", "core.getClientConfigOutput({ provider })"],
  ["azuread", "getClientConfigOutput({ provider })"],
  ["azapi", "getClientConfigOutput({}, { provider })"],
]);

function refuseProviders(name: string, args: Partial<PartnerAdminLinkArgs>, opts: pulumi.CustomResourceOptions): void {
  const own = packageOf(opts.provider);
  if (own !== undefined && own !== "pulumi-nodejs") {
    throw unreached(
      `PartnerAdminLink "${name}": the provider option names a provider of ${own}, which does not reach a dynamic resource`,
      own,
    );
  }
  if (args.credential !== undefined || args.expect !== undefined) return;
  const inherited = [...clientConfigs.keys()].find((name) =>
    opts.parent?.getProvider(`${name}:index:PartnerAdminLink`),
  );
  if (inherited === undefined) return;
  throw unreached(
    `PartnerAdminLink "${name}": its parent has a provider of ${inherited}, which does not reach a dynamic resource: the identity of the stack config (azure-native:*) or environment (ARM_*) would be linked instead`,
    inherited,
  );
}

function unreached(text: string, providerPackage: string): Error {
  const clientConfig = clientConfigs.get(providerPackage);
  const guard =
    clientConfig === undefined
      ? ""
      : `, or make sure with expect: { objectId: ${providerPackage.replace("-", "_")}.${clientConfig}.objectId }`;
  return new Error(withCode(`${text}. Say who is linked with credential: {...}${guard}`, "PAL_CONFIG_INVALID"));
}

function packageOf(provider: pulumi.ProviderResource | undefined): string | undefined {
  if (provider === undefined) return undefined;
  return (provider as unknown as { getPackage?(): string }).getPackage?.() ?? "other";
}
