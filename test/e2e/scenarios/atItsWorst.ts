import type { FaultRule } from "partner-admin-link-emulator";
import { credentialOf } from "../harness/identities";
import type { Scenario, Step } from "../harness/scenario";
import { consulting, contoso, creating, destroying, oneLink, unchanged } from "./common";

/** The step, while every request of that kind meets this. */
function under(step: Step, operation: FaultRule["operation"], effect: FaultRule["effect"], calls = { from: 1 }): Step {
  return {
    ...step,
    before: ({ emulator }) => {
      emulator.addFault({ operation, calls, effect });
    },
  };
}

/** The link cannot be made yet: a warning in the preview, an error in the update, nothing written. */
function failing(run: "preview" | "up", says: readonly string[]): Step {
  const isUpdate = run === "up";
  const error = { on: "link", severity: "error" as const, says: [...says, "Nothing was written"] };
  const warning = { on: "link", severity: "warning" as const, says: [...says, "(PAL_NOT_VERIFIED)"] };
  return {
    run,
    program: oneLink(),
    expect: {
      exitCode: isUpdate ? 1 : 0,
      steps: { link: ["create"] },
      links: {},
      messages: isUpdate ? [warning, error] : [warning],
    },
  };
}

const recovered: Step = {
  ...creating(),
  before: ({ emulator }) => {
    emulator.clearFaults();
  },
};

const odd = "Fabrikam\u001B[31m\r\n::error::Consulting";
const { clientSecret } = credentialOf(contoso) as { readonly clientSecret: { readonly $secret: string } };

/** Services, networks and settings that misbehave. */
export const atItsWorst: readonly Scenario[] = [
  {
    name: "oddPartnerName",
    about: "A partner's name that would steer a terminal and forge a line is stored and shown as one clean line.",
    steps: [
      under(
        {
          ...creating(),
          expect: {
            ...creating().expect,
            state: { link: { partnerId: consulting, partnerName: "Fabrikam ::error::Consulting" } },
          },
        },
        "partner.create",
        { kind: "replace", fields: { "properties.partnerName": odd } },
      ),
      unchanged,
      destroying,
    ],
  },
  {
    name: "loginHostCutsConnections",
    about: "A login host that cuts every connection is named, and not taken for Entra without such a tenant.",
    steps: [
      under(failing("preview", ["no answer from https://", "checks again"]), "entra.openidConfiguration", {
        kind: "reset",
        when: "before",
      }),
      under(failing("up", ["no answer from https://"]), "entra.openidConfiguration", { kind: "reset", when: "before" }),
      recovered,
      destroying,
    ],
  },
  {
    name: "throttledWithoutRetryAfter",
    about: "A request that is throttled without a word on when to come back is made again.",
    steps: [
      {
        ...creating(),
        before: ({ emulator }) => {
          const effect = { kind: "status", status: 429, code: "TooManyRequests" } as const;
          emulator.addFault({ operation: "partners.get", effect });
          emulator.addFault({ operation: "entra.token", effect });
        },
      },
      unchanged,
      destroying,
    ],
  },
  {
    name: "answerWithoutEnd",
    about: "A compressed answer of hundreds of megabytes is refused, and the next update goes on.",
    steps: [
      under(failing("up", ["is not a partner admin link"]), "partners.get", {
        kind: "flood",
        bytes: 600_000_000,
        gzip: true,
      }),
      recovered,
      destroying,
    ],
  },
  {
    name: "secretWithLineBreak",
    about: "A client secret that a file or a variable ends with a line break signs in.",
    steps: [
      creating(
        oneLink({ credential: { ...credentialOf(contoso), clientSecret: { $secret: `${clientSecret.$secret}\n` } } }),
      ),
      destroying,
    ],
  },
  {
    name: "secretAsTenant",
    about: "A secret in the place of the tenant is refused before anything signs in, and is not shown.",
    steps: [
      {
        run: "preview",
        program: oneLink({ credential: { ...credentialOf(contoso), tenantId: "not-a-secret, but as long as one" } }),
        expect: {
          exitCode: 1,
          steps: {},
          links: {},
          messages: [
            {
              on: "link",
              severity: "error",
              says: ["credential.tenantId must be a GUID or a domain name", "not shown", "(PAL_CONFIG_INVALID)"],
            },
          ],
        },
      },
    ],
  },
];
