import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./callbacks";
import { idOf, nameOf, objectIdOf } from "./identities";
import { linkIn, urnIn } from "./isForeignLink";
import type { Around, Ended } from "./rules";
import { demand } from "./violation";

/** Compares what check and diff say of an identity with who has signed in, and whether the program names them. */
export function judgeIdentity(ended: Ended, around: Around): void {
  if (ended.callback === "check") judgeChecked(ended, around);
  if (ended.callback === "diff") judgeDiffed(ended, around);
}

function expectedIn({ expect }: Properties): unknown {
  return (expect as Properties | undefined)?.["objectId"];
}

/** Whether inputs say whose link it is. */
export function namesIdentity(inputs: Properties): boolean {
  return inputs["credential"] !== undefined || expectedIn(inputs) !== undefined;
}

/** Check gives the identity that signs in where its link replaces another one's or is new, and else the one in state. */
function judgeChecked({ args, result, codes }: Ended, { world, isClean }: Around): void {
  const [olds, news] = args as [Properties, Properties];
  if (!isClean || codes.length > 0 || world.isStale(news)) return;
  const { inputs } = result as { inputs: Properties };
  const signer = idOf(world.identityOf(news));
  const stored = storedId(olds);
  const isKept = stored !== undefined && !isReplaced(stored, olds, news, world);
  // Inputs that say nothing yet stay so where somebody else may have signed in.
  const isOpen = Object.keys(olds).length > 0 && stored === undefined && !namesIdentity(news);
  const given = storedId(inputs);
  demand(isOpen || given === (isKept ? stored : signer), `check gives the identity ${String(given)}`);
}

function storedId({ tenantId, objectId }: Properties): string | undefined {
  return typeof objectId === "string" ? `${String(tenantId)}/${objectId}` : undefined;
}

/** Somebody else has signed in, and is named: by the credential, be it that of before, or by what is expected. */
function isReplaced(id: string, olds: Properties, news: Properties, world: Around["world"]): boolean {
  const signer = world.identityOf(news);
  const isNamed = [olds, news].some(({ credential }) => credential !== undefined);
  return idOf(signer) !== id && (isNamed || expectedIn(news) === objectIdOf(signer));
}

const inputNames = ["partnerId", "credential", "expect", "overwrite", "driftCheck", "onDelete"];

function judgeDiffed({ args, result }: Ended, { world, memory, isClean }: Around): void {
  const [id, olds, news] = args as [string, Properties, Properties];
  const { changes, replaces } = result as { changes: boolean; replaces?: readonly string[] };
  const signer = world.identityOf(news);
  if (!memory.wasChecked(urnIn(news) ?? "")) return;
  if (signer === nameOf(id)) return demand(replaces === undefined, "diff replaces an identity by itself");
  if (!isClean || world.isStale(news)) return;
  const isOther = isReplaced(id, olds, news, world);
  demand(isOther === (replaces !== undefined), `diff ${isOther ? "does not replace" : "replaces"} another's link`);
  if (isOther) return;
  const isVerified = signer === "P" && expectedIn(news) === undefined;
  const { driftCheck = "required" } = news;
  const isUnfinished = linkIn(olds).kind === "unsettled";
  const isChanged = inputNames.some((name) => !isDeepStrictEqual(olds[name], news[name])) || isUnfinished;
  demand(changes || !(isChanged || (driftCheck === "required" && !isVerified)), "diff passes another application");
  // A link that this run has removed, or that another resource declares, is a change too.
  const isAlone = memory.checked().length === 1 && world.partnerOf(nameOf(id)) !== null;
  const isPassed = !isChanged && (isVerified || driftCheck !== "required");
  demand(!changes || !isPassed || !isAlone, "diff shows a change to somebody who may only look");
}
