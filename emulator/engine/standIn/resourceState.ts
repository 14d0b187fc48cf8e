import { copyMap, type PropertyMap } from "./values";
import { parseProviderReference } from "./urn";

export interface CustomTimeouts {
  /** Seconds. */
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
  readonly read?: number;
}

/** One resource of a stack, as the engine works on it. */
export interface ResourceState {
  urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** Empty for a component, and for what does not exist yet. */
  id: string;
  parent: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
  /** URN and id of its provider; empty for a component and for a provider. */
  provider: string;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  protect: boolean;
  taint: boolean;
  /** Read, not managed: never updated or deleted. */
  external: boolean;
  /** Replaced already, waiting to be deleted. */
  delete: boolean;
  /** Deleted already, waiting for its replacement. */
  pendingReplacement: boolean;
  initErrors: string[];
  additionalSecretOutputs: string[];
  /** URNs that it was found under; only while an operation runs. */
  aliases: string[];
  retainOnDelete: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  customTimeouts?: CustomTimeouts;
  created?: string;
  modified?: string;
  /** What a state file says beyond this; carried along. */
  others?: Readonly<Record<string, unknown>>;
}

/** What has to be said of every resource. */
type Identity = Pick<ResourceState, "urn" | "type" | "custom">;

export function newState(given: Identity & Partial<ResourceState>): ResourceState {
  return {
    id: "",
    parent: "",
    inputs: {},
    outputs: {},
    provider: "",
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    taint: false,
    external: false,
    delete: false,
    pendingReplacement: false,
    initErrors: [],
    additionalSecretOutputs: [],
    aliases: [],
    retainOnDelete: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    ...given,
  };
}

export function copyState(state: ResourceState): ResourceState {
  return { ...state, inputs: copyMap(state.inputs), outputs: copyMap(state.outputs) };
}

/** URNs of what a resource depends on, in whatever way beside being its child. */
export function dependencyUrns(state: ResourceState): string[] {
  return [
    ...(state.provider === "" ? [] : [parseProviderReference(state.provider).urn]),
    ...state.dependencies,
    ...Object.values(state.propertyDependencies).flat(),
  ];
}
