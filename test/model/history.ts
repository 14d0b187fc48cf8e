import type { Behaviour, FaultEffect, Operation } from "partner-admin-link-emulator";

/** Identities of the model's tenant: A and B are declared by credential blocks, A or C is who the environment signs in. */
export type Name = "A" | "B" | "C";
export type Credential = "A" | "B" | "environment";
export type Slot = "one" | "two";

/** What the program says of one link. */
export interface Declaration {
  readonly credential: Credential;
  readonly partner: string;
  readonly overwrite: boolean;
  /** Partner whose name is expected. */
  readonly expect: string | undefined;
  readonly onDelete: "unlink" | "retain" | undefined;
  readonly driftCheck: "required" | "bestEffort" | "off" | undefined;
  readonly ignorePartner: boolean;
  /** Identity that the option `import` names. */
  readonly import: Name | undefined;
}

/** What goes wrong with calls that one identity's callbacks make. */
export interface Fault {
  readonly operation: Operation;
  readonly call: number;
  /** That call and all that follow. */
  readonly lasts: boolean;
  readonly effect: FaultEffect;
}

/** The provider is lost in the first such callback: at a request, which still takes effect or not, or after its last. */
export interface Kill {
  readonly callback: "create" | "update" | "delete";
  readonly request: number;
  readonly effect: boolean;
}

/** Somebody changes a link in the portal while an operation runs. */
export interface Meanwhile {
  readonly before: "update phase" | "create" | "update" | "delete";
  readonly identity: Name;
  readonly partner: string | null;
}

export interface Run {
  readonly preview: boolean;
  readonly refresh: boolean;
  readonly eager: boolean;
  readonly replace: Slot | undefined;
  readonly faults: readonly Fault[];
  readonly kill: Kill | undefined;
  readonly meanwhile: Meanwhile | undefined;
}

export type Step =
  | { readonly kind: "declare"; readonly slot: Slot; readonly change: Partial<Declaration> }
  | { readonly kind: "remove"; readonly slot: Slot }
  | { readonly kind: "rename"; readonly slot: Slot; readonly alias: boolean }
  | { readonly kind: "signIn"; readonly as: "A" | "C" }
  | { readonly kind: "rotate"; readonly identity: Name; readonly told: boolean }
  | { readonly kind: "portal"; readonly identity: Name; readonly partner: string | null; readonly erase: boolean }
  | ({ readonly kind: "up" } & Run)
  | { readonly kind: "preview" }
  | { readonly kind: "refresh"; readonly faults: readonly Fault[] }
  | { readonly kind: "destroy"; readonly faults: readonly Fault[]; readonly kill: Kill | undefined };

export interface History {
  readonly behaviour: Partial<Behaviour>;
  readonly steps: readonly Step[];
}

export const usual: Declaration = {
  credential: "A",
  partner: "123456",
  overwrite: false,
  expect: undefined,
  onDelete: undefined,
  driftCheck: undefined,
  ignorePartner: false,
  import: undefined,
};

export const cleanRun: Run = {
  preview: false,
  refresh: false,
  eager: true,
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
