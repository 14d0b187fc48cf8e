import type { Finding } from "./findings";
import { recordingOf, textOf } from "./recording";

const finding = (result: Omit<Finding, "evidence">): Finding => ({ evidence: [], ...result });

const app = {
  signIn: "client secret",
  kind: "servicePrincipal",
  findings: [
    finding({ option: "getUnlinked", value: "404 NotFound" }),
    finding({ option: "tenantNames", value: "absent" }),
    finding({ option: "alreadyLinked", other: "412 Conflict" }),
    finding({ option: "asTarget", why: "needs a user" }),
    finding({ option: "hiddenCost", why: "needs a subscription" }),
  ],
} as const;
const user = {
  signIn: "Azure CLI",
  kind: "user",
  findings: [
    finding({ option: "getUnlinked", value: "404 NotFound" }),
    finding({ option: "tenantNames", value: "given" }),
    finding({ option: "asTarget", value: "answers" }),
    finding({ option: "hiddenCost", why: "needs a role" }),
  ],
} as const;

describe("recordingOf", () => {
  const recording = recordingOf([app, user], { recordedAt: "2026-11-28T21:00:00.000Z", hasP2: true });

  it("takes what the sign-ins agree on as the service's behaviour", () => {
    expect(recording.behaviour).toEqual({ getUnlinked: "404 NotFound", asTarget: "answers" });
  });

  it("keeps apart what differs, what no option has, and what was not determined", () => {
    expect(recording.differing).toEqual({
      tenantNames: [
        { signIn: "client secret", kind: "servicePrincipal", value: "absent" },
        { signIn: "Azure CLI", kind: "user", value: "given" },
      ],
    });
    expect(recording.unlisted).toEqual({ alreadyLinked: ["412 Conflict"] });
    expect(recording.notDetermined).toMatchObject({
      hiddenCost: "needs a subscription; or needs a role",
      noAccount: "set PAL_AZURE_DELEGATED_TENANT_ID",
    });
  });

  it("prints each option with what is known of it", () => {
    const lines = textOf(recording)
      .split("\n")
      .filter((line) => /^ {2}(alreadyLinked|asTarget|hiddenCost|tenantNames) /.test(line))
      .map((line) => line.replace(/ +/g, " "));
    expect(lines).toEqual([
      " alreadyLinked 412 Conflict (not a value of the option)",
      " tenantNames absent (client secret)",
      " tenantNames given (Azure CLI)",
      " asTarget answers",
      " hiddenCost not determined: needs a subscription; or needs a role",
    ]);
  });
});
