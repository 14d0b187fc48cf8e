import type { Fields, Registration } from "./recording";
import { filled } from "./wire";

/** What a program tells the engine, by method of the resource monitor: inputs and every option that has an effect. */
const fields: Readonly<Record<string, readonly string[]>> = {
  RegisterResource: [
    ...["type", "name", "parent", "custom", "remote", "object", "provider", "providers", "version", "dependencies"],
    ...["propertyDependencies", "protect", "deleteBeforeReplace", "ignoreChanges", "additionalSecretOutputs"],
    ...["aliases", "importId", "replaceOnChanges", "retainOnDelete", "deletedWith", "replaceWith"],
    ...["replacementTrigger", "hideDiffs", "hooks", "transforms"],
  ],
  ReadResource: [
    ...["type", "name", "parent", "id", "properties", "provider", "version", "dependencies"],
    "additionalSecretOutputs",
  ],
  RegisterResourceOutputs: ["urn", "outputs"],
  Invoke: ["tok", "args", "provider", "version"],
  Call: ["tok", "args", "provider", "version"],
};

/**
 * The fields of a request in the CLI's log that count; undefined for a method that tells of no resource.
 *
 * The URNs that each property depends on are told where there are any.
 */
export function registrationFields(monitor: string, request: Fields): Fields | undefined {
  const names = fields[monitor];
  if (names === undefined) return undefined;
  const { propertyDependencies, parent, ...others } = Object.fromEntries(names.map((name) => [name, request[name]]));
  const dependent = Object.entries((propertyDependencies ?? {}) as Readonly<Record<string, { urns?: string[] }>>)
    .filter(([, { urns = [] }]) => urns.length > 0)
    .map(([name, { urns }]) => [name, urns]);
  return filled({
    ...others,
    // What is at the top of the program has the stack as its parent.
    parent: String(parent).includes("pulumi:pulumi:Stack::") ? "" : parent,
    ...(dependent.length === 0 ? {} : { propertyDependencies: Object.fromEntries(dependent) as Fields }),
  });
}

type Getter = () => unknown;

/** The same fields of a request as the SDK's own messages have them. */
export function registrationOf(monitor: string, message: object): Fields | undefined {
  const names = fields[monitor];
  if (names === undefined) return undefined;
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(message));
  const request = names.map((name): [string, unknown] => {
    const getters = ["", "list", "map"].map((suffix) => `get${name}${suffix}`.toLowerCase());
    const getter = methods.find((method) => getters.includes(method.toLowerCase()));
    const read = getter === undefined ? undefined : (message as Readonly<Record<string, Getter>>)[getter];
    return [name, plain(read?.call(message))];
  });
  return registrationFields(monitor, Object.fromEntries(request));
}

interface Convertible {
  readonly toJavaScript?: () => unknown;
  readonly toObject?: () => object;
  readonly forEach?: (each: (value: unknown, key: string) => void) => void;
}

/** A field's value as the CLI's log shows it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const convertible = value as Convertible;
  if (convertible.toJavaScript !== undefined) return convertible.toJavaScript();
  if (convertible.forEach !== undefined) {
    const entries: [string, unknown][] = [];
    convertible.forEach((item, key) => entries.push([key, plain(item)]));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return convertible.toObject === undefined ? value : inTheLogsWords(convertible.toObject());
}

/** Fields of an alias that the generated code writes in another way; to the names of repeated fields it adds a word. */
const spelling: Readonly<Record<string, string>> = { parenturn: "parentUrn", noparent: "noParent" };

function inTheLogsWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTheLogsWords);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    spelling[name] ?? name.replace(/List$/, ""),
    inTheLogsWords(inner),
  ]);
  return filled(Object.fromEntries(entries) as Fields);
}

/** Registrations go side by side. */
export function inOrder(registrations: readonly Registration[]): Registration[] {
  const keyOf = ({ monitor, given }: Registration): string =>
    JSON.stringify([given["urn"] ?? given["name"], monitor, given]);
  return [...registrations].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}
