import { credentialOf, rotatedSecret } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import { type Before, consulting, contoso, creating, link, northwind, unchanged } from "./common";
import { creatingByToken, newRun } from "./tokens";

const linked = { [contoso]: consulting };

/** Saves a plan of what is found when that partner is linked. */
function planning(partnerId: string | null): Step {
  const live = partnerId === null ? {} : { [contoso]: partnerId };
  const isDrift = partnerId !== consulting;
  return {
    run: "preview",
    options: { plan: true },
    before: setLink(partnerId),
    expect: {
      steps: { link: [isDrift ? "update" : "same"] },
      links: live,
      messages: isDrift ? [drifted(partnerId)] : [],
    },
  };
}

function setLink(partnerId: string | null): Before {
  return (world) => {
    world.setLink(contoso, partnerId);
  };
}

function drifted(partnerId: string | null): ExpectedMessage {
  const found = partnerId ?? "not linked";
  return { on: "link", severity: "warning", says: ["drifted", found, consulting, "(PAL_DRIFT)"] };
}

const byPlan = { run: "up", options: { plan: true } } as const;

function repairs(write: "create" | "update", partnerId: string | null): Step {
  return {
    ...byPlan,
    expect: {
      steps: { link: ["update"] },
      links: linked,
      writes: [`${contoso} ${write} 200`],
      messages: [drifted(partnerId)],
    },
  };
}

/** What is given to the link as its secret, and made in the same update. */
const application = { name: "application", value: { $secret: rotatedSecret }, isSecret: true };
const credential = { ...credentialOf(contoso), clientSecret: { $output: "application.result" } };

/** An update that is held to the plan of a preview. */
export const plans: readonly Scenario[] = [
  {
    name: "planOfDrift",
    about: "A saved plan repairs the drift that it was made for.",
    steps: [creating(), planning(northwind), repairs("update", northwind), unchanged],
  },
  {
    name: "planOfRepairedDrift",
    about: "A saved plan finds the drift repaired that it was made for: nothing is written.",
    steps: [
      creating(),
      planning(northwind),
      { ...byPlan, before: setLink(consulting), expect: { steps: { link: ["same"] }, links: linked } },
    ],
  },
  {
    name: "planOfOtherDrift",
    about: "A saved plan repairs another drift than the one that it was made for.",
    steps: [creating(), planning(northwind), { ...repairs("create", null), before: setLink(null) }, unchanged],
  },
  {
    name: "planWithoutDrift",
    about: "A saved plan that found nothing to do is violated by drift: nothing is written.",
    steps: [
      creating(),
      planning(consulting),
      {
        ...byPlan,
        before: setLink(northwind),
        expect: {
          exitCode: 1,
          steps: {},
          links: { [contoso]: northwind },
          messages: [
            drifted(northwind),
            { on: "link", severity: "error", says: ["update is not allowed by the plan"] },
          ],
        },
      },
    ],
  },
  {
    name: "planOfCredentialToBeMade",
    about: "A saved plan of a link whose credential is made in the same update is kept.",
    steps: [
      {
        run: "preview",
        options: { plan: true },
        program: { later: [application], links: [link({ credential })] },
        expect: { steps: { application: ["create"], link: ["create"] }, links: {} },
      },
      {
        ...byPlan,
        before: (world) => {
          world.addSecret(contoso, { value: rotatedSecret });
        },
        expect: {
          steps: { application: ["create"], link: ["create"] },
          links: linked,
          writes: [`${contoso} create 200`],
        },
      },
    ],
  },
  {
    name: "planWithTokenRenewed",
    about: "A saved plan is kept by an update with another token of its run, for a new link and an existing one.",
    steps: [
      {
        ...creatingByToken,
        run: "preview",
        options: { plan: true },
        expect: { steps: { link: ["create"] }, links: {} },
      },
      { ...creatingByToken, ...byPlan },
      {
        run: "preview",
        options: { plan: true },
        before: newRun("JOB_TOKEN"),
        expect: { steps: { link: ["same"] }, links: linked },
      },
      { ...byPlan, before: newRun("JOB_TOKEN"), expect: { steps: { link: ["same"] }, links: linked } },
    ],
  },
];
