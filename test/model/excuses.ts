import type { Resource } from "./engine";
import type { Problem } from "./problems";
import { type Name, partnerNames } from "./history";
import { currentOf, type Declared, type Program, urnOf } from "./program";
import { isSomebodyElses } from "./unseen";
import { idOf, type World } from "./world";

/** What was true when an operation began, from which follows what it may refuse. */
export interface Situation {
  readonly program: Program;
  readonly world: World;
  readonly resources: readonly Resource[];
  /** What is left of them: refresh drops what is gone. */
  readonly remaining: readonly Resource[];
  /** URN of a resource that was to be replaced whatever diff says. */
  readonly replace: string | undefined;
  /** What each identity was linked to. */
  readonly partners: ReadonlyMap<Name, string | null>;
}

/** Why the provider is right to refuse, with nothing gone wrong; undefined when it is not. */
export function excuseFor({ urn }: Problem, situation: Situation): string | undefined {
  const link = situation.program.links().find(({ name }) => urnOf(name) === urn);
  if (link !== undefined) return refusalOf(link, situation);
  const removed = situation.resources.filter((resource) => resource.urn === urn);
  return removed.map((resource) => cannotSignIn(resource, situation)).find(Boolean);
}

function refusalOf(link: Declared, situation: Situation): string | undefined {
  const { program, world, resources, remaining, replace, partners } = situation;
  const { declaration } = link;
  const { partner, expect, overwrite } = declaration;
  const identity = program.identityOf(declaration);
  const current = currentOf(link, resources);
  const lives = [partners.get(identity) ?? null, world.partnerOf(identity)];
  const isDropped = !remaining.some(({ id }) => id === idOf(identity));
  const isNew = current?.id !== idOf(identity) || isDropped || replace === urnOf(link.name);
  if (program.sharesIdentity(link, resources)) return "two links for one identity";
  const isForeign = lives.some((live) => live !== null && live !== partner);
  const isRefused = isNew || lives.some((live) => isSomebodyElses(current.outputs, live));
  if (isRefused && isForeign && !overwrite) return "linked to another partner";
  const isImportable = declaration.import === identity && lives.every((live) => live === partner);
  if (isNew && declaration.import !== undefined && !isImportable) return "nothing to import";
  if (expect !== undefined && expect !== partner) return "another partner is expected";
  if (expect !== undefined && declaration.ignorePartner) return "another partner may be linked than is expected";
  if (!(partner in partnerNames)) return "unknown partner";
  if (world.isStale(program.goals().find(({ urn }) => urn === urnOf(link.name))?.inputs ?? {})) return "stale secret";
  const own = resources.filter(
    ({ urn }) => urn === urnOf(link.name) || link.aliases.some((alias) => urn === urnOf(alias)),
  );
  return own.map((resource) => cannotSignIn(resource, situation)).find(Boolean);
}

/** Whether the identity of a resource in state is not at hand. */
function cannotSignIn({ outputs, id }: Resource, { world }: Situation): string | undefined {
  if (world.isStale(outputs)) return "stale secret";
  return idOf(world.identityOf(outputs)) === id ? undefined : "signed in as somebody else";
}
