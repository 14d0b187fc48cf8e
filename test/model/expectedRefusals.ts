import type { Resource } from "./checkpoint";
import { type Declaration, type Name, partnerNames } from "./history";
import { idOf } from "./identities";
import { isForeignLink, isInState, urnIn } from "./isForeignLink";
import { codeOf, type Problem } from "./problems";
import { currentOf, type Declared, type Program, urnOf } from "./program";
import type { ModelWorld } from "./world";

/** What was true when an operation began, from which follows what it may refuse. */
export interface Situation {
  readonly program: Program;
  readonly world: ModelWorld;
  readonly resources: readonly Resource[];
  /** What is left of them: refresh drops what is gone. */
  readonly remaining: readonly Resource[];
  /** URN of a resource that was to be replaced whatever diff says. */
  readonly replace: string | undefined;
  /** What each identity was linked to. */
  readonly partners: ReadonlyMap<Name, string | null>;
}

/** Whether the provider is right to refuse with a code, though no fault was injected. */
type Refusals = Readonly<Record<string, boolean>>;

/** Whether the provider is right to refuse, though no fault was injected. */
export function isExpectedRefusal(problem: Problem, situation: Situation): boolean {
  const { urn } = problem;
  const link = situation.program.links().find(({ name }) => urnOf(name) === urn);
  const removed = situation.resources.filter((resource) => resource.urn === urn);
  const refusals = link === undefined ? removed.map((one) => refusalsOfRemoval(one, situation)) : [];
  const all = link === undefined ? refusals : refusalsOf(link, situation);
  return all.some((one) => one[codeOf(problem)] === true);
}

function refusalsOf(link: Declared, situation: Situation): readonly Refusals[] {
  const { program, world, resources, remaining, replace, partners } = situation;
  const { declaration } = link;
  const { expect, expectIdentity, overwrite } = declaration;
  const identity = program.identityOf(declaration);
  const current = currentOf(link, resources);
  const partner = partnerOf(declaration, current);
  const lives = [partners.get(identity) ?? null, world.partnerOf(identity)];
  const isDropped = !remaining.some(({ id }) => id === idOf(identity));
  const isForced = replace === urnOf(link.name) || current?.tainted === true || declaration.replaceAlways;
  const isNew = current?.id !== idOf(identity) || isDropped || isForced || current.pendingReplacement;
  const isForeign = lives.some((live) => live !== null && live !== partner);
  const isRefused = isNew || lives.some((live) => isForeignLink(current.outputs, live));
  const isImportable = declaration.import === identity && lives.every((live) => live === partner);
  const isOtherExpected = expect !== undefined && (expect !== partner || declaration.ignorePartner);
  const inputs = program.goals().find(({ urn }) => urn === urnOf(link.name))?.inputs ?? {};
  const names = [link.name, ...link.aliases].map(urnOf);
  return [
    {
      PAL_IDENTITY_HELD: program.sharesIdentity(link, resources),
      PAL_LINK_EXISTS: isRefused && isForeign && !overwrite,
      PAL_IMPORT_MISMATCH: isNew && declaration.import !== undefined && !isImportable,
      PAL_EXPECTATION_FAILED: isOtherExpected || (expectIdentity !== undefined && expectIdentity !== identity),
      PAL_SERVICE_FAILED: !(partner in partnerNames),
      PAL_AUTH_FAILED: world.isStale(inputs),
      PAL_IDENTITY_MISMATCH: isOtherSignedIn(link, current, situation),
    },
    ...resources.filter(({ urn }) => names.includes(urn)).map((one) => refusalsOfRemoval(one, situation)),
  ];
}

/** Whether somebody else has signed in than the one in state, whom the program does not name either. */
function isOtherSignedIn({ declaration }: Declared, current: Resource | undefined, { program }: Situation): boolean {
  const identity = program.identityOf(declaration);
  const isNamed = declaration.credential !== "environment" || declaration.expectIdentity === identity;
  return !isNamed && current !== undefined && current.id !== idOf(identity);
}

/** The partner that the provider is passed: where the program ignores its changes, the engine hands on the old one. */
function partnerOf({ partner, ignorePartner }: Declaration, current: Resource | undefined): string {
  const old = current?.inputs["partnerId"];
  return ignorePartner && typeof old === "string" ? old : partner;
}

function refusalsOfRemoval(resource: Resource, { program, world, resources }: Situation): Refusals {
  const { outputs, id } = resource;
  return {
    PAL_AUTH_FAILED: world.isStale(outputs),
    PAL_CONFIG_INVALID: world.lacksToken(outputs),
    PAL_IDENTITY_MISMATCH: idOf(world.identityOf(outputs)) !== id,
    // Another resource of the program is about to take the link over, and has not done so.
    PAL_IDENTITY_HELD: program.links().some((link) => {
      const isOther = urnOf(link.name) !== urnIn(outputs) && idOf(program.identityOf(link.declaration)) === id;
      return isOther && isInState(outputs, partnerOf(link.declaration, currentOf(link, resources)));
    }),
  };
}
