/** A plain JSON value, `{ $secret: value }`, `{ $output: "resource.property" }` or `{ $variable: name }`, at any depth. */
export type Declared = string | number | boolean | null | readonly Declared[] | { readonly [name: string]: Declared };

/** Resource options of the program: those that name resources do it by name, `import` and the others as in Pulumi. */
export interface DeclaredOptions {
  readonly parent?: string;
  readonly dependsOn?: readonly string[];
  readonly aliases?: readonly Declared[];
  readonly import?: string;
  readonly retainOnDelete?: boolean;
  readonly protect?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly replacementTrigger?: Declared;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  /** Arguments that a transformation adds. */
  readonly adding?: Readonly<Record<string, Declared>>;
  /** What a transformation makes of what the resource tells the provider beside its arguments. */
  readonly changing?: DeclaredChange;
}

export type DeclaredChange = "rebuilt" | "frozen" | "dropped" | "emptied" | "a text" | "grown old" | "of another";

export interface DeclaredLink {
  readonly name: string;
  /** The id to look up with `PartnerAdminLink.get` instead of `new`. */
  readonly get?: string;
  readonly args?: Readonly<Record<string, Declared>>;
  readonly options?: DeclaredOptions;
}

/** A call of `getPartnerAdminLink`, or of its Output form, exported under `name`. */
export interface DeclaredLookup {
  readonly name: string;
  readonly form: "promise" | "output";
  readonly args?: Readonly<Record<string, Declared>>;
}

/** A resource whose output `result` is its `value`, unknown until it exists. */
export interface DeclaredLater {
  readonly name: string;
  readonly value: Declared;
  readonly isSecret?: boolean;
  /** Its creation fails, for whatever depends on it to be left out. */
  readonly fails?: boolean;
  readonly options?: Pick<DeclaredOptions, "parent">;
}

/** A resource that another `principalId` replaces. */
export interface DeclaredAssignment {
  readonly name: string;
  readonly principalId: Declared;
  readonly options?: Pick<DeclaredOptions, "protect">;
}

/** What stands for a `managementpartner.Partner` of azure-native. */
export interface DeclaredNativePartner {
  readonly name: string;
  readonly partnerId: string;
  readonly options?: Pick<DeclaredOptions, "retainOnDelete">;
}

export interface DeclaredComponent {
  readonly name: string;
  readonly parent?: string;
  /** Packages of the providers that it hands to its children. */
  readonly providers?: readonly string[];
}

/** What the program of a step declares. */
export interface ProgramDeclaration {
  readonly components?: readonly DeclaredComponent[];
  readonly later?: readonly DeclaredLater[];
  readonly nativePartners?: readonly DeclaredNativePartner[];
  readonly links?: readonly DeclaredLink[];
  readonly assignments?: readonly DeclaredAssignment[];
  readonly lookups?: readonly DeclaredLookup[];
  readonly outputs?: Readonly<Record<string, Declared>>;
}
