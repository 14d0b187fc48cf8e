import type { Behaviour } from "../../emulator/azure";
import { partnerId } from "./people";
import { situations } from "./situations";
import { now } from "./situations/estate";
import type { Modes, Situation, Verdict } from "./situations/situation";
import { moved, openStage } from "./stage";

type Mode = keyof Modes;

const modes: readonly Mode[] = ["answers", "refused", "silent"];
const asTarget = { answers: "answers", refused: "400 AadPremiumLicenseRequired", silent: "silent" } as const;

const cases = situations.flatMap((situation) =>
  modes.map((mode) => ({ ...situation, situation, mode, verdict: situation.expected[mode] })),
);

function behaviourIn(mode: Mode, { options = {} }: Situation): Partial<Behaviour> {
  return {
    asTarget: asTarget[mode],
    asTargetForServicePrincipals: asTarget[mode],
    asTargetDelegated: options.asTargetListsDelegated === true ? "yes" : "no",
    permissionsRead: options.permissionsNeedRead === true ? "needed" : "notNeeded",
    permissionsWithoutRole: options.permissionsWithoutRole === "403" ? "403 AuthorizationFailed" : "200 empty",
    permissionsEntries: options.permissionsMerged === true ? "merged" : "perRole",
  };
}

describe("checkRecognition", () => {
  const { emulator, reset, setLink, check, start, stop } = openStage();
  beforeAll(start);
  afterAll(stop);

  /** Sets an emulator up as the situation says, and judges it. */
  async function verdictOn(situation: Situation, mode: Mode): Promise<Verdict> {
    const { kind, access, link, linkAge, usage, options } = situation;
    reset(kind);
    emulator().setAccess(moved(access, Date.now() - Date.parse(situation.now ?? now)));
    emulator().setBehaviour(behaviourIn(mode, situation));
    setLink(link, linkAge);
    if (options?.canReadGraph === false) {
      const effect = { kind: "status", status: 403, code: "AccessDenied", message: "Access is denied." } as const;
      emulator().addFault({ operation: "resourceGraph.query", calls: { from: 1 }, effect });
    }
    const { verdict } = await check({ partnerId, ...(usage === undefined ? {} : { usage }) });
    return { status: verdict.status, reasons: [...new Set(verdict.reasons.map(({ id }) => id))].sort() };
  }

  it.each(cases)("judges a $name; asTarget(): $mode", async ({ situation, mode, verdict }) => {
    expect(await verdictOn(situation, mode)).toEqual(verdict);
  });
});
