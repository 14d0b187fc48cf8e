import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { CustomTimeouts } from "./resourceState";
import type { Sdk } from "./sdk";
import type { Alias, Goal } from "./sourceEvents";
import { decodeStruct } from "./wire";

/** What a parent's own options say for its children. */
export type Inherited = Pick<Goal, "protect" | "retainOnDelete">;

/** Reads a registration. `provider` is the reference of the provider that was settled on. */
export function readGoal(
  sdk: Sdk,
  request: RegisterResourceRequest,
  provider: string,
  inherited: Inherited | undefined,
): Goal {
  const dependencies = request.getDependenciesList();
  const properties = decodeStruct(request.getObject());
  const timeouts = customTimeouts(request);
  const isDefined = request.getDeletebeforereplacedefined() || request.getDeletebeforereplace();
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    properties,
    parent: request.getParent(),
    provider,
    dependencies,
    propertyDependencies: propertyDependencies(request, dependencies, Object.keys(properties)),
    protect: request.hasProtect() ? request.getProtect() === true : (inherited?.protect ?? false),
    retainOnDelete: request.hasRetainondelete()
      ? request.getRetainondelete() === true
      : (inherited?.retainOnDelete ?? false),
    ...(isDefined ? { deleteBeforeReplace: request.getDeletebeforereplace() } : {}),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [
      ...request.getAliasurnsList().map((urn) => ({ urn })),
      ...request.getAliasesList().map((alias) => readAlias(sdk, alias, request.getAliasspecs())),
    ],
    ...(timeouts === undefined ? {} : { customTimeouts: timeouts }),
  };
}

/** Options that no resource of ours uses are refused rather than passed over. */
export function refuseUnsupported(request: RegisterResourceRequest): void {
  const refused = [
    ["import", request.getImportid() !== ""],
    ["deletedWith", request.getDeletedwith() !== ""],
    ["replaceWith", request.getReplaceWithList().length > 0],
    ["replacementTrigger", request.hasReplacementTrigger()],
    ["transforms", request.getTransformsList().length > 0],
    ["remote components", request.getRemote()],
  ] as const;
  const option = refused.find(([, isUsed]) => isUsed)?.[0];
  if (option !== undefined) throw new Error(unsupported(`${option} (${request.getType()} ${request.getName()})`));
}

export function unsupported(what: string): string {
  return `the engine stand-in does not support ${what}; use the Pulumi CLI`;
}

/** A registration that tells dependencies as a whole means each property by them. */
function propertyDependencies(
  request: RegisterResourceRequest,
  dependencies: readonly string[],
  properties: readonly string[],
): Record<string, readonly string[]> {
  const told = request.getPropertydependenciesMap();
  if (told.getLength() === 0) return Object.fromEntries(properties.map((name) => [name, dependencies]));
  const map: Record<string, readonly string[]> = {};
  told.forEach((dependency, name) => {
    map[name] = dependency.getUrnsList();
  });
  return map;
}

function readAlias(sdk: Sdk, alias: AliasMessage, areSpecsRight: boolean): Alias {
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  const parent = spec.getParenturn();
  return {
    ...given("name", spec.getName()),
    ...given("type", spec.getType()),
    ...given("stack", spec.getStack()),
    ...given("project", spec.getProject()),
    ...given("parent", parent),
    noParent: areSpecsRight ? spec.getNoparent() : parent === "" && !spec.getNoparent(),
  };
}

function given(name: string, value: string): Record<string, string> {
  return value === "" ? {} : { [name]: value };
}

function customTimeouts(request: RegisterResourceRequest): CustomTimeouts | undefined {
  const timeouts = request.getCustomtimeouts();
  const texts = {
    create: timeouts?.getCreate() ?? "",
    update: timeouts?.getUpdate() ?? "",
    delete: timeouts?.getDelete() ?? "",
    read: timeouts?.getRead() ?? "",
  };
  const told = Object.entries(texts).filter(([, text]) => text !== "");
  return told.length === 0 ? undefined : Object.fromEntries(told.map(([name, text]) => [name, seconds(text)]));
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** `1h30m` in seconds. */
function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== duration)
    throw new Error(`unable to parse customTimeout Value  ${duration}`);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (unitSeconds[unit ?? ""] ?? 0), 0);
}
