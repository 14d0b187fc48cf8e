import type { FaultEffect } from "partner-admin-link-emulator";
import { cleanRun, type Fault, type Kill, type Meanwhile, type Run, type HistoryStep } from "./history";

/** A step in words, on one line. */
export function describeStep(step: HistoryStep): string {
  switch (step.kind) {
    case "declare":
      return `declare ${step.slot}: ${pairs(step.change)}`;
    case "remove":
      return `remove ${step.slot} from the program`;
    case "rename":
      return `rename ${step.slot} ${step.alias ? "with" : "without"} an alias`;
    case "swap":
      return `swap the credentials of the two links${Object.keys(step.partners).length === 0 ? "" : `, with partners ${pairs(step.partners)}`}`;
    case "taint":
      return `state taint ${step.slot}`;
    case "signIn":
      return `the environment signs in ${step.as}`;
    case "token":
      return `the environment has ${step.isThere ? "the token of the run" : "no token"}`;
    case "rotate":
      return `${step.identity} gets another secret${step.told ? "" : ", which the program is not told"}`;
    case "portal":
      return `the portal ${step.partner === null ? `${step.erase ? "erases" : "unlinks"} ${step.identity}` : `links ${step.identity} to ${step.partner}`}`;
    case "otherStack":
      return `another stack ${step.again ? "unlinks, then " : ""}${step.partner === null ? "unlinks" : "links"} ${step.identity}${step.partner === null ? "" : ` to ${step.partner}`}`;
    case "late":
      return `a write for ${step.identity} whose connection was cut is applied`;
    case "up":
      return `up${describeRun(step)}`;
    case "preview":
      return "preview";
    case "refresh":
      return `refresh${step.faults.map(describeFault).join("")}`;
    case "destroy":
      return `destroy${step.faults.map(describeFault).join("")}${describeKill(step.kill)}`;
  }
}

function pairs(change: object): string {
  return Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(", ");
}

function describeRun(run: Run): string {
  const { preview, refresh, continues, fails, order, looksAhead, replace, faults, kill, meanwhile } = run;
  const options = [
    preview ? "after a preview" : "",
    refresh ? "with --refresh" : "",
    continues ? "with --continue-on-error" : "",
    fails ? "while the dependency fails" : "",
    order === cleanRun.order ? "" : order,
    looksAhead ? "" : "without looking ahead",
    replace === undefined ? "" : `with --replace ${replace}`,
  ].filter((option) => option !== "");
  const listed = options.length === 0 ? "" : ` ${options.join(", ")}`;
  return `${listed}${faults.map(describeFault).join("")}${describeKill(kill)}${describeMeanwhile(meanwhile)}`;
}

function describeFault(fault: Fault): string {
  const { operation, call, lasts, effect } = fault;
  return `; ${operation} ${call}${lasts ? " and all after it" : ""}: ${describeEffect(effect)}`;
}

function describeEffect({ kind, ...more }: FaultEffect): string {
  const details = Object.values(more).map((value: unknown) =>
    typeof value === "string" ? value : JSON.stringify(value),
  );
  return [kind, ...details].join(" ");
}

function describeKill(kill: Kill | undefined): string {
  if (kill === undefined) return "";
  const { callback, request, effect } = kill;
  return `; killed in ${callback} at request ${request}, which ${effect ? "takes" : "does not take"} effect`;
}

function describeMeanwhile(meanwhile: Meanwhile | undefined): string {
  if (meanwhile === undefined) return "";
  const { before, identity, partner } = meanwhile;
  return `; before ${before} the portal ${partner === null ? `unlinks ${identity}` : `links ${identity} to ${partner}`}`;
}
