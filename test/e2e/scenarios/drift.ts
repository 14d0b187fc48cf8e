import { credentialOf, environmentOf, identityOf } from "../harness/identities";
import type { ExpectedMessage, Scenario, Step } from "../harness/scenario";
import type { World } from "../harness/world";
import { ambientLink, consulting, contoso, creating, fabrikam, link, northwind, oneLink, unchanged } from "./common";

type Links = Readonly<Record<string, string>>;

/** The gate finds the drift, names it, and writes nothing. */
function gateFails(before: (world: World) => void, live: Links, says: readonly string[]): Step {
  return {
    run: "preview",
    options: { expectNoChanges: true },
    before,
    expect: { exitCode: 7, steps: { link: ["update"] }, links: live, messages: [drifted(says)] },
  };
}

/** The next update repairs it. */
function repairs(write: string, says: readonly string[]): Step {
  return {
    run: "up",
    expect: {
      steps: { link: ["update"] },
      links: { [contoso]: consulting },
      writes: [`${contoso} ${write} 200`],
      messages: [drifted(says)],
      state: { link: { partnerId: consulting, state: "Active" } },
    },
  };
}

function drifted(says: readonly string[]): ExpectedMessage {
  return { on: "link", severity: "warning", says: ["drifted", identityOf(contoso).objectId, ...says, "(PAL_DRIFT)"] };
}

function notVerifiable(driftCheck: string, gate: Step["expect"], update: Step["expect"]): Scenario {
  const wrongSecret = { ...environmentOf(contoso), ARM_CLIENT_SECRET: "no-longer-valid" };
  return {
    name: `notVerifiable${driftCheck.replace(/^./, (first) => first.toUpperCase())}`,
    about: `A link that cannot be looked at, with driftCheck ${driftCheck}: the secret in the environment is refused.`,
    environment: environmentOf(contoso),
    steps: [
      creating(ambientLink({ driftCheck })),
      { run: "preview", options: { expectNoChanges: true, environment: wrongSecret }, expect: gate },
      { run: "up", options: { environment: wrongSecret }, expect: update },
      unchanged,
    ],
  };
}

const linked: Links = { [contoso]: consulting };
const stillRight = { steps: { link: ["same"] }, links: linked };
const cannotSignIn = refusedOn("link");

const both: Links = { [contoso]: consulting, [fabrikam]: consulting };
/** Pulumi begins nothing new once something has failed; the dependency makes sure which of the two comes first. */
const twoLinks = {
  links: [link({ credential: credentialOf(fabrikam) }, {}, "sound"), link({}, { dependsOn: ["sound"] }, "broken")],
};

function driftedOn(on: string): ExpectedMessage {
  return { on, severity: "warning", says: ["drifted", northwind, consulting] };
}

function refusedOn(on: string, severity: ExpectedMessage["severity"] = "warning"): ExpectedMessage {
  return { on, severity, says: ["AADSTS7000215"] };
}

function toNorthwind(world: World): void {
  world.setLink(contoso, northwind);
}

/** Changes behind Pulumi's back, and what happens when nobody can tell. */
export const drift: readonly Scenario[] = [
  {
    name: "driftOtherPartner",
    about: "Somebody linked the identity to another partner.",
    steps: [
      creating(),
      gateFails(toNorthwind, { [contoso]: northwind }, [northwind, consulting]),
      repairs("update", [northwind, consulting]),
      unchanged,
    ],
  },
  {
    name: "driftTombstone",
    about: "Somebody removed the link, and the service keeps its tombstone.",
    steps: [
      creating(),
      gateFails(
        (world) => {
          world.setLink(contoso, null);
        },
        {},
        [consulting],
      ),
      repairs("create", [consulting]),
      unchanged,
    ],
  },
  {
    name: "driftGone",
    about: "The link is gone without a trace.",
    steps: [
      creating(),
      gateFails(
        (world) => {
          world.eraseLink(contoso);
        },
        {},
        [consulting],
      ),
      repairs("create", [consulting]),
      unchanged,
    ],
  },
  {
    name: "driftCheckOff",
    about: "With driftCheck off nothing is looked at in previews, and settings change without a request.",
    steps: [
      creating(oneLink({ driftCheck: "off" })),
      {
        ...unchanged,
        before: (world) => {
          world.setLink(contoso, northwind);
        },
        expect: { steps: { link: ["same"] }, links: { [contoso]: northwind } },
      },
      {
        run: "up",
        program: oneLink({ driftCheck: "off", onDelete: "retain" }),
        expect: { steps: { link: ["update"] }, links: { [contoso]: northwind } },
      },
    ],
  },
  notVerifiable(
    "required",
    { exitCode: 7, steps: { link: ["update"] }, links: linked, messages: [cannotSignIn] },
    {
      exitCode: 1,
      steps: { link: ["update"] },
      links: linked,
      messages: [cannotSignIn, { ...cannotSignIn, severity: "error" }],
    },
  ),
  notVerifiable("bestEffort", { ...stillRight, messages: [cannotSignIn] }, { ...stillRight, messages: [cannotSignIn] }),
  notVerifiable("off", stillRight, stillRight),
  {
    name: "notReadable",
    about: "The identity signs in, but the service refuses to show its link: the gate fails, and nothing is concluded.",
    steps: [
      creating(),
      {
        run: "preview",
        options: { expectNoChanges: true },
        before: ({ emulator }) => {
          emulator.addFault({ operation: "partners.get", calls: { from: 1 }, effect: { kind: "status", status: 403 } });
        },
        expect: {
          exitCode: 7,
          steps: { link: ["update"] },
          links: linked,
          messages: [{ on: "link", severity: "warning", says: ["403", identityOf(contoso).objectId] }],
        },
      },
      { ...unchanged, before: ({ emulator }) => emulator.clearFaults() },
    ],
  },
  {
    name: "driftInJson",
    about: "The gate's --json has the drift under its diagnostics, with the resource's URN and a code.",
    steps: [
      creating(),
      {
        run: "preview",
        options: { expectNoChanges: true, display: "json" },
        before: toNorthwind,
        expect: {
          exitCode: 7,
          steps: { link: ["update"] },
          links: { [contoso]: northwind },
          messages: [drifted([northwind, consulting])],
          output: [
            /"diagnostics": \[\s*\{\s*"urn": "[^"]*::link",[^}]*drifted[^}]*654321[^}]*123456[^}]*\(PAL_DRIFT\)/,
          ],
        },
      },
    ],
  },
  {
    name: "driftInDiff",
    about: "refresh --diff shows both partners, and the preview that follows shows them the other way round.",
    steps: [
      creating(),
      {
        run: "refresh",
        options: { display: "diff" },
        before: toNorthwind,
        expect: {
          steps: { link: ["refresh"] },
          links: { [contoso]: northwind },
          messages: [drifted([northwind, consulting])],
          output: [/~ partnerId *: "123456" => "654321"/],
        },
      },
      {
        run: "preview",
        options: { display: "diff" },
        expect: {
          steps: { link: ["update"] },
          links: { [contoso]: northwind },
          output: [/~ partnerId *: "654321" => "123456"/],
        },
      },
    ],
  },
  {
    name: "twoLinksOneFailing",
    about: "One identity's secret is revoked; the other's drift is still previewed and repaired.",
    steps: [
      {
        run: "up",
        program: twoLinks,
        expect: {
          steps: { broken: ["create"], sound: ["create"] },
          links: both,
          writes: [`${contoso} create 200`, `${fabrikam} create 200`],
        },
      },
      {
        run: "preview",
        before: (world) => {
          world.revokeSecret(contoso);
          world.setLink(fabrikam, northwind);
        },
        expect: {
          steps: { broken: ["update"], sound: ["update"] },
          links: { ...both, [fabrikam]: northwind },
          messages: [refusedOn("broken"), driftedOn("sound")],
        },
      },
      {
        run: "up",
        expect: {
          exitCode: 1,
          steps: { broken: ["update"], sound: ["update"] },
          links: both,
          writes: [`${fabrikam} update 200`],
          messages: [refusedOn("broken"), refusedOn("broken", "error"), driftedOn("sound")],
        },
      },
    ],
  },
];
