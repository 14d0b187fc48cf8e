import type { Emulator, Identity } from "partner-admin-link-emulator";
import type { OperationResult } from "../cli/types";
import type { Setup } from "./setups";
import type { Scene } from "./stage";
import { partnerId } from "./directory";

interface ExampleScene extends Scene {
  /** Whether the identities of the setup are linked afterwards. */
  readonly linked: boolean;
  /** What the engine does with each link. */
  readonly op: string;
}

/** The life that every example is put through. */
export const scenes: readonly ExampleScene[] = [
  { title: "Preview", operation: "preview", op: "create", linked: false },
  { title: "Deploy", operation: "up", op: "create", linked: true },
  { title: "Nothing to do the second time", operation: "up", gate: true, op: "same", linked: true },
  { title: "Destroy", operation: "destroy", op: "delete", linked: false },
];

const linkType = "pulumi-nodejs:dynamic/partnerAdminLink:PartnerAdminLink";

/** What is not as the scene and the setup say it must be; empty when all is. */
export function misses(scene: ExampleScene, setup: Setup, result: OperationResult, emulator: Emulator): string[] {
  const wanted = scene.linked ? setup.links.map((identity) => described({ ...identity, partnerId })).sort() : [];
  const found = liveLinks(emulator);
  const ops = result.steps.filter(({ urn }) => urn.includes(`::${linkType}::`)).map(({ op }) => op);
  const wantedOps = setup.links.map(() => scene.op);
  return [
    ...(result.exitCode === 0 ? [] : [`exit code ${result.exitCode}`]),
    ...(list(ops) === list(wantedOps) ? [] : [`links: ${list(ops)} instead of ${list(wantedOps)}`]),
    ...(list(found) === list(wanted) ? [] : [`linked: ${list(found)} instead of ${list(wanted)}`]),
  ];
}

/** What the service would answer each identity that has a link. */
export function liveLinks(emulator: Emulator): string[] {
  const live = emulator.links().filter(({ state }) => state === "Active");
  return live.map(described).sort();
}

function described({ tenantId, objectId, partnerId: linkedTo }: Identity & { readonly partnerId: string }): string {
  return `${tenantId}/${objectId} to ${linkedTo}`;
}

function list(items: readonly string[]): string {
  return items.join(", ") || "none";
}
