import type { FaultEffect } from "partner-admin-link-emulator";
import type { Properties } from "../../model/callbacks";
import { otherPartner, partner, type Someone, someone } from "../../callbacks/harness/principals";
import type { Answer } from "./fields";
import { endOf, judge } from "./judge";
import type { Scene } from "./scenes";
import type { Ended, Bench } from "./bench";
import { anotherOf, type Field, fieldsOf, unfit, values } from "./values";

export interface Played {
  readonly cases: number;
  /** What ended wrongly, and in which cases. */
  readonly wrong: ReadonlyMap<string, readonly string[]>;
}

/**
 * Plays an answer with each value in each of its fields, and in all of those together that nobody reads: in every scene,
 * or in one after the other.
 */
export async function play(bench: Bench, answer: Answer, isWhole: boolean): Promise<Played> {
  const { emulator } = bench;
  emulator.setBehaviour({ getUnlinked: answer.getUnlinked ?? "404 NotFound" });
  emulator.clearFaults();
  const sample = await withPrincipal(bench, answer, (me) => answer.sample(bench, me));
  const known = await knownOf(bench);
  const wrong = new Map<string, readonly string[]>();
  let cases = 0;
  let turn = 0;
  for (const { name: place, fields, isRead } of placesIn(answer, sample)) {
    turn += 1;
    for (const { name, of, isHuge } of values) {
      turn += 1;
      // One is enough of what takes long, and what has a hundred fields would have a hundred of it.
      const isOneEnough = !isWhole || isHuge === true;
      const played = isOneEnough ? answer.scenes.slice(turn % answer.scenes.length).slice(0, 1) : answer.scenes;
      for (const scene of played) {
        const others = { ...known, ...partnersOf(answer, scene) };
        const changed = (isHuge === true ? fields.slice(0, 1) : fields)
          .map(({ path, own }) => ({ path, value: of(own, anotherOf(path, own, others)) }))
          .filter(({ value }) => value !== unfit);
        const found = await withPrincipal(bench, answer, async (me) => {
          const effect = changed.length === 0 ? undefined : await answer.change(bench, me, changed, sample);
          if (effect === undefined) return undefined;
          const ended = await playCase(bench, answer, me, scene, effect);
          // An answer of that size is refused, whatever makes it so large.
          const isHarmed =
            !isRead && isHuge !== true && endOf(ended) !== endOf(await playCase(bench, answer, me, scene));
          return [...judge(ended), ...(isHarmed ? ["is harmed by what nobody reads"] : [])];
        });
        if (found === undefined) continue;
        cases += 1;
        for (const what of found) wrong.set(what, [...(wrong.get(what) ?? []), `${place} is ${name}: ${scene.name}`]);
      }
    }
  }
  return { cases, wrong };
}

interface Place {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly isRead: boolean;
}

function placesIn({ read }: Answer, sample: unknown): readonly Place[] {
  const all = fieldsOf(sample);
  const isRead = ({ path }: Field): boolean => path === "" || read?.test(path) !== false;
  const single = all.filter(isRead).map((field) => {
    return { name: field.path === "" ? "the whole body" : field.path, fields: [field], isRead: true };
  });
  const rest = all.filter((field) => !isRead(field) && (typeof field.own !== "object" || field.own === null));
  return rest.length === 0 ? single : [...single, { name: "every other field", fields: rest, isRead: false }];
}

async function playCase(
  bench: Bench,
  { operation, calls = { from: 1 }, method = "clientSecret", variables }: Answer,
  me: Someone,
  scene: Scene,
  effect?: FaultEffect,
): Promise<Ended> {
  const { emulator } = bench;
  bench.reset(me, scene);
  if (effect !== undefined) emulator.addFault({ operation, calls, effect });
  const given = emulator.environmentFor(me, { method });
  const environment = { ...given, ...requestUrl(given), ...variables };
  // Most of a case is sign-in.
  const forgetsSignIns = !operation.startsWith("partner");
  const ended = await bench.run(me, scene, { method, environment, forgetsSignIns });
  if (emulator.faults().some(({ seen }) => seen === 0)) throw new Error(`${scene.name} never asks for ${operation}`);
  return ended;
}

/** As the documentation has a task of Azure Pipelines put it together. */
function requestUrl(given: Readonly<Record<string, string>>): Record<string, string> {
  const { SYSTEM_OIDCREQUESTURI: url, SYSTEM_ACCESSTOKEN: token = "" } = given;
  const connection = given["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] ?? "";
  if (url === undefined) return {};
  return { ARM_OIDC_REQUEST_URL: `${url}?serviceConnectionId=${connection}`, ARM_OIDC_REQUEST_TOKEN: token };
}

/** The SDK keeps the token of a managed identity as long as its process lives: each case has another identity. */
async function withPrincipal<T>(bench: Bench, { method }: Answer, work: (me: Someone) => Promise<T>): Promise<T> {
  if (method !== "managedIdentity" && method !== "appService") return await work(bench.me);
  const { emulator } = bench;
  const me = someone(emulator);
  const { tenantId, objectId, clientId } = me;
  emulator.addPrincipal(tenantId, { name: "machine", kind: "managedIdentity", objectId, clientId });
  try {
    return await work(me);
  } finally {
    emulator.setLink(tenantId, objectId, null, { erase: true });
    emulator.removePrincipal(tenantId, objectId);
  }
}

/** What stands in a field of that name instead of its own value. */
async function knownOf({ emulator, stranger, twin }: Bench): Promise<Properties> {
  const idToken = await emulator.issueOidcToken({ subject: "repo:somebody/else" });
  return {
    access_token: await emulator.issueToken(stranger),
    value: idToken,
    oidcToken: idToken,
    token_endpoint: `${emulator.url}/${twin.tenantId}/oauth2/v2.0/token`,
    tid: twin.tenantId,
    oid: stranger.objectId,
    appid: stranger.clientId,
    exp: 1,
    tenantId: twin.tenantId,
    objectId: stranger.objectId,
    state: "Suspended",
    error_description: "AADSTS50020: User account does not exist in tenant.",
  };
}

/** A partner that is not the one that is linked at the end. */
function partnersOf({ operation }: Answer, { before }: Scene): Properties {
  const isDeclared = operation === "partners.get" && before !== partner.partnerId;
  return { partnerId: isDeclared ? partner.partnerId : otherPartner.partnerId };
}
