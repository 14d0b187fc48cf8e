import type { partnerBehaviour } from "../../../emulator/azure/behaviour";
import { isTransient } from "../../../provider/azure/failures";
import { objectOf, stringIn } from "../../../provider/azure/json";
import { type Answer, outcomeOf } from "../caller";
import { type Finding, found, failed, otherwise, refusal, undetermined, type Verdict } from "../findings";
import { Interrupted, type Linked, linkedIn, type OwnLink } from "../ownLink";
import type { PartnerIds } from "../settings";
import { lower } from "./fields";

/** `noAccount` needs another identity: see `noAccount.ts`. */
export type LinkOption = Exclude<keyof typeof partnerBehaviour, "noAccount">;

interface Stage {
  readonly own: OwnLink;
  readonly ids: PartnerIds;
}

type Probe = (stage: Stage) => Promise<Verdict>;

function versionOf(linked: Linked): unknown {
  return linked.kind === "linked" ? linked.version : undefined;
}

/** Leaves the identity unlinked, with the tombstone of a link. */
async function unlinked({ own, ids }: Stage): Promise<void> {
  await own.link(ids.partner);
  await own.unlink();
}

/** Reads the answer to a write that the service should refuse; a link that it created nevertheless is removed. */
async function refused(option: LinkOption, own: OwnLink, answer: Answer): Promise<Verdict> {
  if (answer.status !== 200) return refusal(option, answer);
  await own.unlink();
  return otherwise("200 linked", answer);
}

/** The answer to a GET of the link. @throws when it does not show the link. */
async function read({ own, ids }: Stage): Promise<Answer> {
  await own.link(ids.partner);
  const answer = await own.ask("GET");
  if (linkedIn(answer).kind !== "linked") throw new Error(`the link could not be read: ${outcomeOf(answer)}`);
  return answer;
}

/** Writes the partner that is linked already, and compares the versions before and after. */
async function rewrite(stage: Stage, method: "PUT" | "PATCH") {
  const before = await read(stage);
  const answer = await stage.own.ask(method, stage.ids.partner);
  const isSame = versionOf(linkedIn(answer)) === versionOf(linkedIn(before));
  return { before, answer, outcome: answer.status !== 200 ? undefined : isSame ? "unchanged" : "newVersion" };
}

const probes: Readonly<Record<LinkOption, Probe>> = {
  createSamePartner: async (stage) => {
    const { before, answer, outcome } = await rewrite(stage, "PUT");
    if (outcome === "unchanged") return found(outcome, before, answer);
    if (outcome !== undefined) return otherwise(outcome, before, answer);
    const asAlreadyLinked = refusal("alreadyLinked", answer);
    return asAlreadyLinked.value === undefined ? asAlreadyLinked : found("alreadyLinked", answer);
  },
  alreadyLinked: async ({ own, ids }) => {
    await own.link(ids.partner);
    const answer = await own.ask("PUT", ids.second ?? ids.partner);
    if (answer.status !== 200) return refusal("alreadyLinked", answer);
    if (ids.second !== undefined) return otherwise("200 replaced", answer);
    return undetermined("the service accepts a PUT of the same partner: set PAL_AZURE_SECOND_PARTNER_ID", answer);
  },
  getUnlinked: async (stage) => {
    await unlinked(stage);
    const { own, ids } = stage;
    const answers = [own.first, await own.ask("GET"), await own.ask("GET", ids.partner)] as const;
    const [, answer, byId] = answers;
    const unanswered = [answer, byId].find(({ status }) => isTransient(status));
    if (unanswered !== undefined) return refusal("getUnlinked", unanswered);
    if (outcomeOf(answer) !== outcomeOf(byId)) {
      return otherwise(`${outcomeOf(answer)}, by partner ID ${outcomeOf(byId)}`, ...answers);
    }
    const state = objectOf(answer.body?.["properties"])?.["state"];
    return answer.status === 200 && state === "Deleted"
      ? found("200 Deleted", ...answers)
      : refusal("getUnlinked", answer, own.first);
  },
  getOtherPartner: async ({ own, ids }) => {
    await own.link(ids.partner);
    return refusal("getOtherPartner", await own.ask("GET", ids.other));
  },
  updateUnlinked: async (stage) => {
    await unlinked(stage);
    return refused("updateUnlinked", stage.own, await stage.own.ask("PATCH", stage.ids.partner));
  },
  updateSamePartner: async (stage) => {
    const { before, answer, outcome } = await rewrite(stage, "PATCH");
    return outcome === undefined ? refusal("updateSamePartner", answer) : found(outcome, before, answer);
  },
  deleteUnlinked: async (stage) => {
    await unlinked(stage);
    const answer = await stage.own.ask("DELETE", stage.ids.partner);
    const { status } = answer;
    if (status === 200) return found("200 OK", answer);
    return status === 204 ? found("204 NoContent", answer) : refusal("deleteUnlinked", answer);
  },
  deleteOtherPartner: async ({ own, ids }) => {
    await own.link(ids.partner);
    const answer = await own.ask("DELETE", ids.other);
    if (answer.status >= 300) return refusal("deleteOtherPartner", answer);
    const after = await own.ask("GET");
    const { kind } = linkedIn(after);
    if (kind === "unclear") return undetermined("the link could not be read afterwards", answer, after);
    const outcome = `${answer.status} ${kind === "linked" ? "kept" : "deleted"}`;
    return answer.status === 200 ? found(outcome, answer, after) : otherwise(outcome, answer, after);
  },
  unknownPartner: async ({ own, ids }) => {
    // A made-up number may belong to another partner.
    if (ids.global === undefined) {
      return undetermined(
        "set PAL_AZURE_GLOBAL_PARTNER_ID to the ID of your global account, which the service refuses to link",
      );
    }
    await own.unlink();
    return refused("unknownPartner", own, await own.ask("PUT", ids.global));
  },
  invalidPartnerId: async ({ own, ids }) => {
    await own.unlink();
    return refused("invalidPartnerId", own, await own.ask("PUT", ids.invalid));
  },
  errorBody: async ({ own, ids }) => {
    await own.link(ids.partner);
    const answer = await own.ask("GET", ids.other);
    const { error, code } = answer.body ?? {};
    if (answer.status < 400 || isTransient(answer.status)) return undetermined("the service returned no error", answer);
    if (objectOf(error) !== undefined) return found("wrapped", answer);
    return typeof code === "string" ? found("flat", answer) : otherwise("neither", answer);
  },
  partnerName: async (stage) => {
    const answer = await read(stage);
    const name = stringIn(objectOf(answer.body?.["properties"]) ?? {}, "partnerName");
    return found(name === undefined ? "absent" : "given", answer);
  },
  idOfGetWithoutId: async (stage) => {
    const answer = await read(stage);
    const id = lower(answer.body?.["id"]);
    if (id.endsWith(`/partners/${stage.ids.partner}`)) return found("withPartnerId", answer);
    return id.endsWith("/partners") ? found("withoutPartnerId", answer) : otherwise("another id", answer);
  },
};

export const linkOptions = Object.keys(probes) as readonly LinkOption[];

/**
 * Probes the link service as one identity, option by option. Each probe sets up the link that it needs; none is left.
 *
 * @throws Interrupted
 */
export async function probeLink(stage: Stage, options: readonly LinkOption[] = linkOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const option of options) {
    const verdict = await probes[option](stage).catch((error: unknown) => {
      if (error instanceof Interrupted) throw error;
      return failed(error);
    });
    findings.push({ option, ...verdict });
  }
  await stage.own.unlink();
  return findings;
}
