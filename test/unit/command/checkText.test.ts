import stringWidth = require("string-width");
import { checkText } from "../../../provider/command/checkText";
import type { Recognition } from "../../../provider/recognition/types";
import { another, clientId, declared, objectId, tenantId } from "../fixtures";
import { mixed, notLinked, recognition, subscription, subscriptionId, unknown } from "./recognitionFixtures";

const servicePrincipal = `\
Identity:   service principal ${clientId}, object ID ${objectId}
Directory:  Contoso, contoso.com, ${tenantId}
Link:       partner ${declared}, Fabrikam Consulting, written 2026-03-02
`;

const keepInMind = `\
Keep in mind
  Microsoft decides what counts. Roles are compared with its list of 2020-05-04 (122 roles).
  Reports lag: AzureUsage is refreshed about every four days, and a month closes on the 5th of the next one.
  In reports, choose the association type "Partner Admin Link". Revenue (ACR) is shown to an Executive report viewer only.
  Power Platform counts by who owns apps and flows, and is not looked at.
`;

const addRole = "Assign Support Request Contributor (cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e) at the scope of your work.";

const texts: readonly { readonly what: string; readonly result: Recognition; readonly text: string }[] = [
  {
    what: "a covered subscription",
    result: recognition(),
    text: `\
${servicePrincipal}
SUBSCRIPTION  ROLE (SCOPE)                                VIA     COUNTS  USAGE            WHY
Shop          Support Request Contributor (subscription)  direct  yes     yes (resources)  -

${keepInMind}
Verdict: expected (1 subscription: 1 covered)
`,
  },
  {
    what: "five subscriptions, each in another state",
    result: mixed,
    text: `\
${servicePrincipal}
SUBSCRIPTION  ROLE (SCOPE)                                        VIA     COUNTS   USAGE            WHY
Shop          Support Request Contributor (subscription) +1 more  direct  yes      yes (resources)  -
Data          Contributor (resource group rg-warehouse)           group   partly   yes (resources)  partOfSubscription
Sandbox       Reader (subscription)                               direct  no       unknown          onlyRolesThatDoNotCount
Archive       Owner (subscription)                                direct  yes      no (Disabled)    subscriptionNotEnabled
Landing zone  -                                                   -       unknown  unknown          rolesNotVisible

Reasons
  partOfSubscription, 1 subscription: Data
    The role that counts covers a resource group only.
    Remedy: Assign it at the subscription where the partner works on all of it.
  onlyRolesThatDoNotCount, 1 subscription: Sandbox
    None of its roles counts: Reader.
    Remedy: ${addRole}
  subscriptionNotEnabled, 1 subscription: Archive
    The subscription is disabled.
  rolesNotVisible, 1 subscription: Landing zone
    Its roles could not be read.
    Remedy: Allow Microsoft.Authorization/permissions/read, or let the customer look.

Not read completely
  permissions: read in part (403 AuthorizationFailed for 1 subscription)

${keepInMind}
Verdict: partly (5 subscriptions: 1 covered, 1 covered in part, 1 not covered, 1 unknown, 1 without usage)
`,
  },
  {
    what: "a user without a link",
    result: notLinked,
    text: `\
Identity:   user anna@contoso.com, object ID ${objectId}
Directory:  ${tenantId}
Link:       none

SUBSCRIPTION  ROLE (SCOPE)                                VIA     COUNTS  USAGE            WHY
Shop          Support Request Contributor (subscription)  direct  yes     yes (resources)  -
Data          Reader (subscription)                       direct  no      yes (resources)  onlyRolesThatDoNotCount

Reasons
  notLinked
    The identity is linked to no partner.
    Remedy: Declare the link and run \`pulumi up\`.
  onlyRolesThatDoNotCount, 1 subscription: Data
    None of its roles counts: Reader.
    Remedy: ${addRole}

${keepInMind}
Verdict: not expected (not linked)
`,
  },
  {
    what: "roles that could not be read",
    result: unknown,
    text: `\
${servicePrincipal}
SUBSCRIPTION  ROLE (SCOPE)  VIA  COUNTS   USAGE    WHY
Shop          -             -    unknown  unknown  rolesNotVisible
Data          -             -    unknown  unknown  rolesNotVisible

Reasons
  rolesNotVisible, 2 subscriptions: Shop, Data
    Its roles could not be read.
    Remedy: Allow Microsoft.Authorization/roleAssignments/read, for instance by Reader.

Not read completely
  roleAssignmentScheduleInstances: not read (400 AadPremiumLicenseRequired)
  resourceGraph: not read (403 AccessDenied)
  permissions: not read (403 AuthorizationFailed)

${keepInMind}
Verdict: unknown (2 subscriptions: 2 unknown)
`,
  },
];

/** The line of the text that starts so. */
function lineOf(result: Recognition, start: string): string | undefined {
  return checkText(result)
    .split("\n")
    .find((line) => line.startsWith(start));
}

const partner = { linked: "yes", partnerId: declared } as const;

describe("checkText", () => {
  it.each(texts)("tells of $what", ({ result, text }) => {
    expect(checkText(result)).toBe(text);
  });

  it.each([80, 60, 40])("fits a terminal of %s columns and ends with the verdict", (columns) => {
    const lines = checkText(mixed, columns).split("\n");
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(lines.slice(lines.findIndex((line) => line.startsWith("Verdict:"))).join(" ")).toContain("1 without usage");
  });

  it.each([
    { link: partner, shown: `partner ${declared}` },
    { link: { ...partner, partnerName: "Fabrikam\n##[error]" }, shown: `partner ${declared}, Fabrikam # #[error]` },
    { link: { ...partner, createdTime: "2026-01-12T08:00:00Z" }, shown: `partner ${declared}, written 2026-01-12` },
    { link: { ...partner, expectedPartnerId: declared }, shown: `partner ${declared}` },
    {
      link: { linked: "no", partnerId: another, expectedPartnerId: declared },
      shown: `partner ${another}, not ${declared}`,
    },
    { link: { linked: "no" }, shown: "none" },
    { link: { linked: "unknown" }, shown: "not read" },
  ] as const)("shows the link as $shown", ({ link, shown }) => {
    expect(lineOf(recognition({ link }), "Link:")).toBe(`Link:       ${shown}`);
  });

  it.each([
    {
      identity: { kind: "servicePrincipal", name: "deploy", clientId },
      shown: `service principal deploy, client ID ${clientId}, object ID ${objectId}`,
    },
    {
      identity: { kind: "servicePrincipal", name: `service principal ${clientId} (object id ${objectId})`, clientId },
      shown: `service principal ${clientId} (object id ${objectId})`,
    },
    { identity: { kind: "servicePrincipal", name: objectId }, shown: `service principal ${objectId}` },
    {
      identity: { kind: "user", name: "anna\u001B[1m@contoso.com", clientId },
      shown: `user anna@contoso.com, object ID ${objectId}`,
    },
  ] as const)("shows the identity as $shown", ({ identity, shown }) => {
    expect(lineOf(recognition({ identity: { tenantId, objectId, ...identity } }), "Identity:")).toBe(
      `Identity:   ${shown}`,
    );
  });

  it("has neither table nor numbers without subscriptions", () => {
    const verdict = {
      status: "notExpected",
      reasons: [{ id: "cloudWithoutPal", text: "No links in this cloud.", remedy: "" }],
    } as const;
    const text = checkText(recognition({ subscriptions: [], assignments: [], link: { linked: "unknown" }, verdict }));
    expect(text).not.toContain("SUBSCRIPTION");
    expect(text).toMatch(/^ {2}cloudWithoutPal\n {4}No links in this cloud\.$/m);
    expect(text).toMatch(/\nVerdict: not expected\n$/);
  });

  it("writes out a few names and texts of a reason that many subscriptions have", () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const reasons = numbers.map((number) => ({
      id: "customRole",
      subscriptionId: subscriptionId(number),
      text: `custom role ${number}`,
      remedy: "Add a listed role.",
    }));
    const subscriptions = numbers.map((number) => subscription(number, { displayName: `s${number}` }));
    expect(checkText(recognition({ subscriptions, verdict: { status: "unknown", reasons } }))).toContain(`
  customRole, 7 subscriptions: s1, s2, s3, s4, s5, and 2 more
    custom role 1
    custom role 2
    custom role 3
    and 4 more
    Remedy: Add a listed role.
`);
  });

  it("keeps the text of others on its line, without anything to act on", () => {
    const bad = "x\u001B[2J\r\n##vso[task.complete]\u202Ey";
    const text = checkText(
      recognition({
        identity: { tenantId, objectId, kind: "user", name: bad },
        tenant: { tenantId, displayName: bad, defaultDomain: bad },
        subscriptions: [subscription(1, { displayName: bad, state: bad, usage: { known: "no", source: "state" } })],
        verdict: { status: "unknown", reasons: [{ id: "customRole", text: bad, remedy: bad }] },
        looked: [{ what: "permissions", status: "failed", why: bad }],
      }),
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]|##\[|##vso\[/iu);
    expect(text.split("\n").filter((line) => line.includes("task.complete"))).toHaveLength(6);
  });
});
