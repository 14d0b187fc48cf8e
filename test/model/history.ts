import type { Behaviour, FaultEffect, Operation } from "partner-admin-link-emulator";

/**
 * Identities of the model's tenant: credential blocks name A or B, the environment signs in as A or C, or P: a person; the
 * others are applications.
 */
export type Name = "A" | "B" | "C" | "P";
/** Who the environment may sign in as. */
export type SignedIn = "A" | "C" | "P";
export type Credential = "A" | "B" | "environment";
export type Slot = "one" | "two";

/** What the program says about one link. */
export interface Declaration {
  readonly credential: Credential;
  /** Whether a credential block signs in with a token of the run, instead of a secret. */
  readonly byToken: boolean;
  readonly partner: string;
  readonly overwrite: boolean;
  /** Partner whose name is expected. */
  readonly expect: string | undefined;
  /** Identity that is expected to sign in. */
  readonly expectIdentity: Name | undefined;
  readonly onDelete: "unlink" | "retain" | undefined;
  readonly driftCheck: "required" | "bestEffort" | "off" | undefined;
  readonly ignorePartner: boolean;
  /** Identity that the option `import` names. */
  readonly import: Name | undefined;
  /** The option `deleteBeforeReplace`. */
  readonly deleteFirst: boolean;
  /** The option `replaceOnChanges`: the engine makes a replacement of every change. */
  readonly replaceAlways: boolean;
  /** The option `dependsOn`: the other link, or a resource that is no link and that a run can make fail. */
  readonly dependsOn: "other" | "failing" | undefined;
}

/** A fault in the requests of a run. */
export interface Fault {
  readonly operation: Operation;
  readonly call: number;
  /** Includes every later call. */
  readonly lasts: boolean;
  readonly effect: FaultEffect;
}

/** The provider process dies in the first such callback: at a request, applied or not, or after the last one. */
export interface Kill {
  readonly callback: "create" | "update" | "delete";
  readonly request: number;
  readonly effect: boolean;
}

/** A change in the portal while an operation runs. */
export interface Meanwhile {
  readonly before: "update phase" | "create" | "update" | "delete";
  readonly identity: Name;
  readonly partner: string | null;
}

export interface Run {
  readonly preview: boolean;
  readonly refresh: boolean;
  /** The option `--continue-on-error`. */
  readonly continues: boolean;
  /** The resource that `dependsOn: "failing"` names fails in this run. */
  readonly fails: boolean;
  readonly order: Order;
  /** Whether the program looks ahead. */
  readonly looksAhead: boolean;
  readonly replace: Slot | undefined;
  readonly faults: readonly Fault[];
  readonly kill: Kill | undefined;
  readonly meanwhile: Meanwhile | undefined;
}

/**
 * Whether each step runs before the next resource is registered, or all independent resources are registered first; their
 * steps then run side by side, so that either can come first.
 */
export type Order = "registered first" | "reversed" | "one by one";

export type HistoryStep =
  | { readonly kind: "declare"; readonly slot: Slot; readonly change: Partial<Declaration> }
  | { readonly kind: "remove"; readonly slot: Slot }
  | { readonly kind: "rename"; readonly slot: Slot; readonly alias: boolean }
  /** The two links exchange their credentials, and are given other partners. */
  | { readonly kind: "swap"; readonly partners: Partial<Record<Slot, string>> }
  /** `pulumi state taint`: the next `up` replaces the resource. */
  | { readonly kind: "taint"; readonly slot: Slot }
  | { readonly kind: "signIn"; readonly as: SignedIn }
  /** Whether the environment has the token of the run, for what does not run the program. */
  | { readonly kind: "token"; readonly isThere: boolean }
  | { readonly kind: "rotate"; readonly identity: Name; readonly told: boolean }
  | { readonly kind: "portal"; readonly identity: Name; readonly partner: string | null; readonly erase: boolean }
  /** The program of another stack; `again` removes its link before it writes, which changes the version alone. */
  | { readonly kind: "otherStack"; readonly identity: Name; readonly partner: string | null; readonly again: boolean }
  /** The service gets to a write whose connection was cut. */
  | { readonly kind: "late"; readonly identity: Name }
  | ({ readonly kind: "up" } & Run)
  | { readonly kind: "preview" }
  | { readonly kind: "refresh"; readonly faults: readonly Fault[] }
  | { readonly kind: "destroy"; readonly faults: readonly Fault[]; readonly kill: Kill | undefined };

export interface History {
  readonly behaviour: Partial<Behaviour>;
  readonly steps: readonly HistoryStep[];
}

export const usual: Declaration = {
  credential: "A",
  byToken: false,
  partner: "123456",
  overwrite: false,
  expect: undefined,
  expectIdentity: undefined,
  onDelete: undefined,
  driftCheck: undefined,
  ignorePartner: false,
  import: undefined,
  deleteFirst: false,
  replaceAlways: false,
  dependsOn: undefined,
};

export const cleanRun: Run = {
  preview: false,
  refresh: false,
  continues: false,
  fails: false,
  order: "registered first",
  looksAhead: true,
  replace: undefined,
  faults: [],
  kill: undefined,
  meanwhile: undefined,
};

/** Partners that the service knows, by ID, and one that it does not. */
export const partnerNames: Readonly<Record<string, string>> = {
  "123456": "Fabrikam Consulting",
  "654321": "Northwind Services",
  "271828": "Tailspin Toys",
};
export const unknownPartner = "999999";
