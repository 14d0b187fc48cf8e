import type { Emulator, Identity } from "partner-admin-link-emulator";
import type { OperationResult } from "../cli/types";
import type { Scene } from "../run/stage";

/** The identity of the story, and the service that keeps its link. */
interface Linked {
  readonly emulator: Emulator;
  readonly identity: Identity;
}

export interface Step extends Scene {
  readonly partnerId: string;
  /** What somebody does behind Pulumi's back before. */
  readonly before?: (linked: Linked) => void;
  /** What must have happened; the story ends with exit code 1 otherwise. */
  readonly expect: {
    readonly fails?: boolean;
    /** Operation on the link's row; none after which nothing is left. */
    readonly op: string;
    /** Operation on the row of the assignment, which hangs on the linked identity and not on its partner. */
    readonly assignment: string;
    /** Pieces of one message on the link's row. */
    readonly says?: readonly string[];
    /** Partner that is linked afterwards; undefined for none. */
    readonly linked: string | undefined;
  };
}

const declared = "123456";
const other = "654321";

const linkTo =
  (partnerId: string | null) =>
  ({ emulator, identity }: Linked): void => {
    emulator.setLink(identity.tenantId, identity.objectId, partnerId);
  };

/** The life of a link, in the order in which it is told. */
export const steps: readonly Step[] = [
  {
    title: "Preview a new link",
    operation: "preview",
    partnerId: declared,
    expect: { op: "create", assignment: "create", linked: undefined },
  },
  {
    title: "Create it",
    operation: "up",
    partnerId: declared,
    expect: { op: "create", assignment: "create", linked: declared },
  },
  {
    title: "Nothing to do the second time",
    operation: "up",
    partnerId: declared,
    gate: true,
    expect: { op: "same", assignment: "same", linked: declared },
  },
  {
    title: "Somebody links another partner; the drift gate fails",
    operation: "preview",
    partnerId: declared,
    gate: true,
    before: linkTo(other),
    expect: { fails: true, op: "update", assignment: "same", says: ["drifted", other, declared], linked: other },
  },
  {
    title: "up repairs it",
    operation: "up",
    partnerId: declared,
    expect: { op: "update", assignment: "same", says: ["drifted", other, declared], linked: declared },
  },
  {
    title: "Somebody removes the link; up restores it",
    operation: "up",
    partnerId: declared,
    before: linkTo(null),
    expect: { op: "update", assignment: "same", says: ["drifted", "not linked", declared], linked: declared },
  },
  {
    title: "Declare another partner: changed in place",
    operation: "up",
    partnerId: other,
    expect: { op: "update", assignment: "same", linked: other },
  },
  {
    title: "The gate passes",
    operation: "preview",
    partnerId: other,
    gate: true,
    expect: { op: "same", assignment: "same", linked: other },
  },
  {
    title: "Destroy",
    operation: "destroy",
    partnerId: other,
    expect: { op: "delete", assignment: "delete", linked: undefined },
  },
];

/** What is not as the step says it must be; empty when all is. */
export function misses({ expect }: Step, result: OperationResult, { emulator, identity }: Linked): string[] {
  const found = emulator.link(identity.tenantId, identity.objectId);
  const linked = found?.state === "Active" ? found.partnerId : undefined;
  const opsOn = (name: string) => result.steps.filter(({ urn }) => urn.endsWith(`::${name}`)).map(({ op }) => op);
  const missed = (name: string, wanted: string) => {
    const ops = opsOn(name);
    return ops.includes(wanted) ? [] : [`${name}: operation ${ops.join(", ") || "none"} instead of ${wanted}`];
  };
  const failed = result.exitCode !== 0;
  const said = result.diagnostics.some(({ urn, message }) => {
    return urn?.endsWith("::operations") === true && (expect.says ?? []).every((piece) => message.includes(piece));
  });
  return [
    ...(failed === (expect.fails ?? false) ? [] : [`exit code ${result.exitCode}`]),
    ...missed("operations", expect.op),
    ...missed("recognition", expect.assignment),
    ...(linked === expect.linked ? [] : [`linked to ${linked ?? "none"} instead of ${expect.linked ?? "none"}`]),
    ...(expect.says === undefined || said ? [] : [`no message on the row saying ${expect.says.join(", ")}`]),
  ];
}
